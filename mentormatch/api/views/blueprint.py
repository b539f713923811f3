"""The blueprint of the API and its description."""

import copy
from typing import Any

from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import spec

bp = rest_blueprint("api", "mentormatch.api", costly=frozenset({"api.mentors"}))


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
