"""At the door and afterwards: ticks, the code, what is missed, feedback, certificate, files, figures, record."""

import io
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from openpyxl import load_workbook

from mentormatch.accounts import tokens
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.events import errors, figures, queries, record, service
from mentormatch.events.models import Event, EventStatus, QuestionKind
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.profiles.models import Profile
from tests.events.conftest import letters_to, place_of, status_of
from tests.events.make import draft, published
from tests.make import Make
from tests.pdf import make_readable, words_of
from tests.personas import Personas

VIDEO = "https://video.example.org/talk"


@pytest.fixture
def event(personas: Personas) -> Event:
    event = published(personas.cora, title="Talk about numbers", days=2)
    for person in (personas.maya, personas.eve):
        service.register(event, by=person, answers={})
    return event


def test_the_list_at_the_door_ticks_and_takes_back(event: Event, personas: Personas, as_person: Any) -> None:
    client, place = as_person(personas.cora), place_of(personas.maya, event)
    came = f"/office/events/{event.id}/people/{place.id}/came"
    assert client.post(came, data={"q": "Maya"}).location.endswith(f"check-in?q=Maya#place-{place.id}")
    page = client.get(f"/office/events/{event.id}/check-in?q=maya").text
    assert "1 of 2 are here" in page
    assert "Eve Laurent" not in page
    assert client.post(f"{came}-not").status_code == 303
    assert place_of(personas.maya, event).came_at is None
    with pytest.raises(errors.NotRegistered):
        service.leave(place, by=personas.maya)
        service.tick(place, came=True, by=personas.cora)


def test_the_code_works_around_the_event_for_the_registered_and_a_few_tries(
    event: Event, personas: Personas, make: Make, as_person: Any
) -> None:
    with pytest.raises(errors.DoorClosed):
        service.enter_code(event, event.door_code, by=personas.maya)
    at = event.starts_at
    with time_machine.travel(at - timedelta(minutes=29)):
        client = as_person(personas.maya)
        for _try in range(10):
            assert client.post(f"/events/{event.id}/here", data={"code": "AAAAAA"}).status_code == 422
        assert client.post(f"/events/{event.id}/here", data={"code": event.door_code}).status_code == 429
        stranger = make.mentee("Stranger", cohort=personas.cohort)
        with pytest.raises(errors.NotRegistered):
            service.enter_code(event, event.door_code, by=stranger)
    with time_machine.travel(event.ends_at + timedelta(minutes=29)):
        code = f" {event.door_code[:3].lower()} {event.door_code[3:]}"
        assert as_person(personas.maya).post(f"/events/{event.id}/here", data={"code": code}).status_code == 303
        assert place_of(personas.maya, event).came_at is not None
    with time_machine.travel(event.ends_at + timedelta(minutes=31)), pytest.raises(errors.DoorClosed):
        service.enter_code(event, event.door_code, by=personas.eve)


