"""What is switched off answers like what does not exist."""

from flask import Flask, request

from mentormatch.core.errors import NotFound
from mentormatch.office.about import SERVICES
from mentormatch.office.queries import is_on


def hide_what_is_off(app: Flask) -> None:
    """Have all pages and calls of a service that is off answer "not found", and tell templates what is on."""

    @app.before_request
    def _check() -> None:
        view = app.view_functions.get(request.endpoint or "")
        folder = view.__module__.split(".")[1:2] if view else []
        acts = request.method not in {"GET", "HEAD"}
        if folder and folder[0] in SERVICES and not is_on(folder[0], fresh=acts):
            raise NotFound

    app.add_template_global(is_on_here, "service_on")


def is_on_here(name: str) -> bool:
    """Whether there is such a service, and it is on: for links from pages of others."""
    return name in SERVICES and is_on(name)
