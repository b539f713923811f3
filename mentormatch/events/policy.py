"""Rules of events that need no database."""

from datetime import datetime, timedelta

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import Lazy, _l
from mentormatch.events.models import Event, EventKind, EventStatus, PlaceStatus, QuestionKind, Waiting
from mentormatch.profiles.models import Profile
from mentormatch.scheduling import Interval

#: How long a place is kept for the next in line.
HELD_FOR = timedelta(hours=48)
#: When the code at the door works: so long before the start and after the end.
DOOR = timedelta(minutes=30)
LONGEST = timedelta(days=14)
MOST_QUESTIONS = 5
ANSWER_MOST = {QuestionKind.SHORT: 200, QuestionKind.LONG: 2000, QuestionKind.CHOICE: 200}
#: Letters of the code at the door that nobody mistakes for each other.
CODE_LETTERS, CODE_LENGTH = "ABCDEFGHJKLMNPRSTUVWXYZ", 6
TRIES, TRIES_IN = 10, 600
#: Fewer people than this are not shown as a group.
SMALLEST_GROUP = 10

KINDS: dict[EventKind, Lazy] = {
    EventKind.TALK: _l("Talk"),
    EventKind.WORKSHOP: _l("Workshop"),
    EventKind.FAIR: _l("Fair"),
    EventKind.DROP_IN: _l("Drop-in"),
}
STATUSES: dict[EventStatus, Lazy] = {
    EventStatus.DRAFT: _l("Draft"),
    EventStatus.PUBLISHED: _l("Published"),
    EventStatus.CALLED_OFF: _l("Called off"),
    EventStatus.OVER: _l("Over"),
}
WAITING: dict[Waiting, Lazy] = {
    Waiting.AUTOMATIC: _l("In their order, by itself"),
    Waiting.BY_HAND: _l("By hand: organisers choose"),
    Waiting.NONE: _l("No waiting list"),
}
QUESTIONS: dict[QuestionKind, Lazy] = {
    QuestionKind.SHORT: _l("One line"),
    QuestionKind.LONG: _l("Several lines"),
    QuestionKind.CHOICE: _l("One of several answers"),
}
PLACES: dict[PlaceStatus, Lazy] = {
    PlaceStatus.WAITING: _l("Waiting"),
    PlaceStatus.OFFERED: _l("A place is kept"),
    PlaceStatus.REGISTERED: _l("Registered"),
    PlaceStatus.DROPPED_IN: _l("Came without registration"),
    PlaceStatus.LEFT: _l("Given back"),
    PlaceStatus.PASSED_ON: _l("Passed on"),
    PlaceStatus.LAPSED: _l("Lapsed"),
    PlaceStatus.CANNOT: _l("Could not come any more"),
    PlaceStatus.REMOVED: _l("Taken off"),
    PlaceStatus.CALLED_OFF: _l("Called off"),
}
RATINGS: dict[int, Lazy] = {3: _l("It helped me a lot"), 2: _l("It helped me a little"), 1: _l("It did not help me")}


def time_of(event: Event) -> Interval:
    return Interval(event.starts_at, event.ends_at)


def is_on_quarters(at: datetime) -> bool:
    return at.minute % 15 == 0 and at.second == at.microsecond == 0


def is_possible_length(starts_at: datetime, ends_at: datetime) -> bool:
    return timedelta() < ends_at - starts_at <= LONGEST


def is_window_open(event: Event, at: datetime) -> bool:
    """Whether one may register at this time, if there is a place."""
    opened = event.opens_at is None or event.opens_at <= at
    return (
        event.status == EventStatus.PUBLISHED
        and event.registration
        and opened
        and at < min(event.ends_at, event.closes_at or event.ends_at)
    )


def may_cancel(event: Event, at: datetime) -> bool:
    return event.status == EventStatus.PUBLISHED and at < min(event.starts_at, event.cancel_until or event.starts_at)


def kept_at_most_until(event: Event) -> datetime:
    """No place is kept for anybody beyond this: whoever said yes later could not give it back any more."""
    return min(event.starts_at, event.cancel_until or event.starts_at)


def kept_until(event: Event, at: datetime) -> datetime | None:
    """Until when a place offered at ``at`` is kept; None when it is too late to keep one."""
    until = min(at + HELD_FOR, kept_at_most_until(event))
    return until if until > at else None


def has_line(event: Event, at: datetime) -> bool:
    """Whether places go to those who wait before they go to anybody else."""
    return event.waiting != Waiting.NONE and at < kept_at_most_until(event)


def is_door_open(event: Event, at: datetime) -> bool:
    planned = event.status in {EventStatus.PUBLISHED, EventStatus.OVER}
    return planned and event.starts_at - DOOR <= at <= event.ends_at + DOOR


def is_for(event: Event, person: Person, profile: Profile | None, cohort_ids: set[int]) -> bool:
    """Whether somebody may come: as a mentor, or as a student or alum whom each of the rules lets in."""
    if event.mentors_too and person.is_(RoleName.MENTOR):
        return True
    year = str(profile.graduation_year) if profile and profile.graduation_year else ""
    degree = profile.degree.casefold() if profile else ""
    return (
        person.is_(RoleName.MENTEE)
        and (not event.affiliations or person.affiliation in event.affiliations)
        and (not event.cohorts or bool({str(one) for one in cohort_ids} & set(event.cohorts)))
        and (not event.degrees or degree in {one.casefold() for one in event.degrees})
        and (not event.years or year in event.years)
    )
