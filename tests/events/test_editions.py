"""Nobody undoes what a colleague has changed, and an answer belongs to the question that was read."""

import re
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient

from mentormatch.core.db import db
from mentormatch.events import queries, service
from mentormatch.events.models import Event, QuestionKind
from mentormatch.events.service import Asked
from tests.events.make import published
from tests.personas import Personas

FIELD = re.compile(r'<input[^>]*name="(?P<name>[\w-]+)"[^>]*>')
VALUE = re.compile(r'value="([^"]*)"')


def typed(event: Event, **changed: str) -> dict[str, str]:
    """What the form of an event sends."""
    return {
        "kind": event.kind.value, "title": event.title, "language": "en", "waiting": event.waiting.value,
        "place": event.place, "starts_at": local(event.starts_at), "ends_at": local(event.ends_at),
    } | {f"question_{number}-kind": "short" for number in range(1, 6)} | changed  # fmt: skip


def local(at: Any) -> str:
    return str(at.astimezone(ZoneInfo("Europe/Rome")).strftime("%Y-%m-%dT%H:%M"))


def hidden(client: FlaskClient, address: str, name: str) -> str:
    page = client.get(address).text
    field = next(one[0] for one in FIELD.finditer(page) if one["name"] == name)
    found = VALUE.search(field)
    assert found
    return found[1]


def test_two_tabs_do_not_undo_each_other(personas: Personas, as_person: Any) -> None:
    event = published(personas.cora, title="Talk")
    address = f"/office/events/{event.id}/edit"
    cora = as_person(personas.cora)
    seen = hidden(cora, address, "seen")
    first = cora.post(address, data=typed(event, title="A better title", seen=seen))
    assert first.status_code == 303
    late = cora.post(address, data=typed(event, title="Another title", seen=seen))
    assert late.status_code == 422
    assert "while you had it open" in late.text
    assert "Another title" in late.text, "nothing of what was typed is lost"
    db.session.refresh(event)
    assert event.title == "A better title"
    again = VALUE.search(next(one[0] for one in FIELD.finditer(late.text) if one["name"] == "seen"))
    assert again
    assert cora.post(address, data=typed(event, title="Another title", seen=again[1])).status_code == 303
    db.session.refresh(event)
    assert event.title == "Another title"


def test_an_answer_belongs_to_the_question_that_was_read(personas: Personas, as_person: Any) -> None:
    event = published(personas.cora, questions=[Asked(QuestionKind.SHORT, "Which role?", needed=True)])
    address = f"/events/{event.id}/register"
    maya = as_person(personas.maya)
    asked = hidden(maya, address, "asked")
    service.change(event, by=personas.cora, questions=[Asked(QuestionKind.SHORT, "Any allergies?")])
    late = maya.post(address, data={"asked": asked, "answer_1": "Data analyst"})
    assert late.status_code == 409
    assert "The questions have changed" in late.text
    assert "Any allergies?" in late.text
    assert "Data analyst" not in late.text
    assert queries.place_of(personas.maya.id, event.id) is None
    assert maya.post(address, data={"asked": hidden(maya, address, "asked"), "answer_1": "No"}).status_code == 303
    place = queries.place_of(personas.maya.id, event.id)
    assert place is not None
    assert place.answers == [{"question": "Any allergies?", "answer": "No"}]
