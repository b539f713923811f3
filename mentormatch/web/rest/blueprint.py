"""A set of calls under ``/api/v1``, checked and counted like all the others."""

from flask import Blueprint, request

from mentormatch.web.rest.calls import check_body, count

PREFIX = "/api/v1"


def rest_blueprint(name: str, module: str, *, at: str = "", costly: frozenset[str] = frozenset()) -> Blueprint:
    """``at`` is where its calls begin below the prefix. Calls that write are counted, and endpoints in ``costly``."""
    bp = Blueprint(name, module, url_prefix=PREFIX + at)
    bp.before_request(check_body)

    @bp.before_request
    def _count_what_costs() -> None:
        if request.method == "POST" or request.endpoint in costly:
            count()

    return bp
