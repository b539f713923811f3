"""Thousands of refusals in one test: the page of each is drawn once for each reader, then only its status is new."""

import pytest
from flask import Response, session

from mentormatch.web import refusals


def draw_refusals_once(patch: pytest.MonkeyPatch) -> None:
    """From the second time on, a reader's refusal with the same sentence is the page of the first.

    For tests that ask whether somebody is refused, where most of the time went into drawing the same menu around the
    same sentence. A page that cannot be drawn for a reader still is a fault.
    """
    drawn: dict[tuple[str | None, int, str], bytes] = {}
    draw = refusals.error_page

    def page(status: int, sentence: object) -> Response:
        key = (session.get("_user_id"), status, str(sentence))
        if key not in drawn:
            answer = draw(status, sentence)
            drawn[key] = answer.get_data()
            return answer
        return Response(drawn[key], status)

    patch.setattr(refusals, "error_page", page)
