"""The certificate counts sessions that took place, tells nothing private, and says what its fonts cannot write."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.db import db, transactional
from mentormatch.relationship import queries
from mentormatch.relationship.certificate import Certificate, pdf_of
from mentormatch.web import pdf as pages
from mentormatch.web.certificate import hours_in_words
from mentormatch.web.pdf import can_write
from tests.calendar.conftest import TUESDAY_EVENING, Pair
from tests.pdf import make_readable, words_of


@pytest.fixture(autouse=True)
def plain_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    make_readable(monkeypatch)


@transactional
def mark(booking: Booking, status: BookingStatus) -> None:
    db.session.get_one(Booking, booking.id).status = status


def test_only_sessions_that_took_place_count(pair: Pair) -> None:
    bookings = [pair.book(TUESDAY_EVENING + timedelta(days=day)) for day in (0, 1, 7, 8, 14)]
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=10), tick=False):
        mark(bookings[1], BookingStatus.MISSED)
        mark(bookings[2], BookingStatus.HELD)
        mark(bookings[3], BookingStatus.CANCELLED)
        held = queries.held_of(pair.match)
    assert (held.sessions, held.minutes) == (2, 90)
    assert (held.first, held.last) == (bookings[0].starts_at, bookings[2].starts_at)


def test_each_downloads_their_own_and_it_names_nobody_else(pair: Pair, as_person: Any) -> None:
    pair.book(topic="My salary")
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=1), tick=False):
        for reader, other, role in ((pair.mentee, "Omar", "as a student"), (pair.mentor, "Maya", "as a mentor")):
            answer = as_person(reader).get(f"/matches/{pair.match.id}/certificate")
            assert answer.mimetype == "application/pdf"
            assert answer.headers["Content-Disposition"].startswith("attachment")
            words = words_of(answer.data)
            assert reader.name in words
            assert role in words
            assert "45 minutes" in words
            assert pair.cohort.name in words
            assert other not in words
            assert "salary" not in words


def test_without_a_session_there_is_nothing_to_certify(pair: Pair, lena: Pair, as_person: Any) -> None:
    pair.book()
    address = f"/matches/{pair.match.id}/certificate"
    answer = as_person(pair.mentee).get(address)
    assert answer.status_code == 409
    assert "No session has taken place yet" in answer.text
    assert as_person(lena.mentee).get(address).status_code == 404


def made(name: str) -> Certificate:
    return Certificate(
        name, True, "Career mentoring", "Autumn 2026", date(2026, 9, 8), date(2026, 11, 3), 4, 180,
        date(2026, 11, 23), "Career office", "careers@example.org",
    )  # fmt: skip


def test_a_name_without_letters_in_the_fonts_is_left_to_a_pen_and_that_is_said(app: Any) -> None:
    with app.test_request_context():
        assert can_write("José Ångström")
        for name in ("Łukasz Nowak", "Ольга Петренко", "عمر حداد", "王伟"):
            assert not can_write(name)
            words = words_of(pdf_of(made(name)))
            assert "Please write it here by hand" in words
            assert "?" not in words


def test_a_name_that_looks_like_a_mark_of_the_library_stays_a_name(app: Any) -> None:
    with app.test_request_context():
        assert "Ada {nb} Novak" in words_of(pdf_of(made("Ada {nb} Novak")))


def test_times_are_said_in_hours_and_minutes(app: Any) -> None:
    with app.test_request_context():
        assert [hours_in_words(minutes) for minutes in (45, 60, 135)] == ["45 minutes", "1 hour", "2 hours 15 minutes"]


def test_the_same_certificate_is_a_file_of_one_page(app: Any) -> None:
    with app.test_request_context():
        pdf = pdf_of(made("Omar Haddad"))
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("name", ["Łukasz Nowak", "Ольга Петренко", "Ελένη"])
def test_with_the_package_of_fonts_more_names_are_written(app: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    fonts = pytest.importorskip(pages.FONTS)
    assert fonts
    monkeypatch.undo()
    with app.test_request_context():
        assert can_write(name)
        assert not can_write("王伟")
        assert len(pdf_of(made(name))) > 10_000
