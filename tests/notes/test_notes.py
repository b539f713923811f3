"""Agenda, notes of both, and private notes: nobody loses words, and nobody reads what is not theirs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.mentoring import service as mentoring
from mentormatch.notes import queries, service
from mentormatch.notes.errors import Closed, Edited, TooLong
from mentormatch.notes.models import TEXT_MOST
from mentormatch.notes.service import Draft
from mentormatch.programmes.models import EnrolledAs
from tests.calendar.conftest import TUESDAY_EVENING, Pair
from tests.make import Make

CANARY = "I am thinking of leaving my job, and nobody may know."


@contextmanager
def afterwards() -> Iterator[None]:
    with time_machine.travel(TUESDAY_EVENING + timedelta(hours=2), tick=False):
        yield


def write(booking: Booking, by: Person, version: int = 0, **texts: str) -> None:
    service.save(booking, {name: Draft(text, version) for name, text in texts.items()}, by=by)


def read(booking: Booking, by: Person, name: str) -> str:
    db.session.rollback()
    return queries.notes_of([booking], by)[booking.id][name].text


def test_both_write_the_agenda_before_and_the_notes_after(pair: Pair) -> None:
    booking = pair.book()
    write(booking, pair.mentee, agenda="My portfolio")
    write(booking, pair.mentor, 1, agenda="My portfolio\nYour first sentence")
    assert read(booking, pair.mentee, "agenda") == "My portfolio\nYour first sentence"
    with pytest.raises(Closed):
        write(booking, pair.mentee, minutes="It went well")
    with afterwards():
        write(booking, pair.mentor, minutes="It went well")
        with pytest.raises(Closed):
            write(booking, pair.mentee, 2, agenda="Too late")
    assert read(booking, pair.mentee, "minutes") == "It went well"


def test_a_save_on_an_older_version_shows_both_texts_and_loses_neither(pair: Pair, as_person: Any) -> None:
    booking = pair.book()
    write(booking, pair.mentor, agenda="Omar was here first")
    typed = {"agenda": "Maya typed this", "agenda_version": "0", "private": CANARY, "private_version": "0"}
    maya = as_person(pair.mentee)
    answer = maya.post(f"/sessions/{booking.id}/notes", data=typed)
    assert answer.status_code == 409
    for words in ("Omar was here first", "Maya typed this", CANARY):
        assert words in answer.text
    assert 'name="agenda_version" type="hidden" value="1"' in answer.text
    assert read(booking, pair.mentee, "agenda") == "Omar was here first"
    assert maya.post(f"/sessions/{booking.id}/notes", data={**typed, "agenda_version": "1"}).status_code == 303
    assert read(booking, pair.mentor, "agenda") == "Maya typed this"
    assert read(booking, pair.mentee, "private") == CANARY


def test_the_same_words_twice_are_saved_once(pair: Pair) -> None:
    booking = pair.book()
    write(booking, pair.mentee, agenda="My portfolio")
    write(booking, pair.mentee, agenda="My portfolio")
    assert queries.notes_of([booking], pair.mentee)[booking.id]["agenda"].version == 1


def test_of_two_who_save_at_the_same_moment_one_is_asked(app: Flask, pair: Pair) -> None:
    booking_id, people = pair.book().id, [pair.mentee.id, pair.mentor.id] * 4
    start, outcomes = threading.Barrier(len(people)), []

    def run(number: int) -> None:
        with app.app_context():
            booking, by = db.session.get_one(Booking, booking_id), db.session.get_one(Person, people[number])
            start.wait()
            try:
                write(booking, by, agenda=f"Words of {number}")
                outcomes.append("saved")
            except Refusal as refusal:
                outcomes.append(type(refusal).__name__)
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Edited"] * 7 + ["saved"]


def test_private_notes_are_read_by_their_author_alone(pair: Pair, make: Make, as_person: Any) -> None:
    booking = pair.book()
    write(booking, pair.mentee, private=CANARY, agenda="Shared words")
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    ada = make.person("Ada", roles=[RoleName.ADMIN])
    pages = [
        f"/sessions/{booking.id}", f"/sessions/{booking.id}/notes", f"/sessions/{booking.id}.ics",
        f"/matches/{pair.match.id}", f"/matches/{pair.match.id}/notes", f"/matches/{pair.match.id}/timeline",
        f"/coordinator/matches/{pair.match.id}", "/coordinator/queue", "/",
    ]  # fmt: skip
    for reader in (pair.mentor, cora, ada):
        client = as_person(reader)
        assert not [page for page in pages if CANARY in client.get(page).text]
    assert "Shared words" in as_person(pair.mentor).get(f"/matches/{pair.match.id}/notes").text
    maya = as_person(pair.mentee)
    assert all(CANARY in maya.get(page).text for page in (pages[0], pages[1], pages[4]))
    assert CANARY not in str(db.session.execute(sa.text("SELECT context FROM letter")).all())
    assert CANARY not in str(db.session.execute(sa.text("SELECT facts FROM audit_entry")).all())


def test_the_other_ones_private_notes_are_a_text_of_their_own(pair: Pair) -> None:
    booking = pair.book()
    write(booking, pair.mentee, private="Mine")
    write(booking, pair.mentor, private="His")
    assert read(booking, pair.mentee, "private") == "Mine"
    assert read(booking, pair.mentor, "private") == "His"


def test_a_text_that_is_too_long_is_refused_and_kept_on_the_page(pair: Pair, as_person: Any) -> None:
    booking = pair.book()
    with pytest.raises(TooLong):
        write(booking, pair.mentee, agenda="x" * (TEXT_MOST + 1))
    answer = as_person(pair.mentee).post(
        f"/sessions/{booking.id}/notes", data={"agenda": "x" * (TEXT_MOST + 1), "private": CANARY}
    )
    assert answer.status_code == 422
    assert CANARY in answer.text
    with pytest.raises(sa.exc.IntegrityError):
        write_past_the_service(booking, pair.mentee)
    db.session.rollback()


def write_past_the_service(booking: Booking, by: Person) -> None:
    statement = "INSERT INTO private_note VALUES (:booking, :author, :text, 1, '2026-09-07 10:00:00')"
    db.session.execute(sa.text(statement), {"booking": booking.id, "author": by.id, "text": "x" * (TEXT_MOST + 1)})


def test_an_agenda_sent_too_late_stays_on_the_page(pair: Pair, as_person: Any) -> None:
    booking = pair.book()
    maya = as_person(pair.mentee)
    with afterwards():
        answer = maya.post(
            f"/sessions/{booking.id}/notes", data={"agenda": "Typed before, sent after", "agenda_version": "0"}
        )
    assert answer.status_code == 409
    assert "Typed before, sent after" in answer.text


def test_after_the_end_or_a_cancellation_only_own_notes_are_written(pair: Pair) -> None:
    booking = pair.book()
    calendar.cancel(booking, by=pair.mentor)
    with pytest.raises(Closed):
        write(booking, pair.mentee, agenda="Once more")
    write(booking, pair.mentee, private="A pity")
    other = pair.book(TUESDAY_EVENING + timedelta(days=1))
    write(other, pair.mentee, agenda="Before the end")
    mentoring.end_match(pair.match, by=pair.mentor, reason="The term is over.")
    with pytest.raises((Closed, Edited)):
        write(other, pair.mentor, 1, agenda="After the end")
    write(other, pair.mentor, private="What I take with me")


def test_a_session_of_others_has_no_notes_for_me(pair: Pair, lena: Pair, as_person: Any) -> None:
    booking = pair.book()
    assert as_person(lena.mentee).get(f"/sessions/{booking.id}/notes").status_code == 404
    assert as_person(lena.mentee).get(f"/matches/{pair.match.id}/notes").status_code == 404


def test_the_list_holds_sessions_with_notes_newest_first_in_few_statements(pair: Pair, as_person: Any) -> None:
    for number in range(3):
        write(pair.book(TUESDAY_EVENING + timedelta(days=7 * number)), pair.mentee, agenda=f"Agenda {number}")
    pair.book(TUESDAY_EVENING + timedelta(days=2))
    page = as_person(pair.mentor).get(f"/matches/{pair.match.id}/notes").text
    assert [page.index(f"Agenda {number}") for number in (2, 1, 0)] == sorted(
        page.index(f"Agenda {number}") for number in (2, 1, 0)
    )
    assert page.count('class="card"') == 3
