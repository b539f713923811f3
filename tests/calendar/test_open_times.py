"""Which times can be booked: hours, notice, window, pauses, days that differ, and clocks that change."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.calendar import queries, service
from mentormatch.core.clock import now
from mentormatch.core.db import db
from tests.calendar.conftest import HOUR, MONDAY, QUARTER, TUESDAY_EVENING, Pair, make_pair, pair_of
from tests.make import Make


def test_the_first_time_lies_a_days_notice_ahead_and_the_last_inside_the_window(pair: Pair) -> None:
    assert pair.times[0] == TUESDAY_EVENING
    assert MONDAY + timedelta(days=59) < pair.times[-1] < MONDAY + timedelta(days=60)


def test_every_time_starts_on_a_quarter_hour_and_ends_within_the_hours(pair: Pair) -> None:
    assert {at.minute % 15 for at in pair.times} == {0}
    tuesday = [at for at in pair.times if at.date() == TUESDAY_EVENING.date()]
    assert tuesday[-1] == datetime(2026, 9, 8, 18, 15, tzinfo=UTC)  # 45 minutes before 21:00 in Rome


def test_a_session_takes_its_time_and_the_pause_around_it(pair: Pair, lena: Pair) -> None:
    pair.book(TUESDAY_EVENING + HOUR)
    near = [at for at in lena.times if at.date() == TUESDAY_EVENING.date()]
    assert near[0] == TUESDAY_EVENING
    assert near[1] == TUESDAY_EVENING + 2 * HOUR


def test_a_mentee_with_a_session_elsewhere_is_offered_what_touches_it_but_no_overlap(pair: Pair, olga: Pair) -> None:
    pair.book(TUESDAY_EVENING + HOUR)
    near = [at for at in olga.times if at.date() == TUESDAY_EVENING.date()]
    assert near[:3] == [TUESDAY_EVENING, TUESDAY_EVENING + QUARTER, TUESDAY_EVENING + HOUR + 3 * QUARTER]


def test_every_time_that_is_offered_to_somebody_who_mentors_too_can_be_booked(make: Make, pair: Pair) -> None:
    both = make.mentor("Bea Both", cohort=pair.cohort)
    pair_of(pair.mentee, both, pair.cohort).book(TUESDAY_EVENING)  # Bea gives a session, with a pause until 16:00
    as_mentee = pair_of(both, pair.mentor, pair.cohort)
    assert as_mentee.times[0] == TUESDAY_EVENING + HOUR
    as_mentee.book(as_mentee.times[0])


def test_a_longer_pause_of_another_cohort_is_kept(make: Make, pair: Pair) -> None:
    slow = make.cohort(buffer_minutes=60)
    pair_of(make.mentee("Lena", cohort=slow), pair.mentor, slow).book(TUESDAY_EVENING)
    assert pair.times[0] == TUESDAY_EVENING + 7 * QUARTER
    pair.book(pair.times[0])


def test_a_full_week_of_the_mentor_offers_nothing_and_the_next_one_does(make: Make) -> None:
    pair = make_pair(make, sessions_per_week=1)
    pair.book(TUESDAY_EVENING)
    assert pair.times[0] == datetime(2026, 9, 14, 15, tzinfo=UTC)


def test_a_session_held_earlier_in_the_week_counts(make: Make) -> None:
    pair = make_pair(make, sessions_per_week=1)
    pair.book(TUESDAY_EVENING)
    with time_machine.travel(TUESDAY_EVENING + timedelta(hours=3), tick=False):
        assert pair.times[0] == datetime(2026, 9, 14, 15, tzinfo=UTC)


def test_a_day_off_offers_nothing_and_other_hours_replace_the_usual_ones(pair: Pair) -> None:
    service.add_exception(pair.mentor, date(2026, 9, 8), by=pair.mentor)
    service.add_exception(pair.mentor, date(2026, 9, 9), hours=(8 * 60, 9 * 60), by=pair.mentor)
    assert pair.times[:3] == [
        datetime(2026, 9, 9, 6, tzinfo=UTC),
        datetime(2026, 9, 9, 6, 15, tzinfo=UTC),
        datetime(2026, 9, 10, 15, tzinfo=UTC),
    ]


def test_hours_keep_their_wall_time_when_the_clocks_change(pair: Pair) -> None:
    by_day = {at.date(): at for at in reversed(pair.times)}
    assert by_day[date(2026, 10, 23)].hour == 15  # 17:00 in summer time
    assert by_day[date(2026, 10, 26)].hour == 16  # 17:00 in winter time


def test_the_hour_that_is_skipped_is_never_offered_and_the_repeated_one_twice(make: Make) -> None:
    pair = make_pair(make, mentor={"hours": [(6, 2 * 60, 3 * 60)]}, session_minutes=30)
    october = [at for at in pair.times if at.date() == date(2026, 10, 25)]
    assert october == [datetime(2026, 10, 25, 0, tzinfo=UTC) + number * QUARTER for number in range(7)]
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False):
        assert not [at for at in pair.times if at.date() == date(2027, 3, 28)]


def test_nobody_without_hours_is_offered(make: Make) -> None:
    assert make_pair(make, mentor={"hours": []}).times == []


def test_the_next_times_of_many_mentors_cost_three_statements(app: Flask, make: Make, pair: Pair) -> None:
    hosts = [pair.mentor.id, *(make.mentor(cohort=pair.cohort).id for _ in range(5))]
    pair.book(TUESDAY_EVENING)
    cohort, statements = pair.cohort, []
    assert cohort.id
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    found = queries.next_open_times(hosts, cohort)
    assert sum(not one.startswith("BEGIN") for one in statements) <= 3
    assert found[hosts[0]][0] == TUESDAY_EVENING + HOUR
    assert {len(times) for times in found.values()} == {3}
    assert found[hosts[1]][0] == TUESDAY_EVENING


def test_the_next_time_is_found_far_ahead_unless_one_looks_near(make: Make, pair: Pair) -> None:
    rare = make.mentor(cohort=pair.cohort, hours=[])
    service.add_exception(rare, date(2026, 10, 20), hours=(9 * 60, 10 * 60), by=rare)
    assert queries.next_open_times([rare.id], pair.cohort)[rare.id][0] == datetime(2026, 10, 20, 7, tzinfo=UTC)
    assert queries.next_open_times([rare.id], pair.cohort, within=timedelta(days=7)) == {rare.id: []}


def test_a_disabled_mentor_has_no_next_times(make: Make, pair: Pair) -> None:
    ada = make.person("Ada")
    accounts.set_active(pair.mentor, False, by=ada)
    assert queries.next_open_times([pair.mentor.id], pair.cohort) == {}


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])
def test_hours_are_those_of_the_mentors_clock(make: Make, zone: str) -> None:
    pair = make_pair(make, mentor={"time_zone": zone})
    local = pair.times[0].astimezone(queries.opentimes.get_zone(zone))
    assert 17 <= local.hour < 21
    assert pair.times[0] >= now() + timedelta(hours=24)
