"""Events as readers and organisers find them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.events.models import Event, EventStatus, Place, PlaceStatus, Series, Speaker, Waiting
from mentormatch.events.policy import is_for, is_window_open
from mentormatch.profiles import queries as profiles
from mentormatch.programmes.models import Enrolment

#: What was a draft and never more is nobody's to see.
SHOWN = (EventStatus.PUBLISHED, EventStatus.OVER, EventStatus.CALLED_OFF)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a list of events is narrowed; empty and False: not."""

    kind: str = ""
    language: str = ""
    online: bool = False
    for_me: bool = False


def event_for_reader(_reader: Person, event_id: int) -> Event | None:
    found = db.session.get(Event, event_id)
    return found if found is not None and found.status in SHOWN else None


def event_to_manage(_organiser: Person, event_id: int) -> Event | None:
    return db.session.get(Event, event_id)


def coming(reader: Person, wanted: Wanted) -> list[Event]:
    """Published events that are not over, soonest first."""
    found = sa.select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now())
    if wanted.kind:
        found = found.where(Event.kind == wanted.kind)
    if wanted.language:
        found = found.where(Event.language == wanted.language)
    if wanted.online:
        found = found.where(Event.online_link != "")
    events = list(db.session.scalars(found.order_by(Event.starts_at, Event.id).limit(MOST_LISTED)))
    if not wanted.for_me:
        return events
    refused = why_not(reader, events)
    return [event for event in events if event.id not in refused]


def organised(*, past: bool, limit: int, offset: int) -> tuple[list[Event], int]:
    """A page of what organisers look at: drafts and what is ahead, soonest first, or what is over, newest first."""
    is_past = sa.or_(Event.status.in_([EventStatus.OVER, EventStatus.CALLED_OFF]), Event.ends_at <= now())
    found = sa.select(Event).where(is_past if past else sa.not_(is_past))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    order = (Event.starts_at.desc(), Event.id.desc()) if past else (Event.starts_at, Event.id)
    return list(db.session.scalars(found.order_by(*order).limit(limit).offset(offset))), total


def ahead() -> list[Event]:
    """What would be called off if there were no events any more."""
    planned = sa.select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now())
    return list(db.session.scalars(planned.order_by(Event.starts_at, Event.id)))


def why_not(reader: Person, events: list[Event]) -> set[int]:
    """The numbers of those events that are for others than this reader."""
    profile = profiles.profile_of(reader.id)
    cohorts = set(db.session.scalars(sa.select(Enrolment.cohort_id).where(Enrolment.person_id == reader.id)))
    return {event.id for event in events if not is_for(event, reader, profile, cohorts)}


def may_come(reader: Person, event: Event) -> bool:
    return not why_not(reader, [event])


def in_series(event: Event, *, but: bool = True) -> list[Event]:
    """What else is ahead in the series of an event, soonest first."""
    if event.series_id is None:
        return []
    same = sa.select(Event).where(Event.series_id == event.series_id, Event.status == EventStatus.PUBLISHED)
    same = same.where(Event.ends_at > now())
    if but:
        same = same.where(Event.id != event.id)
    return list(db.session.scalars(same.order_by(Event.starts_at, Event.id)))


def open_in_series(event: Event) -> list[int]:
    """Numbers of the events of a series for which one may register at present."""
    return [one.id for one in in_series(event, but=False) if is_window_open(one, now())]


def series_titles() -> list[str]:
    return list(db.session.scalars(sa.select(Series.title).order_by(Series.title)))


def with_a_line() -> list[int]:
    """Events where somebody waits and a place is free, as far as one can see from outside."""
    waiting = sa.exists().where(Place.event_id == Event.id, Place.status == PlaceStatus.WAITING)
    free = sa.or_(Event.capacity.is_(None), Event.taken < Event.capacity)
    by_itself = (Event.status == EventStatus.PUBLISHED, Event.waiting == Waiting.AUTOMATIC, Event.starts_at > now())
    return list(db.session.scalars(sa.select(Event.id).where(*by_itself, free, waiting).order_by(Event.id)))


def to_end(before: datetime) -> list[int]:
    over = sa.select(Event.id).where(Event.status == EventStatus.PUBLISHED, Event.ends_at <= before)
    return list(db.session.scalars(over.order_by(Event.id)))


def agreed_speakers(event: Event) -> list[Speaker]:
    """Mentors of the service whose time is taken."""
    found = sa.select(Speaker).where(Speaker.event_id == event.id, Speaker.agreed_at.is_not(None))
    return list(db.session.scalars(found.order_by(Speaker.id)))


def speaking(person_id: int) -> list[Speaker]:
    return list(db.session.scalars(sa.select(Speaker).where(Speaker.person_id == person_id).order_by(Speaker.id)))


def count_to_answer(person: Person) -> int:
    """Events ahead at which somebody is asked to speak, and has not answered yet."""
    asked = sa.select(sa.func.count()).select_from(Speaker).join(Event, Event.id == Speaker.event_id)
    asked = asked.where(Speaker.person_id == person.id, Speaker.agreed_at.is_(None))
    return db.session.scalar(asked.where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now())) or 0


def near(within: timedelta) -> list[Event]:
    """Published events that go on, or begin within so long: their door opens soon."""
    found = sa.select(Event).where(Event.status == EventStatus.PUBLISHED, Event.starts_at <= now() + within)
    return list(db.session.scalars(found.where(Event.ends_at > now()).order_by(Event.starts_at, Event.id)))


def speaker_for_reader(_reader: Person, speaker_id: int) -> Speaker | None:
    """A speaker of an event that is shown; mentors of the service only once they have agreed."""
    found = db.session.get(Speaker, speaker_id)
    if found is None or found.event.status not in SHOWN or not found.is_shown:
        return None
    return found


def speaker_to_agree(mentor: Person, speaker_id: int) -> Speaker | None:
    """Where this mentor was asked to speak."""
    found = db.session.get(Speaker, speaker_id)
    if found is None or found.person_id != mentor.id or found.event.status not in SHOWN:
        return None
    return found


def speaker_to_manage(_organiser: Person, event_id: int, speaker_id: int) -> Speaker | None:
    found = db.session.get(Speaker, speaker_id)
    return found if found is not None and found.event_id == event_id else None
