"""Quiet hours, one letter a day, and letters that never wait."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import IntegrityError

from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.notifications import delivery, service
from mentormatch.notifications.models import Letter, LetterPreference, LetterStatus
from mentormatch.notifications.policy import end_of_quiet
from tests.make import Make
from tests.personas import Personas

HOUR = timedelta(hours=1)
#: 23:00 of a summer night in Rome.
NIGHT = datetime(2026, 9, 7, 21, tzinfo=UTC)
MORNING = datetime(2026, 9, 8, 5, tzinfo=UTC)
AT_NIGHT = {"quiet_from": 22 * 60, "quiet_to": 7 * 60}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NIGHT, tick=False) as traveller:
        yield traveller


@transactional
def tell(person: Any, *, key: str = "event:1", **more: Any) -> None:
    service.write(person, "accounts/email/password_changed.txt", key=key, at=now().isoformat(), **more)


def letter() -> Letter:
    db.session.expire_all()
    return db.session.scalars(sa.select(Letter)).one()


@pytest.mark.parametrize(
    ("quiet", "at", "end"),
    [
        ((22, 7), "2026-09-07T19:59", "2026-09-07T19:59"),
        ((22, 7), "2026-09-07T20:00", "2026-09-08T05:00"),
        ((22, 7), "2026-09-08T04:59", "2026-09-08T05:00"),
        ((22, 7), "2026-09-08T05:00", "2026-09-08T05:00"),
        ((12, 14), "2026-09-08T11:30", "2026-09-08T12:00"),
        ((22, 7), "2026-10-24T21:00", "2026-10-25T06:00"),  # an hour longer: clocks go back
        ((22, 7), "2026-03-28T22:00", "2026-03-29T05:00"),  # an hour shorter
        ((0, 2.5), "2026-10-25T01:10", "2026-10-25T01:30"),  # the second 02:10 of that night ends at the second 02:30
    ],
)
def test_quiet_hours_are_wall_times(quiet: tuple[float, float], at: str, end: str) -> None:
    wanted = LetterPreference(quiet_from=int(quiet[0] * 60), quiet_to=int(quiet[1] * 60))
    moment, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, end))
    assert end_of_quiet(moment, wanted, "Europe/Rome") == expected


def test_a_letter_waits_for_the_morning(make: Make, clock: Any) -> None:
    person = make.person()
    service.set_preference(person, **AT_NIGHT)
    tell(person)
    assert letter().due_at == MORNING
    assert delivery.deliver_due() == 0
    clock.move_to(MORNING)
    assert delivery.deliver_due() == 1


def test_what_is_urgent_does_not_wait(make: Make) -> None:
    person = make.person()
    service.set_preference(person, **AT_NIGHT, digest_hour=8)
    tell(person, urgent=True)
    assert delivery.deliver_due() == 1


def test_a_worker_that_comes_back_at_night_waits_as_well(make: Make, clock: Any) -> None:
    person = make.person()
    service.set_preference(person, **AT_NIGHT)
    clock.move_to(NIGHT - 3 * HOUR)
    tell(person)
    clock.move_to(NIGHT)
    assert delivery.deliver_due() == 0
    assert (letter().status, letter().due_at, letter().attempts) == (LetterStatus.QUEUED, MORNING, 0)


def test_who_gives_up_quiet_hours_gets_what_waited(make: Make) -> None:
    person = make.person()
    service.set_preference(person, **AT_NIGHT)
    tell(person)
    service.set_preference(person, quiet_from=None, quiet_to=None)
    assert delivery.deliver_due() == 1


def test_letters_for_a_digest_wait_until_it_is_switched_off(make: Make) -> None:
    person = make.mentor()
    service.set_preference(person, digest_hour=8)
    tell(person)
    assert letter().status == LetterStatus.COLLECTED
    assert delivery.deliver_due() == 0
    service.set_preference(person, digest_hour=None)
    assert delivery.deliver_due() == 1


def test_a_calendar_file_waits_for_no_digest(make: Make) -> None:
    person = make.mentor()
    service.set_preference(person, digest_hour=8)
    tell(person, calendar="BEGIN:VCALENDAR")
    assert letter().status == LetterStatus.QUEUED


def test_only_what_has_not_left_is_taken_back(make: Make) -> None:
    person = make.person()
    tell(person, key="booking:7:booked")
    delivery.deliver_due()
    tell(person, key="booking:7:remind")
    tell(person, key="booking:70:remind")
    transactional(service.take_back)("booking:7:")
    found = dict(db.session.execute(sa.select(Letter.dedupe_key, Letter.status)).all())
    assert [status.value for _key, status in sorted(found.items())] == ["queued", "sent", "obsolete"]
    assert delivery.deliver_due() == 1


def test_the_database_keeps_hours_that_make_sense(make: Make) -> None:
    person = make.person()
    for wrong in ({"quiet_from": 60}, {"quiet_from": 60, "quiet_to": 60}, {"digest_hour": 24}):
        with pytest.raises(IntegrityError):
            service.set_preference(person, **{"quiet_from": None, "quiet_to": None, "digest_hour": None} | wrong)


def test_the_page_keeps_what_is_chosen(as_person: Any, personas: Personas) -> None:
    omar = as_person(personas.omar)
    answer = omar.post(
        "/me/letters",
        data={"quiet_from": "1320", "quiet_to": "420", "remind_hour_before": "y", "digest_hour": "8"},
    )
    assert answer.status_code == 303
    wanted = db.session.get_one(LetterPreference, personas.omar.id)
    assert (wanted.quiet_from, wanted.quiet_to, wanted.digest_hour) == (1320, 420, 8)
    assert (wanted.remind_day_before, wanted.remind_hour_before) == (False, True)
    page = omar.get("/me/letters").text
    assert '<option selected value="1320">22:00</option>' in page
    assert "There is no other channel" in page
    assert 'href="/me/letters"' in omar.get("/me").text


@pytest.mark.parametrize("hours", [{"quiet_from": "60", "quiet_to": ""}, {"quiet_from": "60", "quiet_to": "60"}])
def test_half_of_quiet_hours_is_refused(as_person: Any, personas: Personas, hours: dict[str, str]) -> None:
    answer = as_person(personas.maya).post("/me/letters", data=hours)
    assert answer.status_code == 422
    assert "Please look at this again" in answer.text


def test_a_digest_is_for_mentors(as_person: Any, personas: Personas) -> None:
    maya = as_person(personas.maya)
    assert "digest_hour" not in maya.get("/me/letters").text
    maya.post("/me/letters", data={"quiet_from": "", "quiet_to": "", "digest_hour": "8"})
    assert db.session.get_one(LetterPreference, personas.maya.id).digest_hour is None
