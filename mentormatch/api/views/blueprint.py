"""The blueprint of the API and its description."""

import copy
from typing import Any

from flask import Blueprint, request

from mentormatch.api.calls import check_body, count, spec
from mentormatch.web.access import Who, access

bp = Blueprint("api", "mentormatch.api", url_prefix="/api/v1")
bp.before_request(check_body)


@bp.before_request
def _count_what_costs() -> None:
    if request.method == "POST" or request.endpoint == "api.mentors":
        count()


@bp.get("/openapi.json")
@access(Who.ANYONE)
def document() -> dict[str, Any]:
    """The OpenAPI document; nothing in it is about anybody."""
    described: dict[str, Any] = copy.deepcopy(spec.spec)
    for calls in described["paths"].values():
        for call in calls.values():
            for status, answer in call["responses"].items():
                if status >= "400" and "content" in answer:
                    answer["content"] = {"application/problem+json": answer["content"].pop("application/json")}
    return described
