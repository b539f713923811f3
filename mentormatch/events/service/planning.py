"""Organisers plan events: make, change, publish, copy, call off, and add what is left of them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.i18n import _, as_utc, zone
from mentormatch.events import queries
from mentormatch.events.editions import edition_of
from mentormatch.events.errors import (
    ChangedMeanwhile,
    GoneBy,
    NoPlaceGiven,
    NotALink,
    NotOnQuarters,
    NotPlanned,
    ReasonNeeded,
    TooFewPlaces,
    WrongTimes,
    WrongWindow,
)
from mentormatch.events.models import (
    CURRENT,
    Event,
    EventKind,
    EventStatus,
    PlaceStatus,
    Question,
    QuestionKind,
    Series,
)
from mentormatch.events.policy import CODE_LENGTH, CODE_LETTERS, MOST_QUESTIONS, is_on_quarters, is_possible_length
from mentormatch.events.service import finding, line, moving, places, speakers, taking, telling
from mentormatch.profiles.policy import is_meeting_link

#: What a copy takes along, beside questions and speakers who are nobody of the service.
COPIED = (
    "series_id", "kind", "title", "text", "language", "zone", "place", "online_link", "capacity", "registration",
    "waiting", "affiliations", "cohorts", "degrees", "years", "mentors_too", "shown_to_all",
)  # fmt: skip
MOVED_ALONG = ("starts_at", "ends_at", "closes_at", "cancel_until")
PLANNED = frozenset({EventStatus.DRAFT, EventStatus.PUBLISHED})
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an organiser writes it."""

    kind: QuestionKind
    text: str
    choices: tuple[str, ...] = ()
    needed: bool = False


@transactional
def make(*, by: Person, series: str = "", questions: Iterable[Asked] = (), **facts: Any) -> Event:
    """A draft that only organisers see. Refuses what makes no sense, with its field."""
    event = Event(status=EventStatus.DRAFT, taken=0, moves=0, zone=by.time_zone, door_code=_code())
    _fill(event, series, facts)
    if event.starts_at < now():
        raise GoneBy(field="starts_at")
    db.session.add(event)
    _ask(event, questions)
    audit.record(by, "event.made", event)
    return event


@transactional
def change(
    event: Event, *, by: Person, series: str = "", questions: Iterable[Asked] = (), seen: str = "", **facts: Any
) -> None:
    """Change an event that is planned. A published one takes everybody along: see ``moving``.

    ``seen`` is the edition (``editions.edition_of``) that was changed, so that nobody undoes what a colleague did.
    Refuses NotPlanned, ChangedMeanwhile, TooFewPlaces, and what makes no sense.
    """
    taking.lock(event)
    if event.status not in PLANNED:
        raise NotPlanned
    if seen and seen != edition_of(event):
        raise ChangedMeanwhile
    before = moving.whereabouts(event)
    _fill(event, series, facts)
    if event.starts_at != before.starts_at and event.starts_at < now():
        raise GoneBy(field="starts_at")
    if event.capacity is not None and event.capacity < event.taken:
        raise TooFewPlaces(field="capacity")
    _ask(event, questions)
    db.session.refresh(event)
    audit.record(by, "event.changed", event)
    if event.status == EventStatus.PUBLISHED:
        finding.find_again(event)
        moving.take_along(event, before, by=by)
        line.offer_next(event)


@transactional
def publish(event: Event, *, by: Person) -> None:
    """Let everybody see it; speakers of the service are asked. Twice is once. Refuses NotPlanned, GoneBy."""
    if event.starts_at < now() and event.status == EventStatus.DRAFT:
        raise GoneBy
    if advance(event, frm={EventStatus.DRAFT}, to=EventStatus.PUBLISHED):
        audit.record(by, "event.published", event)
        finding.find_again(event)
        speakers.ask_all(event)
    elif event.status != EventStatus.PUBLISHED:
        raise NotPlanned


