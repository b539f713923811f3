"""Reading the hours people give: every week, and on days that differ."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import AvailabilityException, AvailabilityRule
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.scheduling import DayException, DayHours, WeeklyRule

DAY = timedelta(days=1)

# The statement is put together once: every page of free times asks it, and doing so takes as long as the answer.
_PEOPLE: Any = sa.bindparam("people", expanding=True)
_RULE, _DAY = AvailabilityRule, AvailabilityException
_DAYS: Any = sa.select(
    _DAY.person_id, sa.null().label("weekday"), _DAY.on_date, _DAY.start_minute, _DAY.end_minute, _DAY.extra
).where(_DAY.person_id.in_(_PEOPLE), _DAY.on_date >= sa.bindparam("since"))
_WEEKLY: Any = sa.select(
    _RULE.person_id, _RULE.weekday, sa.null(), _RULE.start_minute, _RULE.end_minute, sa.false()
).where(_RULE.person_id.in_(_PEOPLE))
_HOURS = sa.union_all(_DAYS, _WEEKLY)


def weekly_rules(person_id: int) -> tuple[WeeklyRule, ...]:
    """The weekly hours of one person, in order."""
    return weekly_rules_of([person_id])[person_id]


def weekly_rules_of(person_ids: Collection[int]) -> dict[int, tuple[WeeklyRule, ...]]:
    """The weekly hours of each person; an empty tuple for those who gave none."""
    rule = AvailabilityRule
    columns = (rule.person_id, rule.weekday, rule.start_minute, rule.end_minute)
    found: dict[int, list[WeeklyRule]] = {person_id: [] for person_id in person_ids}
    rows = db.session.execute(sa.select(*columns).where(rule.person_id.in_(person_ids)).order_by(*columns))
    for person_id, weekday, start, end in rows:
        found[person_id].append(WeeklyRule(weekday, start, end))
    return {person_id: tuple(rules) for person_id, rules in found.items()}


def exceptions_of(person_id: int) -> list[AvailabilityException]:
    """Days that differ, from yesterday on (it is still today somewhere), in order."""
    mine = sa.select(AvailabilityException).where(
        AvailabilityException.person_id == person_id, AvailabilityException.on_date >= now().date() - DAY
    )
    return list(db.session.scalars(mine.order_by(AvailabilityException.on_date, AvailabilityException.start_minute)))


def exception_for(person: Person, exception_id: int) -> AvailabilityException | None:
    """A day that differs of this person, or None."""
    mine = sa.select(AvailabilityException).where(AvailabilityException.id == exception_id)
    return db.session.scalar(mine.where(AvailabilityException.person_id == person.id))


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours somebody gives, every week and on days that differ, as the scheduling engine takes them."""

    weekly: list[WeeklyRule] = field(default_factory=list)
    days: list[DayException] = field(default_factory=list)


def hours_of(person_ids: Collection[int]) -> dict[int, Hours]:
    """The hours of each person, from yesterday on (it is still today somewhere), in one statement."""
    found = {person_id: Hours() for person_id in person_ids}
    asked = {"people": list(found), "since": now().date() - DAY}
    for person_id, weekday, on_date, start, end, extra in db.session.execute(_HOURS, asked).all():
        if on_date is None:
            found[person_id].weekly.append(WeeklyRule(weekday, start, end))
        else:
            found[person_id].days.append(DayException(on_date, () if start is None else ((start, end),), extra))
    return found


@dataclass(frozen=True, slots=True)
class DaysThatDiffer:
    """Days in a row that are off, or one day with other hours. ``exception_id`` names them in an address."""

    exception_id: int
    first: date
    last: date
    hours: tuple[DayHours, ...]
    extra: bool = False


def days_that_differ(person_id: int) -> list[DaysThatDiffer]:
    """What ``exceptions_of`` finds, as a person would say it: a holiday of two weeks is one entry."""
    by_day: dict[date, list[AvailabilityException]] = defaultdict(list)
    for row in exceptions_of(person_id):
        by_day[row.on_date].append(row)
    found: list[DaysThatDiffer] = []
    for day, rows in by_day.items():
        hours = _all_hours(rows)
        before = found[-1] if found else None
        if before and not hours and not before.hours and day - before.last == DAY:
            found[-1] = DaysThatDiffer(before.exception_id, before.first, day, ())
        else:
            found.append(DaysThatDiffer(rows[0].id, day, day, hours, all(row.extra for row in rows)))
    return found


def _all_hours(rows: Iterable[AvailabilityException]) -> tuple[DayHours, ...]:
    return tuple(hours for row in rows for hours in _hours(row))


def _hours(row: AvailabilityException) -> tuple[DayHours, ...]:
    if row.start_minute is None or row.end_minute is None:
        return ()
    return ((row.start_minute, row.end_minute),)
