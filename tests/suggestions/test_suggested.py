"""What is suggested goes with what somebody told, is theirs to see, and says true reasons."""

from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.coaching import service as coaching
from mentormatch.core.db import db
from mentormatch.events import service as events
from mentormatch.office.service import switch_off
from mentormatch.profiles.models import Aim
from mentormatch.search import service as entries
from mentormatch.search.service import Entry
from mentormatch.suggestions.queries import suggested
from tests.events.make import published
from tests.personas import Personas


def tell(person: Person) -> None:
    aim = db.session.get(Aim, person.id) or Aim(person_id=person.id)
    aim.goal, aim.target_roles, aim.help_topics = "Analyse data with SQL.", ("Data analyst",), ("interview",)
    db.session.add(aim)
    db.session.commit()


def test_events_are_suggested_by_what_was_told(app: Flask, personas: Personas) -> None:
    gardens = published(personas.cora, title="A walk in gardens", text="Trees and ponds.", language="en")
    data = published(personas.cora, title="SQL for data analysts", text="Analyse tables.", language="en")
    tell(personas.maya)
    with app.test_request_context():
        found = suggested(personas.maya, "event")
        assert [one.subject_id for one in found] == [data.id, gardens.id]
        assert any(reason.startswith("Shares your words: ") and "sql" in reason for reason in found[0].reasons)
        assert found[0].shown.url == f"/events/{data.id}"
        assert [one.subject_id for one in suggested(personas.maya, "event", only=[gardens.id])] == [gardens.id]
    events.call_off(data, by=personas.cora, reason="Nobody can come.")
    with app.test_request_context():
        assert [one.subject_id for one in suggested(personas.maya, "event")] == [gardens.id]
    switch_off("events", by=personas.ada)
    with app.test_request_context():
        assert suggested(personas.maya, "event") == []


def test_appointments_say_what_they_help_with(app: Flask, personas: Personas) -> None:
    practice = coaching.types.add_type(by=personas.cora, name="Interview practice", interview=True)
    tell(personas.maya)
    with app.test_request_context():
        (found,) = suggested(personas.maya, "appointment_type")
    assert found.subject_id == practice.id
    assert "Helps with: Interviews" in found.reasons
    coaching.types.retire(practice, by=personas.cora)
    with app.test_request_context():
        assert suggested(personas.maya, "appointment_type") == []


def test_who_told_nothing_gets_nothing(app: Flask, personas: Personas, make: object) -> None:
    entries.put(Entry(kind="event", subject_id=99, title="Gone", text=""))
    tell(personas.maya)
    with app.test_request_context():
        assert suggested(personas.maya, "event") == []
        assert suggested(personas.maya, "no such kind") == []
        assert suggested(personas.ada, "event") == []