def test_afterwards_who_came_is_asked_and_who_missed_it_told(
    app: Flask, event: Event, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_readable(monkeypatch)
    service.tick(place_of(personas.maya, event), came=True, by=personas.cora)
    with time_machine.travel(event.ends_at + timedelta(minutes=31)):
        assert as_person(personas.maya).get(f"/events/{event.id}/certificate").status_code == 200
        service.sweep()
        service.sweep()
        assert db.session.get_one(Event, event.id).status == EventStatus.OVER
        assert letters_to(personas.maya) == ["registered", "feedback"]
        assert letters_to(personas.eve) == ["registered", "missed"]
        for _twice in range(2):
            service.keep_links(event, by=personas.cora, recording=VIDEO, slides="", shown_to_all=False)
        assert letters_to(personas.eve) == ["registered", "missed", "missed"]
        assert VIDEO in as_person(personas.eve).get(f"/events/{event.id}").text
        assert VIDEO not in as_person(personas.omar).get(f"/events/{event.id}").text
        service.keep_links(event, by=personas.cora, recording=VIDEO, slides="", shown_to_all=True)
        assert VIDEO in as_person(personas.omar).get(f"/events/{event.id}").text
        pdf = as_person(personas.maya).get(f"/events/{event.id}/certificate").data
        assert "Talk about numbers" in words_of(pdf)
        assert "Maya Rossi" in words_of(pdf)
        assert as_person(personas.eve).get(f"/events/{event.id}/certificate").status_code == 409
        client = as_person(personas.maya)
        assert client.post(f"/events/{event.id}/feedback", data={"rating": "9"}).status_code == 422
        said = {"rating": "3", "words": "Good numbers."}
        assert client.post(f"/events/{event.id}/feedback", data=said).status_code == 303
        assert figures.fill_of(event).missed == 1
        page = as_person(personas.cora).get(f"/office/events/{event.id}").text
        assert "Good numbers." in page
        assert "Maya" not in page
        with app.test_request_context():
            told = [one.title for one in record.happenings(personas.maya, personas.cora)]
            assert told == ["Registered for “Talk about numbers”", "Came to “Talk about numbers”"]
            assert [one.title for one in record.happenings(personas.eve, personas.eve)][-1].startswith("Missed")


def test_where_nobody_is_ticked_nobody_is_missing(event: Event, personas: Personas) -> None:
    with time_machine.travel(event.ends_at + timedelta(hours=1)):
        service.sweep()
    assert letters_to(personas.eve) == ["registered", "feedback"]
    assert figures.fill_of(event).missed is None


def test_nobody_who_left_or_was_taken_off_has_a_certificate(event: Event, personas: Personas, as_person: Any) -> None:
    """Both had typed the code before it began."""
    with time_machine.travel(event.starts_at - timedelta(minutes=20)):
        for person in (personas.maya, personas.eve):
            service.enter_code(event, event.door_code, by=person)
        service.leave(place_of(personas.maya, event), by=personas.maya)
        service.remove(place_of(personas.eve, event), by=personas.cora)
        assert figures.fill_of(event).came == 0
    with time_machine.travel(event.ends_at + timedelta(hours=1)):
        for person in (personas.maya, personas.eve):
            assert as_person(person).get(f"/events/{event.id}/certificate").status_code == 409


@pytest.mark.parametrize(("later", "stays"), [(timedelta(days=1), False), (timedelta(minutes=15), True)])
def test_whoever_was_ticked_has_to_come_again_when_it_is_put_off(
    event: Event, personas: Personas, later: timedelta, stays: bool
) -> None:
    facts = {"kind": event.kind, "title": event.title}
    with time_machine.travel(event.starts_at - timedelta(minutes=10)):
        service.enter_code(event, event.door_code, by=personas.maya)
        times = {"starts_at": event.starts_at + later, "ends_at": event.ends_at + later}
        service.change(event, by=personas.cora, **facts, **times)
    assert (place_of(personas.maya, event).came_at is not None) is stays


def test_reminders_and_every_letter_can_be_read(event: Event, personas: Personas) -> None:
    with time_machine.travel(event.starts_at - timedelta(minutes=50)):
        JOBS["calendar.remind"]()
    service.leave(place_of(personas.eve, event), by=personas.eve)
    service.call_off(event, by=personas.cora, reason="Ill.")
    found = list(db.session.scalars(sa.select(Letter).where(Letter.template.startswith("events/"))))
    assert {"reminder", "called_off", "left"} <= {one.template.split("/")[-1].removesuffix(".txt") for one in found}
    for letter in found:
        written = render(letter)
        assert "Talk about numbers" in written.subject, letter.template
        assert "https://meet" not in written.text


def test_the_files_of_registrations_run_nothing(personas: Personas, as_person: Any) -> None:
    asked = [service.Asked(QuestionKind.SHORT, "=1+1?")]
    event = published(personas.cora, questions=asked)
    service.register(event, by=personas.maya, answers={1: '=HYPERLINK("https://evil.example")'})
    client = as_person(personas.cora)
    text = client.post(f"/office/events/{event.id}/registrations").text
    assert "'=HYPERLINK" in text
    assert "'=1+1?" in text
    book = load_workbook(io.BytesIO(client.post(f"/office/events/{event.id}/registrations", data={"as": "xlsx"}).data))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert "Maya Rossi" in {cell.value for cell in cells}
    taken = sa.select(AuditEntry.by_id, AuditEntry.facts).where(AuditEntry.action == "event.exported")
    assert [tuple(row) for row in db.session.execute(taken)] == [(personas.cora.id, {"people": 1})] * 2


def test_reach_shows_no_group_of_fewer_than_ten(personas: Personas, make: Make) -> None:
    event = published(personas.cora)
    degrees = ["Economics"] * 12 + ["Physics"] * 4
    for degree in degrees:
        service.register(event, by=make.mentee(cohort=personas.cohort, degree=degree), answers={})
    reach = figures.reach_of(event)
    assert (reach.groups, reach.merged) == ([("All degrees together", 16)], 2)
    for _more in range(7):
        service.register(event, by=make.mentee(cohort=personas.cohort, degree="Law"), answers={})
    assert figures.reach_of(event).groups == [("Economics", 12), ("Other degrees together", 11)]
    small = published(personas.cora, title="Small", days=20)
    service.register(small, by=personas.maya, answers={})
    assert figures.reach_of(small).too_few
    assert db.session.get_one(Profile, personas.maya.id).degree == ""


def test_organisers_plan_on_pages_and_others_find_nothing(personas: Personas, as_person: Any) -> None:
    client = as_person(personas.cora)
    day = (now() + timedelta(days=9)).date()
    typed = {
        "title": "Fair", "kind": "fair", "language": "en", "waiting": "none", "place": "Hall", "capacity": "30",
        "starts_at": f"{day}T10:00", "ends_at": f"{day}T12:00", "question_1-text": "Lunch?",
        "question_1-kind": "choice", "question_1-choices": "", "series": "Fairs",
    }  # fmt: skip
    assert client.post("/office/events/new", data=typed).status_code == 422
    typed["question_1-choices"] = "Yes, No"
    made = client.post("/office/events/new", data=typed)
    assert made.status_code == 303
    number = int(made.location.rsplit("/", 1)[1])
    event = db.session.get_one(Event, number)
    assert event.questions[0].choices == ("Yes", "No")
    assert f"{event.starts_at.astimezone(ZoneInfo(event.zone)):%H:%M}" == "10:00"
    assert as_person(personas.maya).get(f"/events/{number}").status_code == 404
    assert client.post(f"/office/events/{number}/publish").status_code == 303
    assert as_person(personas.maya).get(f"/events/{number}").status_code == 200
    edited = typed | {"title": "Great fair", "starts_at": f"{day}T10:07"}
    assert "quarter hours" in client.post(f"/office/events/{number}/edit", data=edited).text
    edited["starts_at"] = f"{day}T10:30"
    changed = client.post(f"/office/events/{number}/edit", data=edited)
    assert changed.status_code == 303
    for path in ("", "/edit", "/people", "/check-in", "/door"):
        assert client.get(f"/office/events/{number}{path}").status_code == 200
        assert as_person(personas.maya).get(f"/office/events/{number}{path}").status_code == 403
    copied = client.post(f"/office/events/{number}/copy")
    assert copied.status_code == 303
    assert queries.organised(past=False, limit=9, offset=0)[1] == 2
    off = client.post(f"/office/events/{number}/call-off", data={"reason": ""})
    assert off.status_code == 422
    assert client.post(f"/office/events/{number}/call-off", data={"reason": "Ill."}).status_code == 303
    assert client.get("/office/events/past").status_code == 200


def test_programs_register_wait_and_give_back(personas: Personas, make: Make, app: Any) -> None:
    lea = make.mentee("Lea", cohort=personas.cohort)
    keys = {one.id: tokens.create(one, "Test", by=one) for one in (personas.maya, lea)}
    event = published(personas.cora, capacity=1, title="API")
    draft(personas.cora)
    client = app.test_client()

    def call(who: Any, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {keys[who.id]}"}
        url = f"/api/v1/events{path}"
        return client.get(url, headers=headers) if body is None else client.post(url, json=body, headers=headers)

    assert [one["title"] for one in call(personas.maya, "").json["items"]] == ["API"]
    assert call(personas.maya, f"/{event.id}/register", {}).json["my_status"] == "registered"
    assert call(lea, f"/{event.id}/register", {}).status_code == 409
    assert call(lea, f"/{event.id}/waiting/join", {}).json["position"] == 1
    assert call(personas.maya, f"/{event.id}/cancel", {}).json["my_status"] == ""
    assert call(lea, f"/{event.id}").json["kept_until"]
    assert call(lea, f"/{event.id}/accept", {}).json["my_status"] == "registered"
    assert [one["id"] for one in call(lea, "/mine").json["items"]] == [event.id]
    assert status_of(lea, event) == "registered"
