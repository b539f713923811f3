"""Registering: who may, when, with which answers; the time is taken on the one calendar."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from mentormatch.accounts.models import Affiliation
from mentormatch.calendar import service as calendar
from mentormatch.calendar.feed import feed_text
from mentormatch.calendar.policy import Purpose
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.jobs import JOBS
from mentormatch.events import errors, queries, service
from mentormatch.events.models import EventKind, QuestionKind, Waiting
from mentormatch.events.policy import time_of
from mentormatch.events.shown import standing
from mentormatch.notifications.models import Letter
from mentormatch.office.service import switch_off
from mentormatch.privacy.service import delete_account
from tests.events.conftest import check_books, claims_of, letters_to, place_of, status_of
from tests.events.make import draft, published
from tests.make import Make
from tests.personas import Personas

HOUR = timedelta(hours=1)
LINK = "https://meet.example.org/secret"


def test_registering_takes_a_place_and_the_time_once(app: Flask, personas: Personas, as_person: Any) -> None:
    event = published(personas.cora, capacity=2, title="Interview talk", online_link=LINK)
    place = service.register(event, by=personas.maya, answers={})
    assert service.register(event, by=personas.maya, answers={}).id == place.id
    check_books(event)
    assert (event.taken, claims_of(personas.maya), letters_to(personas.maya)) == (1, 4, ["registered"])
    letter = db.session.query(Letter).filter_by(template="events/email/registered.txt").one()
    assert "BEGIN:VCALENDAR" in (letter.calendar or "")
    client = as_person(personas.maya)
    assert "Interview talk" in client.get("/sessions").text
    assert client.get(f"/events/time/{place.booking_id}").location.endswith(f"/events/{event.id}")
    with app.test_request_context():
        assert b"Interview talk" in feed_text(personas.maya)


def test_who_has_something_else_then_is_told_what(personas: Personas, as_person: Any) -> None:
    event, other = published(personas.cora, title="One"), published(personas.cora, title="Two", minutes=30)
    service.register(event, by=personas.maya, answers={})
    with pytest.raises(errors.TimeTaken) as refusal:
        service.register(other, by=personas.maya, answers={})
    assert "One on" in str(refusal.value.sentence)
    answer = as_person(personas.maya).post(f"/events/{other.id}/register")
    assert answer.status_code == 409
    assert "One on" in answer.text
    assert other.taken == 0
    same = published(personas.cora, title="One", place="Room 2")
    with pytest.raises(errors.TimeTaken):
        service.register(same, by=personas.maya, answers={})
    assert same.taken == 0


def test_only_those_for_whom_it_is_may_come(personas: Personas, make: Make) -> None:
    year = {"graduation_year": 2027, "degree": "Data Science"}
    lea = make.mentee("Lea", cohort=personas.cohort, **year)
    for narrowed, who in (
        ({"cohorts": (str(personas.other_cohort.id),)}, personas.maya),
        ({"degrees": ("Economics",)}, lea),
        ({"years": ("2026",)}, lea),
        ({"affiliations": (Affiliation.ALUM,)}, lea),
        ({}, personas.omar if not personas.omar.is_("mentee") else None),  # type: ignore[arg-type]
    ):
        event = published(personas.cora, **narrowed)
        if who is not None:
            with pytest.raises(errors.NotForYou):
                service.register(event, by=who, answers={})
            assert event.id not in {one.id for one in queries.coming(who, queries.Wanted(for_me=True))}
    fits = {"cohorts": (str(personas.cohort.id),), "degrees": ("data science",), "years": ("2027",)}
    service.register(published(personas.cora, **fits), by=lea, answers={})
    service.register(published(personas.cora, mentors_too=True), by=personas.omar, answers={})


def test_registration_has_its_window_and_giving_back_its_end(personas: Personas) -> None:
    event = draft(personas.cora)
    with pytest.raises(errors.NotOpenNow):
        service.register(event, by=personas.maya, answers={})
    event = published(personas.cora, opens_at=now() + timedelta(days=1), cancel_until=now() + timedelta(days=3))
    with pytest.raises(errors.NotOpenNow):
        service.register(event, by=personas.maya, answers={})
    with time_machine.travel(now() + timedelta(days=2)):
        place = service.register(event, by=personas.maya, answers={})
    with time_machine.travel(now() + timedelta(days=4)), pytest.raises(errors.TooLateToCancel):
        service.leave(place, by=personas.maya)
    service.leave(place, by=personas.maya)
    service.leave(place, by=personas.maya)
    assert letters_to(personas.maya) == ["registered", "left"]
    check_books(event)
    assert service.register(published(personas.cora), by=personas.maya, answers={}).turn == 1


def test_questions_are_answered_as_they_are_asked(personas: Personas, as_person: Any) -> None:
    asked = [
        service.Asked(QuestionKind.SHORT, "Which role?", needed=True),
        service.Asked(QuestionKind.CHOICE, "Lunch?", ("Meat", "None")),
    ]
    event = published(personas.cora, questions=asked)
    for wrong, refusal in (({}, errors.AnswerNeeded), ({1: "x" * 201}, errors.AnswerTooLong),
                           ({1: "Analyst", 2: "Fish"}, errors.NotAChoice)):  # fmt: skip
        with pytest.raises(refusal):
            service.register(event, by=personas.maya, answers=wrong)
    client = as_person(personas.maya)
    page = client.get(f"/events/{event.id}/register").text
    assert "Which role?" in page
    assert client.post(f"/events/{event.id}/register", data={}).status_code == 422
    assert client.post(f"/events/{event.id}/register", data={"answer_1": "Analyst"}).status_code == 303
    assert place_of(personas.maya, event).answers == [{"question": "Which role?", "answer": "Analyst"}]


def test_the_link_is_for_the_registered_alone(personas: Personas, as_person: Any) -> None:
    event = published(personas.cora, online_link=LINK)
    pages = (f"/events/{event.id}", f"/events/{event.id}/event.ics", "/events", f"/events/{event.id}/register")
    service.register(event, by=personas.maya, answers={})
    eve, maya = as_person(personas.eve), as_person(personas.maya)
    assert not any(LINK in eve.get(page).text for page in pages)
    assert LINK in maya.get(pages[0]).text
    assert LINK in maya.get(pages[1]).text.replace("\r\n ", "")
    service.leave(place_of(personas.maya, event), by=personas.maya)
    assert not any(LINK in maya.get(page).text for page in pages)


def test_a_series_is_taken_at_once_but_for_what_cannot_be(personas: Personas, as_person: Any) -> None:
    first = published(personas.cora, series="Course")
    second = service.copy(first, by=personas.cora, as_next=True)
    third = service.copy(second, by=personas.cora, as_next=True)
    service.publish(second, by=personas.cora)
    service.publish(third, by=personas.cora)
    assert [one.id for one in queries.in_series(first)] == [second.id, third.id]
    busy = Purpose(kind="events", title="Elsewhere", link="")
    calendar.take_own_time(personas.maya, time_of(second), purpose=busy)
    answer = as_person(personas.maya).post(f"/events/{first.id}/series", follow_redirects=True)
    assert "registered for 2 events" in answer.text
    assert "Elsewhere" in answer.text
    assert [status_of(personas.maya, one) for one in (first, second, third)] == ["registered", "", "registered"]


def test_moving_takes_everybody_along_but_who_is_elsewhere(personas: Personas, make: Make) -> None:
    lea = make.mentee("Lea", cohort=personas.cohort)
    wait = make.mentee("Wanda", cohort=personas.cohort)
    event = published(personas.cora, capacity=2)
    for person in (personas.maya, lea):
        service.register(event, by=person, answers={})
    service.register(event, by=wait, answers={}, waits=True)
    later = published(personas.cora, title="Other", days=11)
    service.register(later, by=lea, answers={})
    times = {"starts_at": later.starts_at, "ends_at": later.ends_at}
    facts = {name: getattr(event, name) for name in ("kind", "title", "text", "language", "place", "capacity")}
    service.change(event, by=personas.cora, **facts, **times)
    assert [status_of(person, event) for person in (personas.maya, lea, wait)] == ["registered", "cannot", "offered"]
    assert letters_to(personas.maya) == ["registered", "moved"]
    assert letters_to(lea) == ["registered", "registered", "cannot"]
    assert letters_to(wait) == ["moved", "offered"]
    check_books(event)
    assert [claims_of(person) for person in (personas.maya, lea)] == [4, 4]
    service.change(event, by=personas.cora, **facts, **times)
    assert letters_to(personas.maya) == ["registered", "moved"]


def test_a_copy_begins_at_the_same_hour_also_after_the_clocks_changed(personas: Personas) -> None:
    at = datetime(2026, 10, 20, 16, tzinfo=UTC)  # six in the evening in Rome
    with time_machine.travel(datetime(2026, 10, 1, 10, tzinfo=UTC)):
        event = published(personas.cora, starts_at=at, ends_at=at + HOUR, cancel_until=at - HOUR)
        new = service.copy(event, by=personas.cora)
    week = timedelta(days=7, hours=1)
    assert (new.starts_at, new.ends_at, new.cancel_until) == (at + week, at + week + HOUR, at + week - HOUR)


def test_calling_off_frees_everybody_once(personas: Personas, make: Make) -> None:
    lea = make.mentee("Lea", cohort=personas.cohort)
    event = published(personas.cora, capacity=1)
    speaker = service.speakers.add(event, by=personas.cora, name="Omar", email=personas.omar.email)
    service.speakers.agree(speaker, by=personas.omar)
    assert claims_of(personas.omar) == 4
    service.register(event, by=personas.maya, answers={})
    service.register(event, by=lea, answers={}, waits=True)
    with pytest.raises(errors.ReasonNeeded):
        service.call_off(event, by=personas.cora, reason=" ")
    for _twice in range(2):
        service.call_off(event, by=personas.cora, reason="The speaker is ill.")
    assert [letters_to(one) for one in (personas.maya, lea)] == [["registered", "called_off"], ["called_off"]]
    assert letters_to(personas.omar) == ["speak", "called_off"]
    assert [claims_of(one) for one in (personas.maya, personas.omar)] == [0, 0]
    assert event.taken == 0


def test_switching_off_calls_off_and_its_last_letters_leave(app: Flask, personas: Personas, as_person: Any) -> None:
    event = published(personas.cora)
    service.register(event, by=personas.maya, answers={})
    switch_off("events", by=personas.ada)
    JOBS["letters.deliver"]()
    sent = {letter.template.split("/")[-1]: letter.status.value for letter in db.session.query(Letter)
            if letter.template.startswith("events/")}  # fmt: skip
    assert sent["registered.txt"] == "obsolete"
    assert sent["called_off.txt"] in {"sent", "queued"}
    client = as_person(personas.maya)
    assert client.get("/events").status_code == 404
    assert "/events" not in client.get("/").text


def test_what_is_over_is_in_no_list_while_the_service_is_off(app: Flask, personas: Personas, as_person: Any) -> None:
    event = published(personas.cora, title="Talk of yesterday", days=1)
    other = published(personas.cora, title="Talk of next week", days=8)
    for one in (event, other):
        service.register(one, by=personas.maya, answers={})
    with time_machine.travel(event.ends_at + HOUR):
        maya = as_person(personas.maya)
        assert event.title in maya.get("/sessions?past=1").text
        switch_off("events", by=personas.ada)
        page = maya.get("/sessions?past=1").text
        assert event.title not in page
        assert "/events/" not in page
        with app.test_request_context():
            feed = feed_text(personas.maya).decode()
    assert event.title not in feed
    assert other.title in feed  # cancelled, so that it leaves calendars
    assert "/events/" not in feed


def test_whoever_deletes_their_account_leaves_their_place_to_the_next(personas: Personas, make: Make) -> None:
    lea = make.mentee("Lea", cohort=personas.cohort)
    event = published(personas.cora, capacity=1)
    service.register(event, by=personas.maya, answers={})
    service.register(event, by=lea, answers={}, waits=True)
    delete_account(personas.maya)
    assert status_of(lea, event) == "offered"
    assert queries.place_of(personas.maya.id, event.id) is None
    check_books(event)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"starts_at": now().replace(minute=7, second=0, microsecond=0) + timedelta(days=2)}, errors.NotOnQuarters),
        ({"place": "", "online_link": ""}, errors.NoPlaceGiven),
        ({"online_link": "http://example.org"}, errors.NotALink),
        ({"days": -2}, errors.GoneBy),
        ({"minutes": 60 * 24 * 20}, errors.WrongTimes),
        ({"opens_at": now() + timedelta(days=30)}, errors.WrongWindow),
    ],
)
def test_what_makes_no_sense_is_refused(personas: Personas, facts: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        draft(personas.cora, **facts)


def test_a_mentor_is_shown_once_they_agree(personas: Personas, as_person: Any) -> None:
    event = published(personas.cora)
    client = as_person(personas.cora)
    added = {"name": "Omar Haddad", "email": personas.omar.email, "words": "Analyst"}
    assert client.post(f"/office/events/{event.id}/speakers", data=added).status_code == 303
    assert client.post(f"/office/events/{event.id}/speakers", data=added).status_code == 422
    wrong = added | {"email": personas.maya.email}
    assert client.post(f"/office/events/{event.id}/speakers", data=wrong).status_code == 422
    (speaker,) = queries.speaking(personas.omar.id)
    maya = as_person(personas.maya)
    assert "Omar Haddad" not in maya.get(f"/events/{event.id}").text
    assert maya.get(f"/events/speakers/{speaker.id}").status_code == 404
    assert as_person(personas.omar).post(f"/events/speaking/{speaker.id}/agree").status_code == 303
    assert "Omar Haddad" in maya.get(f"/events/{event.id}").text
    assert "Omar Haddad" in maya.get(f"/events/speakers/{speaker.id}").text
    assert claims_of(personas.omar) == 4


def test_drop_ins_need_no_registration(personas: Personas) -> None:
    event = published(personas.cora, kind=EventKind.DROP_IN, registration=False, waiting=Waiting.NONE)
    with pytest.raises(errors.NotOpenNow):
        service.register(event, by=personas.maya, answers={})
    with time_machine.travel(event.starts_at):
        service.enter_code(event, event.door_code, by=personas.maya)
        assert standing(personas.maya, event).status == "dropped_in"
    assert event.taken == 0


def test_a_place_that_was_kept_is_given_back_where_nobody_registers_any_more(personas: Personas) -> None:
    event = published(personas.cora, kind=EventKind.DROP_IN, capacity=1, days=1)
    service.register(event, by=personas.maya, answers={})
    service.register(event, by=personas.eve, answers={}, waits=True)
    service.leave(place_of(personas.maya, event), by=personas.maya)
    assert status_of(personas.eve, event) == "offered"
    times = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    service.change(event, by=personas.cora, kind=event.kind, title=event.title, registration=False, **times)
    with time_machine.travel(event.starts_at):
        service.enter_code(event, event.door_code, by=personas.eve)
    assert status_of(personas.eve, event) == "dropped_in"
    check_books(event)
