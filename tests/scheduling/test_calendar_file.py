"""A booking as a calendar file: one event, nothing smuggled in, no address that was not given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mentormatch.scheduling import (
    BadAddress,
    CalendarEntry,
    Interval,
    Method,
    NaiveTime,
    Party,
    calendar_file,
    get_zone,
)

WRITTEN = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
START = datetime(2026, 10, 25, 2, 30, tzinfo=get_zone("Europe/Rome"), fold=1)
ENTRY = CalendarEntry(
    uid="5f0c2d6e@mentormatch",
    sequence=2,
    time=Interval(START, START + timedelta(minutes=45)),
    summary="Session with Omar",
)
PROPERTIES = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"}
OMAR, MAYA = Party('Omar; "O", Haddad: x\r\nATTACH:http://x', "omar@example.org"), Party("Maya", "maya@example.org")

HOSTILE = [
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
    "a\nATTENDEE:mailto:eve@example.org",
    "a\rORGANIZER:mailto:eve@example.org",
    "a\u2028BEGIN:VALARM\u2029END:VALARM",
    "a\x85URL:http://evil.example\x0bATTACH:x\x0cATTACH:y\x1cATTACH:z",
    'semi;colon, comma \\ backslash \\n "quotes" :',
    "\x00\x07\x1b[31m\x7f\ud800",
    "dlouhý řádek 🧭" * 40,
    "שלום عليكم",
]


def event_in(written: bytes):
    (event,) = Calendar.from_ical(written).subcomponents
    assert event.name == "VEVENT"
    assert not event.subcomponents
    lines = written.decode().splitlines()
    assert sum(line.startswith("BEGIN:") for line in lines) == sum(line.startswith("END:") for line in lines) == 2
    return event


def test_a_session_is_written_in_utc_with_what_a_calendar_needs():
    written = calendar_file(ENTRY, Method.REQUEST, written_at=WRITTEN)
    lines = written.decode().split("\r\n")
    for line in (
        "METHOD:REQUEST",
        "UID:5f0c2d6e@mentormatch",
        "SEQUENCE:2",
        "DTSTAMP:20260501T093000Z",
        "DTSTART:20261025T013000Z",
        "DTEND:20261025T021500Z",
        "SUMMARY:Session with Omar",
        "STATUS:CONFIRMED",
    ):
        assert lines.count(line) == 1
    assert set(event_in(written)) == PROPERTIES


def test_place_words_and_link_are_in_the_file_when_given():
    entry = replace(
        ENTRY,
        description="Bring:\n- your CV\n- one question",
        location="Room 3, 2nd floor",
        url="https://meet.example/é?a=1;b,c",
    )
    event = event_in(calendar_file(entry, Method.PUBLISH, written_at=WRITTEN))
    assert set(event) == PROPERTIES | {"DESCRIPTION", "LOCATION", "URL"}
    assert event["DESCRIPTION"] == entry.description
    assert event["LOCATION"] == entry.location
    assert event["URL"] == "https://meet.example/%C3%A9?a=1;b,c"


@pytest.mark.parametrize("cancelled", [False, True])
@pytest.mark.parametrize("method", Method)
def test_the_status_says_whether_the_session_still_stands(method, cancelled):
    written = calendar_file(replace(ENTRY, cancelled=cancelled), method, written_at=WRITTEN)
    gone = cancelled or method is Method.CANCEL
    assert event_in(written)["STATUS"] == ("CANCELLED" if gone else "CONFIRMED")
    assert Calendar.from_ical(written)["METHOD"] == method.value


@pytest.mark.parametrize("method", Method)
def test_no_address_is_in_the_file_unless_given(method):
    assert b"mailto" not in calendar_file(ENTRY, method, written_at=WRITTEN).lower()


def test_people_who_are_given_are_named_in_a_request_and_attendees_not_in_a_public_copy():
    entry = replace(ENTRY, organizer=OMAR, attendees=(OMAR, MAYA))
    event = event_in(calendar_file(entry, Method.REQUEST, written_at=WRITTEN))
    assert set(event) == PROPERTIES | {"ORGANIZER", "ATTENDEE"}
    assert [str(attendee) for attendee in event["ATTENDEE"]] == ["mailto:omar@example.org", "mailto:maya@example.org"]
    assert event["ORGANIZER"].params["CN"] == "Omar; 'O', Haddad: x ATTACH:http://x"
    assert set(event_in(calendar_file(entry, Method.PUBLISH, written_at=WRITTEN))) == PROPERTIES | {"ORGANIZER"}


@given(*[st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=200)] * 4)
@settings(deadline=None, max_examples=150)
def test_no_text_can_add_or_break_anything(summary, description, location, name):
    entry = replace(
        ENTRY, summary=summary, description=description, location=location, organizer=Party(name, "office@example.org")
    )
    written = calendar_file(entry, Method.REQUEST, written_at=WRITTEN)
    event = event_in(written)
    assert PROPERTIES <= set(event) <= PROPERTIES | {"DESCRIPTION", "LOCATION", "ORGANIZER"}
    assert event["UID"] == ENTRY.uid
    assert event["ORGANIZER"] == "mailto:office@example.org"
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert not set(written.decode()) & set("\x00\x07\x0b\x0c\x1b\x1c\x7f\x85\u2028\u2029")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "http://x y", "http://x\r\nATTENDEE:mailto:e@example.org", "http://x\u2028y", "/path"],
)
def test_a_link_that_could_break_the_file_is_refused(url):
    with pytest.raises(BadAddress):
        calendar_file(replace(ENTRY, url=url), Method.PUBLISH, written_at=WRITTEN)


@pytest.mark.parametrize("email", ["", "omar", "a@b\r\nATTACH:x", "a b@c", "a@b,c@d", "a@b\x85", "a@b;x=y", "<a@b>"])
def test_a_mail_address_that_could_break_the_file_is_refused(email):
    with pytest.raises(BadAddress):
        calendar_file(replace(ENTRY, organizer=Party("Omar", email)), Method.REQUEST, written_at=WRITTEN)


def test_a_writing_time_without_a_zone_is_refused():
    with pytest.raises(NaiveTime):
        calendar_file(ENTRY, Method.PUBLISH, written_at=datetime(2026, 5, 1))
