"""The search, what is for whom, and where to start, as pages and for programs."""

from typing import Any

from flask import Flask

from mentormatch.accounts import tokens
from mentormatch.accounts.models import RoleName
from mentormatch.finding.starting import NEXT, TIME, WAYS, WHERE, proposed
from mentormatch.office.service import switch_off
from tests.api.conftest import Program
from tests.events.make import published
from tests.make import Make
from tests.personas import Personas
from tests.suggestions.test_suggested import tell


def test_the_search_finds_events_and_helps_on(app: Flask, personas: Personas, as_person: Any) -> None:
    event = published(personas.cora, title="How data teams hire", text="What stands out.")
    maya = as_person(personas.maya)
    page = maya.get("/search?q=dta+teams").text
    assert f"/events/{event.id}" in page
    assert "Did you mean" in page
    assert "data teams" in page
    assert "How data teams hire" in maya.get("/search?q=data&kind=event").text
    nothing = maya.get("/search?q=data&language=de").text
    assert "1 result stands here without them." in nothing
    assert "Nothing is found for these words" in maya.get("/search?q=zzzzzzzz").text
    assert maya.get("/search").status_code == 200
    assert maya.get("/search?q=data&from=-4&kind=none").status_code == 200
    staff = as_person(personas.cora).get("/search?q=data").text
    assert f"/{event.id}" in staff
    assert "How data teams hire" not in as_person(personas.ada).get("/search?q=data").text
    switch_off("events", by=personas.ada)
    assert "How data teams hire" not in maya.get("/search?q=data").text


def test_for_you_shows_reasons(app: Flask, personas: Personas, as_person: Any) -> None:
    published(personas.cora, title="SQL for data analysts", text="Analyse tables.")
    maya = as_person(personas.maya)
    tell(personas.maya)
    page = maya.get("/for-you").text
    assert "SQL for data analysts" in page
    assert "Shares your words" in page


def test_three_answers_give_what_to_do_first(app: Flask, personas: Personas, as_person: Any) -> None:
    maya = as_person(personas.maya)
    assert "Where are you?" in maya.get("/start-here").text
    assert "Please answer all three questions." in maya.get("/start-here?where=studying").text
    page = maya.get("/start-here?where=finishing&next=interview&time=week").text
    assert "A coach practises interviews with you." in page
    switch_off("coaching", by=personas.ada)
    page = maya.get("/start-here?where=finishing&next=interview&time=week").text
    assert "A coach practises interviews with you." not in page
    assert "A mentor knows how people in the field are hired." in page


def test_every_answer_has_a_way_when_all_is_on() -> None:
    for where in WHERE:
        for wanted in NEXT:
            for time in TIME:
                assert proposed({"where": where, "next": wanted, "time": time}, WAYS), (where, wanted, time)


def test_programs_search_and_are_suggested_to(app: Flask, personas: Personas) -> None:
    event = published(personas.cora, title="SQL for data analysts", text="Analyse tables.")
    tell(personas.maya)
    maya = Program(app.test_client(), tokens.create(personas.maya, "Test", by=personas.maya))
    found = maya.get("/search", q="analysts").json
    assert [(one["kind"], one["id"], one["page"]) for one in found["items"]] == [
        ("event", event.id, f"/events/{event.id}")
    ]
    assert (found["total"], found["kinds"], found["next_cursor"]) == (1, {"event": 1}, None)
    (one,) = maya.get("/for-you").json["items"]
    assert one["reasons"]


def test_who_finds_nothing_at_all_has_no_search(make: Make, as_person: Any) -> None:
    partner, student = (make.person(roles=[role]) for role in (RoleName.PARTNER, RoleName.MENTEE))
    assert "site-search" not in as_person(partner).get("/").text
    assert "site-search" in as_person(student).get("/").text
