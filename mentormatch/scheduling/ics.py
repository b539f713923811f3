"""Bookings as calendar text (RFC 5545, with the methods of RFC 5546)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from string import punctuation
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress

from mentormatch.scheduling.errors import BadAddress
from mentormatch.scheduling.intervals import Interval, as_utc

PRODUCT = "-//MentorMatch//Calendar//EN"

# Link and mail addresses are not escaped in a calendar file, so they may hold nothing that could end a line.
_LINK = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f]+")
_MAIL = re.compile(r"[^\s\x00-\x1f\x7f-\x9f<>\",;:\\@]+@[^\s\x00-\x1f\x7f-\x9f<>\",;:\\@]+")

# A quoted name has no escapes: a quotation mark would end it, and some readers take a backslash for an escape.
_NAME = str.maketrans({'"': "'", "\\": "/"})


class Method(Enum):
    """What the file asks of the calendar that reads it."""

    PUBLISH = "PUBLISH"  #: a copy to keep, as from a download
    REQUEST = "REQUEST"  #: put it in, or replace an earlier one with a lower sequence
    CANCEL = "CANCEL"  #: take it out


@dataclass(frozen=True, slots=True)
class Party:
    """A name and a mail address that a calendar file may show."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar shows of one booking.

    `uid` is random, kept for the life of the booking and known to its people only; `sequence` grows with every change,
    so that an older file cannot undo a newer one. No one's address is in the file unless given here.
    """

    uid: str
    sequence: int
    time: Interval
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    cancelled: bool = False
    organizer: Party | None = None
    attendees: tuple[Party, ...] = ()


def calendar_file(entry: CalendarEntry, method: Method, *, written_at: datetime) -> bytes:
    """Write the entry as a calendar of exactly one event: UTF-8, CRLF, lines folded at 75 octets.

    Control and line-separator characters are taken out of texts. Attendees are left out of PUBLISH, where RFC 5546
    forbids them. Raises `BadAddress` for a link that is not http(s) or a mail address with characters that could break
    the file, `NaiveTime` for a time without a zone.
    """
    return _written(method, [_event(entry, method, as_utc(written_at))])


def calendar_feed(name: str, entries: Iterable[tuple[CalendarEntry, datetime]], *, refresh: timedelta) -> bytes:
    """Write what a calendar subscribes to: each entry with the time it last changed, under a name of the calendar.

    The same entries give the same bytes. `refresh` is how long a calendar may wait before it reads again.
    """
    events = [_event(entry, Method.PUBLISH, as_utc(changed_at)) for entry, changed_at in entries]
    feed = Calendar()
    feed.add("x-wr-calname", one_line(name))
    feed.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", f"PT{refresh // timedelta(minutes=1)}M")
    return _written(Method.PUBLISH, events, feed)


def _written(method: Method, events: Iterable[Event], calendar: Calendar | None = None) -> bytes:
    calendar = calendar if calendar is not None else Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, method: Method, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.time.start)
    event.add("dtend", entry.time.end)
    event.add("summary", one_line(entry.summary))
    event.add("status", "CANCELLED" if entry.cancelled or method is Method.CANCEL else "CONFIRMED")
    _add_place(event, entry)
    _add_people(event, entry, method)
    return event


def one_line(text: str) -> str:
    """Give the text on a single line, without control characters."""
    return " ".join(_clean_lines(text))


def _clean_lines(text: str) -> list[str]:
    # splitlines knows every break that some reader of calendars takes for the end of a line (U+0085, U+2028 ...).
    lines = ("".join(character for character in line if _is_plain(character)) for line in text.splitlines())
    return [line.rstrip() for line in lines]


def _is_plain(character: str) -> bool:
    # Cc: control characters; Cs: halves of a pair, which cannot be written as UTF-8.
    return character == "\t" or unicodedata.category(character) not in {"Cc", "Cs"}


def _add_place(event: Event, entry: CalendarEntry) -> None:
    if entry.description:
        event.add("description", "\n".join(_clean_lines(entry.description)))
    if entry.location:
        event.add("location", one_line(entry.location))
    if entry.url:
        if not _LINK.fullmatch(entry.url):
            raise BadAddress(entry.url)
        event.add("url", quote(entry.url, safe=punctuation))


def _add_people(event: Event, entry: CalendarEntry, method: Method) -> None:
    if entry.organizer:
        event.add("organizer", _address(entry.organizer))
    if method is Method.PUBLISH:
        return
    for attendee in entry.attendees:
        address = _address(attendee)
        # A booking exists because both agreed to the time, so nobody is asked to answer.
        address.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
        event.add("attendee", address)


def _address(party: Party) -> vCalAddress:
    if not _MAIL.fullmatch(party.email):
        raise BadAddress(party.email)
    address = vCalAddress(f"mailto:{party.email}")
    address.params["CN"] = one_line(party.name).translate(_NAME)
    return address
