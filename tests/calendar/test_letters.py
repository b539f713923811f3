"""Letters about sessions: in the reader's language and zone, with a calendar file that any calendar takes."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from mentormatch.calendar import service
from mentormatch.core.db import transactional
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import message, render
from tests.calendar.conftest import TUESDAY_EVENING, Pair, make_pair
from tests.calendar.reading import letters
from tests.make import Make


def to(person_id: int, event: str) -> Letter:
    return next(letter for letter in letters(event) if letter.person_id == person_id)


@pytest.fixture
def far(make: Make) -> Pair:
    """Maya in Rome; Omar in New York, free in his mornings."""
    mornings = [(weekday, 9 * 60, 12 * 60) for weekday in range(5)]
    return make_pair(make, mentor={"time_zone": "America/New_York", "hours": mornings})


def test_each_reads_the_time_on_the_own_clock(far: Pair) -> None:
    far.book(datetime(2026, 9, 8, 13, tzinfo=UTC))
    to_maya, to_omar = render(to(far.mentee.id, "booked")), render(to(far.mentor.id, "booked"))
    assert "Tuesday 8 September, 15:00 (Rome time)" in to_maya.text
    assert "Tuesday 8 September, 09:00 (New York time)" in to_omar.text


def test_each_is_told_who_did_it(pair: Pair) -> None:
    pair.book()
    assert "you have booked a session with Omar Haddad" in render(to(pair.mentee.id, "booked")).text
    assert "Maya Rossi has booked a session with you" in render(to(pair.mentor.id, "booked")).text


def test_the_offset_is_named_on_the_day_the_clocks_change(make: Make) -> None:
    pair = make_pair(make, mentor={"hours": [(6, 60, 5 * 60)]}, session_minutes=30)
    for hour in (0, 1):
        pair.book(datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    told = [render(letter).text for letter in letters("booked") if letter.person_id == pair.mentee.id]
    assert "02:30 UTC+02:00 (Rome time)" in told[0]
    assert "02:30 UTC+01:00 (Rome time)" in told[1]


def test_a_letter_is_in_the_readers_language(pair: Pair) -> None:
    @transactional
    def read_italian() -> None:
        pair.mentor.locale = "it"

    read_italian()
    pair.book()
    assert "martedì 8 settembre" in render(to(pair.mentor.id, "booked")).text.lower()
    assert "Tuesday 8 September" in render(to(pair.mentee.id, "booked")).text


def test_no_address_but_the_programmes_is_in_letter_or_file(pair: Pair) -> None:
    booking = pair.book(topic="Write to me")
    service.move(booking, pair.cohort, pair.times[5], by=pair.mentor)
    service.cancel(booking, by=pair.mentor, reason="I am ill")
    for event in ("booked", "moved", "cancelled"):
        for letter in letters(event):
            sent = message(letter).as_string()
            other = pair.mentor if letter.person_id == pair.mentee.id else pair.mentee
            assert other.email not in sent
            assert letter.to_address not in (letter.calendar or "")


def test_the_file_is_one_event_with_the_programme_as_organizer(app: Flask, pair: Pair) -> None:
    booking = pair.book(topic="My portfolio;\nsecond, line")
    written = to(pair.mentee.id, "booked").calendar or ""
    calendar = Calendar.from_ical(written)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"]) == (booking.uid, 0)
    assert event.start == TUESDAY_EVENING
    assert event["ORGANIZER"] == "mailto:mentormatch@localhost"
    assert "ATTENDEE" not in event
    assert event["SUMMARY"] == "Mentoring session with Omar Haddad"
    assert event["DESCRIPTION"] == "My portfolio;\nsecond, line"


def test_identity_stays_and_the_version_grows(pair: Pair) -> None:
    booking = pair.book()
    service.move(booking, pair.cohort, pair.times[5], by=pair.mentor)
    service.cancel(booking, by=pair.mentor)
    files = [Calendar.from_ical(to(pair.mentee.id, event).calendar or "") for event in ("booked", "moved", "cancelled")]
    events = [file.walk("VEVENT")[0] for file in files]
    assert len({event["UID"] for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [file["METHOD"] for file in files] == ["REQUEST", "REQUEST", "CANCEL"]


def test_what_a_person_wrote_is_never_a_button(pair: Pair) -> None:
    booking = pair.book(topic="Hello\n\n[Pay here] https://evil.example/pay\n\nBye")
    service.cancel(booking, by=pair.mentee, reason="x\n\n[Pay here] https://evil.example/pay")
    for event in ("booked", "cancelled"):
        html = render(to(pair.mentor.id, event)).html
        assert 'href="https://evil.example' not in html
        assert "Pay here" in html


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://user@evil.example/x", "https://meet.example.org/a\r\nX:1"]
)
def test_a_link_that_cannot_be_trusted_is_left_out_everywhere(make: Make, link: str) -> None:
    pair = make_pair(make, mentor={"meeting_link": link})
    pair.book()
    letter = to(pair.mentee.id, "booked")
    assert link.split("\r")[0] not in (letter.calendar or "") + render(letter).html
    assert "Omar Haddad sends you a link before you meet." in render(letter).text


def test_the_meeting_link_is_in_letter_and_file(make: Make) -> None:
    pair = make_pair(make, mentor={"meeting_link": "https://meet.example.org/omar"})
    pair.book()
    letter = to(pair.mentee.id, "booked")
    assert "You meet here: https://meet.example.org/omar" in render(letter).text
    assert "LOCATION:https://meet.example.org/omar" in (letter.calendar or "")


def test_every_letter_goes_out_as_mail_with_its_file(pair: Pair) -> None:
    booking = pair.book()
    with time_machine.travel(TUESDAY_EVENING.replace(hour=12), tick=False):
        service.cancel(booking, by=None, reason="The match has ended")
    for event in ("booked", "cancelled"):
        for letter in letters(event):
            mail = message(letter)
            (attached,) = mail.iter_attachments()
            assert attached.get_content_type() == "text/calendar"
            assert attached.get_filename() == "session.ics"
            assert "\n" not in mail["Subject"]
