"""Giving time: weekly hours and days that differ."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.calendar import queries
from mentormatch.calendar.errors import DaysGone, TooManyDays
from mentormatch.calendar.models import AvailabilityException, AvailabilityRule, OwnLimits
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.scheduling import DayHours, WeeklyRule, get_zone, local_date, merge_rules

#: A holiday is shorter than this; longer ones are a pause of the offer.
MOST_DAYS = 62


@transactional
def set_weekly_hours(person: Person, rules: Iterable[WeeklyRule], *, by: Person | None) -> None:
    """Replace a person's weekly hours; overlapping ones become one. The same hours again change nothing."""
    wanted = merge_rules(rules)
    if wanted == queries.weekly_rules(person.id):
        return
    db.session.execute(sa.delete(AvailabilityRule).where(AvailabilityRule.person_id == person.id))
    for rule in wanted:
        db.session.add(
            AvailabilityRule(person_id=person.id, weekday=rule.weekday, start_minute=rule.start, end_minute=rule.end)
        )
    accounts.touch_facts(person)
    audit.record(by, "hours.set", person)


@transactional
def add_exception(
    person: Person,
    first: date,
    last: date | None = None,
    *,
    hours: DayHours | None = None,
    extra: bool = False,
    by: Person,
) -> None:
    """Days off (no hours), or with other hours, from ``first`` to ``last``, both included.

    With ``extra`` the hours are free besides the usual ones. What these days had before is replaced; only further hours
    of the same kind are added. Adding the same again changes nothing. Refuses days that are gone in the person's zone,
    or more than ``MOST_DAYS``.
    """
    last = last or first
    if first < local_date(now(), get_zone(person.time_zone)) or last < first:
        raise DaysGone(field="first")
    if (last - first).days >= MOST_DAYS:
        raise TooManyDays(field="last")
    start, end = hours or (None, None)
    replaced = _days(person, first, last)
    if hours:  # a second stretch of the same day stands beside the first; a day off gives way
        same = sa.and_(AvailabilityException.start_minute == start, AvailabilityException.end_minute == end)
        other_kind = AvailabilityException.extra != extra
        replaced = replaced.where(sa.or_(AvailabilityException.start_minute.is_(None), other_kind, same))
    db.session.execute(replaced)
    for day in range((last - first).days + 1):
        on_date = first + timedelta(days=day)
        times = {"start_minute": start, "end_minute": end, "extra": extra and hours is not None}
        db.session.add(AvailabilityException(person_id=person.id, on_date=on_date, **times))
    audit.record(by, "hours.exception_added", person, first=first.isoformat(), last=last.isoformat())


@transactional
def remove_exception(exception: AvailabilityException, *, by: Person) -> None:
    """Have the weekly hours again on what a list of days shows as one entry: that day, or all days off in a row."""
    # Asked of the identity, which is known even when a double click has deleted the row by now.
    (number,) = sa.inspect(exception).identity or (None,)
    for entry in queries.days_that_differ(by.id):
        if entry.exception_id == number:
            db.session.execute(_days(by, entry.first, entry.last))
            audit.record(by, "hours.exception_removed", by, first=entry.first.isoformat(), last=entry.last.isoformat())


@transactional
def set_own_limits(person: Person, *, by: Person, **limits: int | None) -> None:
    """Set how a person is stricter than the cohort; None for a limit takes it back. Sessions that exist stay."""
    db.session.merge(OwnLimits(person_id=person.id, **limits))
    audit.record(by, "hours.limits_set", person)


def _days(person: Person, first: date, last: date) -> sa.Delete:
    return sa.delete(AvailabilityException).where(
        AvailabilityException.person_id == person.id, AvailabilityException.on_date.between(first, last)
    )
