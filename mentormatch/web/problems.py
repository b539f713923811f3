"""Refusals and errors as programs read them: ``application/problem+json`` (RFC 9457)."""

import json
import re
from http import HTTPStatus

from flask import Response, request

from mentormatch.core.errors import Refusal

#: What a refusal may tell a program besides its sentence.
TOLD = ("field", "errors", "slots", "request", "match")


def problem(status: int, code: str, detail: object, **more: object) -> Response:
    """``code`` is the stable name of what went wrong, ``detail`` a sentence in the reader's language."""
    title = HTTPStatus(status).phrase
    body = {"type": f"urn:mentormatch:{code}", "title": title, "status": status, "code": code, "detail": str(detail)}
    answer = Response(json.dumps({**body, **more}), status, content_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        wrong = ', error="invalid_token"' if request.authorization else ""
        answer.headers["WWW-Authenticate"] = f'Bearer realm="MentorMatch"{wrong}'
    return answer


def problem_of(refusal: Refusal) -> Response:
    more = {name: refusal.facts[name] for name in TOLD if name in refusal.facts}
    return problem(refusal.status, code_of(refusal), refusal.sentence, **more)


def code_of(error: Exception) -> str:
    """``slot_taken`` for ``SlotTaken``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
