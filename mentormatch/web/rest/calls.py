"""What every call of the API shares: its description, checking what was sent, and keys that make a repeat harmless."""

import inspect
import json
from collections.abc import Callable
from typing import Any

from flask import current_app, g, request
from flask_login import current_user
from pydantic import BaseModel
from spectree import Response, SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData
from werkzeug.exceptions import UnsupportedMediaType

from mentormatch.core import limits
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l
from mentormatch.core.idempotency import call_hash
from mentormatch.core.idempotency import once as answer_once
from mentormatch.web import once
from mentormatch.web.rest.schema import Problem

#: Calls of one person in a minute that write or rank.
MOST_A_MINUTE = 300
PARTS = "multipart/form-data"
Reply = tuple[dict[str, Any], int, dict[str, str]]


class Malformed(Invalid):
    sentence = _l("What was sent is not what this call takes.")


def _refuse_malformed(_request: Any, _answer: Any, error: Any, _view: Any, _adapter: Any) -> None:
    if error is not None:
        faults = [{"where": list(one["loc"]), "what": one["msg"]} for one in error.errors()]
        raise Malformed(errors=faults)


_named: dict[str, type[BaseModel]] = {}


def _name_of(model: type[BaseModel]) -> str:
    """A body is called by its class. Two of one name would be one in the document, so that is refused at the start."""
    if _named.setdefault(model.__name__, model) is not model:
        raise RuntimeError(f"two bodies are called {model.__name__}")
    return model.__name__


spec = SpecTree(
    "flask",
    mode="strict",
    title="MentorMatch",
    description="What people do on the pages of MentorMatch, for programs of their own. Times are instants with an "
    "offset. A refusal is a problem (RFC 9457) whose `code` is stable.",
    version="1",
    before=_refuse_malformed,
    validation_error_model=Problem,
    naming_strategy=_name_of,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[
        SecurityScheme(name="token", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")),
    ],
    security={"token": []},
)


def answers(status: int, model: type[BaseModel], *refusals: int) -> Response:
    """The answers of a call: the good one, those that every call may give, and its own refusals."""
    found = {f"HTTP_{code}": Problem for code in (400, 401, 403, 422, 429, *refusals)}
    return Response(**{f"HTTP_{status}": model, **found})


def check_body() -> None:
    """Before a call: a body is JSON, and an object. Calls that take none need none, those of files take parts."""
    if _takes("form"):
        if request.mimetype != PARTS:
            raise UnsupportedMediaType(f"Send a file: Content-Type: {PARTS}.")
        g.parts = sorted(once.typed())  # now, since a file is read once
        return
    if request.method != "POST" or not (request.get_data(cache=True) or _takes("json")):
        return
    if not request.is_json:
        raise UnsupportedMediaType("Send JSON: Content-Type: application/json.")
    try:
        body = request.get_json()
    except RecursionError:  # brackets in brackets, a hundred thousand deep
        raise Malformed from None
    if not isinstance(body, dict):
        raise Malformed


def _takes(kind: str) -> bool:
    """Whether the call that is asked for takes a body of this kind: ``json``, or ``form`` for one with a file."""
    view = current_app.view_functions.get(request.endpoint or "")
    return view is not None and kind in inspect.signature(view).parameters


def count() -> None:
    limits.spend("api", current_user.id, limit=MOST_A_MINUTE, seconds=60)


def done_once(act: Callable[[], tuple[BaseModel, int, str | None]]) -> Reply:
    """Do a deed and answer with what ``act`` returns: body, status, and where the new thing is.

    With an ``Idempotency-Key`` the same call again does nothing and gets the same answer.
    """

    def answer() -> dict[str, Any]:
        body, status, location = act()
        return {"body": body.model_dump(mode="json"), "status": status, "location": location}

    key = request.headers.get("Idempotency-Key")
    sent = g.get("parts") or [json.dumps(request.get_json(silent=True), sort_keys=True)]
    call = call_hash(request.method, request.path, *sent)
    told = answer_once(current_user.id, f"api:{key}", call, answer) if key else answer()
    return told["body"], told["status"], {"Location": told["location"]} if told["location"] else {}
