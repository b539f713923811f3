"""The proposed time that a mentor picks: kept while a coordinator looks, booked when the match begins."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar_queries
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.policy import of_match
from mentormatch.core.i18n import as_instant
from mentormatch.mentoring.errors import (
    CannotMeetYet,
    NotProposed,
    PickingPaused,
    ProposingPaused,
    TimeGone,
    TimesGone,
    TooManyTimes,
)
from mentormatch.mentoring.models import Match, Request
from mentormatch.mentoring.policy import MOST_TIMES
from mentormatch.mentoring.queries.people import reserved_of
from mentormatch.mentoring.signals import is_paused
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort


def proposed(mentor: Person, mentee: Person, cohort: Cohort, times: Iterable[datetime]) -> tuple[str, ...]:
    """Proposed times as they are stored; TooManyTimes, ProposingPaused, or TimesGone when one is not free any more."""
    wanted = sorted(set(times))
    if wanted and is_paused(mentee, cohort):
        raise ProposingPaused
    if len(wanted) > MOST_TIMES:
        raise TooManyTimes(MOST_TIMES)
    if wanted and not set(wanted) <= set(calendar_queries.open_times(mentor, cohort, guest=mentee)):
        raise TimesGone
    return tuple(at.isoformat() for at in wanted)


def still_open(request: Request) -> list[datetime]:
    """The proposed times that could still be booked, in order."""
    if not request.proposed_times:
        return []
    free = set(calendar_queries.open_times(request.mentor, request.cohort, guest=request.mentee))
    return [at for at in map(as_instant, request.proposed_times) if at in free]


def keep(match: Match, starts_at: datetime) -> None:
    """Keep the time the mentor picked. NotProposed, or TimeGone when somebody took it meanwhile.

    PickingPaused or CannotMeetYet when one of the two has missed too many sessions of late.

    It lapses when half of the cohort's notice is left: a session confirmed later than that would surprise both.
    """
    if match.request is None or starts_at not in map(as_instant, match.request.proposed_times):
        raise NotProposed
    if is_paused(match.mentor, match.cohort):
        raise PickingPaused
    if is_paused(match.mentee, match.cohort):
        raise CannotMeetYet(match.mentee.first_name)
    until = starts_at - timedelta(hours=match.cohort.notice_hours) / 2
    try:
        programmes.ensure_not_archived(match.cohort_id)
        calendar.reserve(match.mentor, match.mentee, match.cohort, starts_at, purpose=of_match(match.id), until=until)
    except (SlotTaken, NotOpen, WeekFull) as refusal:
        raise TimeGone from refusal


def confirm(match: Match, *, by: Person | None) -> datetime | None:
    """Book the time that was kept for a match; None, and it is free, when it has lapsed or one of the two is paused."""
    booking = reserved_of(match)
    if booking is not None and any(is_paused(person, match.cohort) for person in (match.mentee, match.mentor)):
        give_back(match, by=by, reason="")
        return None
    return booking.starts_at if booking is not None and calendar.confirm_reserved(booking, by=by) else None


def give_back(match: Match, *, by: Person | None, reason: str) -> None:
    """Cancel all that is ahead for a match: what was kept silently, sessions with letters."""
    calendar.cancel_all_of_match(match.id, by=by, reason=reason)
