"""Giving time: weekly hours replace each other; days that differ add up as a person would say it."""

from datetime import date

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.calendar import queries, service
from mentormatch.calendar.errors import DaysGone, TooManyDays
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.scheduling import WeeklyRule
from tests.calendar.conftest import MONDAY, Pair
from tests.calendar.reading import count
from tests.make import Make

MORNING, NOON = (8 * 60, 10 * 60), (12 * 60, 13 * 60)


def days(pair: Pair) -> list[tuple[date, date, tuple[tuple[int, int], ...]]]:
    return [(entry.first, entry.last, entry.hours) for entry in queries.days_that_differ(pair.mentor.id)]


def test_hours_replace_the_old_ones_and_overlapping_ones_become_one(pair: Pair) -> None:
    rules = [WeeklyRule(2, 600, 720), WeeklyRule(2, 660, 780), WeeklyRule(0, 1320, 1440)]
    service.set_weekly_hours(pair.mentor, rules, by=pair.mentor)
    assert queries.weekly_rules(pair.mentor.id) == (WeeklyRule(0, 1320, 1440), WeeklyRule(2, 600, 780))


def test_the_same_hours_again_change_nothing(pair: Pair) -> None:
    stamp = pair.mentor.facts_stamp
    service.set_weekly_hours(pair.mentor, queries.weekly_rules(pair.mentor.id), by=pair.mentor)
    assert (pair.mentor.facts_stamp, count(AuditEntry)) == (stamp, count(AuditEntry))
    assert not db.session.scalar(sa.select(AuditEntry.id).where(AuditEntry.action == "hours.set"))


def test_rankings_hear_of_other_hours(pair: Pair) -> None:
    stamp = pair.mentee.facts_stamp
    service.set_weekly_hours(pair.mentee, [WeeklyRule(5, 600, 720)], by=pair.mentee)
    assert pair.mentee.facts_stamp > stamp


def test_a_holiday_is_one_entry_and_goes_as_one(pair: Pair) -> None:
    service.add_exception(pair.mentor, date(2026, 9, 14), date(2026, 9, 25), by=pair.mentor)
    assert days(pair) == [(date(2026, 9, 14), date(2026, 9, 25), ())]
    service.remove_exception(queries.exceptions_of(pair.mentor.id)[0], by=pair.mentor)
    assert days(pair) == []


def test_removing_what_is_gone_by_now_is_harmless(pair: Pair) -> None:
    service.add_exception(pair.mentor, date(2026, 9, 14), by=pair.mentor)
    (row,) = queries.exceptions_of(pair.mentor.id)
    service.remove_exception(row, by=pair.mentor)
    service.remove_exception(row, by=pair.mentor)
    assert days(pair) == []


def test_two_stretches_of_one_day_stand_side_by_side_and_a_day_off_replaces_them(pair: Pair) -> None:
    day = date(2026, 9, 14)
    service.add_exception(pair.mentor, day, hours=NOON, by=pair.mentor)
    service.add_exception(pair.mentor, day, hours=MORNING, by=pair.mentor)
    service.add_exception(pair.mentor, day, hours=MORNING, by=pair.mentor)
    assert days(pair) == [(day, day, (MORNING, NOON))]
    service.add_exception(pair.mentor, day, by=pair.mentor)
    assert days(pair) == [(day, day, ())]
    service.add_exception(pair.mentor, day, hours=NOON, by=pair.mentor)
    assert days(pair) == [(day, day, (NOON,))]


def test_days_with_other_hours_are_listed_one_by_one(pair: Pair) -> None:
    service.add_exception(pair.mentor, date(2026, 9, 14), date(2026, 9, 15), hours=NOON, by=pair.mentor)
    assert [entry[0].day for entry in days(pair)] == [14, 15]


def test_days_that_are_gone_or_too_many_are_refused(pair: Pair) -> None:
    with pytest.raises(DaysGone):
        service.add_exception(pair.mentor, date(2026, 9, 6), by=pair.mentor)
    with pytest.raises(DaysGone):
        service.add_exception(pair.mentor, date(2026, 9, 20), date(2026, 9, 19), by=pair.mentor)
    with pytest.raises(TooManyDays):
        service.add_exception(pair.mentor, date(2026, 9, 8), date(2026, 11, 9), by=pair.mentor)


def test_today_is_that_of_the_persons_own_calendar(app: Flask, make: Make) -> None:
    there = make.mentor("Tane", time_zone="Pacific/Auckland")
    with time_machine.travel(MONDAY.replace(hour=13), tick=False):  # Tuesday has begun in New Zealand
        with pytest.raises(DaysGone):
            service.add_exception(there, date(2026, 9, 7), by=there)
        service.add_exception(there, date(2026, 9, 8), by=there)


def test_one_person_cannot_find_another_ones_days(pair: Pair) -> None:
    service.add_exception(pair.mentor, date(2026, 9, 14), by=pair.mentor)
    (row,) = queries.exceptions_of(pair.mentor.id)
    assert queries.exception_for(pair.mentee, row.id) is None
    assert queries.exception_for(pair.mentor, row.id) is not None
