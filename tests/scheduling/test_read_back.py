"""Calendar files read back by somebody else's reader: exactly one event, exactly its properties, whatever is in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.scheduling import CalendarEntry, Interval, Method, calendar_feed, calendar_file
from tests.scheduling.plain_calendar import Component, read

START = datetime(2026, 11, 24, 18, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid="5f0c2d6e@mentormatch",
    sequence=2,
    time=Interval(START, START + timedelta(minutes=45)),
    summary="Session with Omar",
    url="https://mentors.example/sessions/7",
)
EXACT = ["DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL"]
HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
    "END:VEVENT",
    "END:VCALENDAR\r\nBEGIN:VCALENDAR",
    "a\rATTENDEE:mailto:eve@example.org",
    "a\u2028END:VEVENT\u2029BEGIN:VALARM",
    "a\x85URL:http://evil.example",
    "x" * 1000,
    "🧭👩‍🚀" * 200,
    "semi;colon, comma \\n \\; backslash\\",
]


def event_of(written: bytes) -> Component:
    (event,) = read(written).components
    assert event.name == "VEVENT"
    assert event.components == []
    return event


@pytest.mark.parametrize(
    ("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED"), ("PUBLISH", "CONFIRMED")]
)
def test_a_file_is_one_event_with_exactly_these_properties(method: str, status: str) -> None:
    calendar = read(calendar_file(ENTRY, Method(method), written_at=START))
    assert calendar.names() == ["METHOD", "PRODID", "VERSION"]
    assert calendar.text("METHOD") == method
    (event,) = calendar.components
    assert event.names() == EXACT
    assert {name: event.text(name) for name in EXACT} == {
        "DTEND": "20261124T184500Z",
        "DTSTAMP": "20261124T180000Z",
        "DTSTART": "20261124T180000Z",
        "SEQUENCE": "2",
        "STATUS": status,
        "SUMMARY": "Session with Omar",
        "UID": "5f0c2d6e@mentormatch",
        "URL": "https://mentors.example/sessions/7",
    }


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_a_title(title: str) -> None:
    event = event_of(calendar_file(replace(ENTRY, summary=title, description=title), Method.REQUEST, written_at=START))
    assert event.names() == sorted([*EXACT, "DESCRIPTION"])
    assert event.text("SUMMARY") == " ".join(line.rstrip() for line in title.splitlines())
    assert event.text("UID") == ENTRY.uid


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@settings(deadline=None, max_examples=200)
def test_any_title_stays_a_title(title: str) -> None:
    assert event_of(calendar_file(replace(ENTRY, summary=title), Method.PUBLISH, written_at=START)).names() == EXACT


def test_a_feed_is_a_calendar_of_its_entries_and_the_same_entries_are_the_same_bytes() -> None:
    entries = [(ENTRY, START), (replace(ENTRY, uid="b@mentormatch", cancelled=True), START)]
    written = calendar_feed("Sessions\r\nBEGIN:VEVENT", entries, refresh=timedelta(hours=1))
    assert written == calendar_feed("Sessions\r\nBEGIN:VEVENT", entries, refresh=timedelta(hours=1))
    calendar = read(written)
    assert calendar.text("METHOD") == "PUBLISH"
    assert calendar.text("X-WR-CALNAME") == "Sessions BEGIN:VEVENT"
    assert ("REFRESH-INTERVAL", ";VALUE=DURATION", "PT1H") in calendar.properties
    assert [event.text("STATUS") for event in calendar.components] == ["CONFIRMED", "CANCELLED"]
    assert all(event.names() == EXACT for event in calendar.components)