@transactional
def call_off(event: Event, *, by: Person, reason: str) -> None:
    """Call an event off: everybody's place and time is free, and all are told. Twice is once.

    Refuses ReasonNeeded of a published one, NotPlanned when it is over.
    """
    taking.lock(event)
    if event.status == EventStatus.CALLED_OFF:
        return
    if event.status == EventStatus.PUBLISHED and not reason.strip():
        raise ReasonNeeded(field="reason")
    if not advance(event, frm=PLANNED, to=EventStatus.CALLED_OFF, reason=reason.strip()):
        raise NotPlanned
    audit.record(by, "event.called_off", event)
    finding.find_again(event)
    for place in queries.places_in(event, CURRENT):
        if places.end(place, PlaceStatus.CALLED_OFF, by=by):
            telling.called_off(place)
    speakers.free_all(event)


@transactional
def copy(event: Event, *, by: Person, as_next: bool = False) -> Event:
    """A draft like this one, a week later, or more when that is gone; ``as_next``: the next of its series."""
    later = WEEK
    while event.starts_at + later < now():
        later += WEEK
    facts = {name: getattr(event, name) for name in COPIED}
    if not as_next:
        facts["series_id"] = None
    times = {name: _later(getattr(event, name), later, event.zone) for name in MOVED_ALONG}
    new = Event(status=EventStatus.DRAFT, taken=0, moves=0, door_code=_code(), **facts, **times)
    if as_next and event.series_id is None:
        new.series_id = event.series_id = _series(event.title)
    db.session.add(new)
    _ask(new, [Asked(one.kind, one.text, one.choices, one.needed) for one in event.questions])
    speakers.copy_all(event, new)
    audit.record(by, "event.made", new, like=event.id)
    return new


@transactional
def keep_links(event: Event, *, by: Person, recording: str, slides: str, shown_to_all: bool) -> None:
    """Add where recording and slides are; whoever missed it is told of the recording, once. Refuses NotALink."""
    for field, link in (("recording_link", recording), ("slides_link", slides)):
        if link and not is_meeting_link(link):
            raise NotALink(field=field)
    taking.lock(event)
    if event.status != EventStatus.OVER:
        raise NotPlanned
    event.recording_link, event.slides_link, event.shown_to_all = recording, slides, shown_to_all
    audit.record(by, "event.links_kept", event)
    if recording:
        for place in queries.missed(event):
            telling.missed(place, recording=True)


def close(by: Person) -> None:
    """The service is switched off: what is ahead is called off."""
    for event in queries.ahead():
        call_off(event, by=by, reason=_("The career office has ended its events for now."))


def _fill(event: Event, series: str, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(event, name, value)
    if event.kind != EventKind.DROP_IN:
        event.registration = True
    event.series_id = _series(series) if series else None
    _ensure_sense(event)


def _ensure_sense(event: Event) -> None:
    for field in ("starts_at", "ends_at"):
        if not is_on_quarters(getattr(event, field)):
            raise NotOnQuarters(field=field)
    if not is_possible_length(event.starts_at, event.ends_at):
        raise WrongTimes(field="ends_at")
    if event.online_link and not is_meeting_link(event.online_link):
        raise NotALink(field="online_link")
    if not (event.place or event.online_link):
        raise NoPlaceGiven(field="place")
    closes = event.closes_at or event.ends_at
    if closes > event.ends_at or (event.opens_at is not None and event.opens_at >= closes):
        raise WrongWindow(field="closes_at")


def _ask(event: Event, questions: Iterable[Asked]) -> None:
    """Ask these questions from now on; answers that were given keep the words they answered."""
    db.session.flush()
    db.session.execute(sa.delete(Question).where(Question.event_id == event.id))
    for number, asked in enumerate(list(questions)[:MOST_QUESTIONS], start=1):
        choices = asked.choices if asked.kind == QuestionKind.CHOICE else ()
        words = {"kind": asked.kind, "text": asked.text, "choices": choices, "needed": asked.needed}
        db.session.add(Question(event_id=event.id, number=number, **words))
    db.session.flush()
    db.session.expire(event, ["questions"])


def _series(title: str) -> int:
    """The series of this name, new when there is none."""
    found = db.session.scalar(sa.select(Series).where(Series.title == title))
    if found is None:
        found = Series(title=title)
        db.session.add(found)
        db.session.flush()
    return found.id


def _later(at: datetime | None, by: timedelta, zone_name: str) -> datetime | None:
    """So much later on the clock of the place: what begins at six begins at six, also after the clocks changed."""
    return as_utc((at.astimezone(zone(zone_name)) + by).replace(tzinfo=None), zone_name) if at else None


def _code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
