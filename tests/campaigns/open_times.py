"""Open times: CPU of one mentor's 60 days, and statements of a page of twenty mentors' next free times.

    python -m tests.campaigns.open_times

Twenty mentors with hours on every day, days that differ, thirty sessions and a hundred busy times each, over the
spring change of the clocks, on SQLite. Prints a table and exits with 1 when the median for one mentor, in weeks with
room or where every other week is full, is more than 5 ms of CPU, or the page needs more than three statements.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries
from mentormatch.calendar.models import AvailabilityException, Booking, BookingStatus, BusyCalendar, BusyTime
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db, transactional
from mentormatch.programmes.models import Cohort
from tests.conftest import make_app, migrate
from tests.make import Make

MENTORS, ROUNDS = 20, 60
#: Four weeks before the clocks change in Rome.
FIRST_DAY = datetime(2027, 3, 1, 9, 5, tzinfo=UTC)
MOST_MILLISECONDS, MOST_STATEMENTS = 5.0, 3
HOURS = [(weekday, start * 60, (start + 3) * 60) for weekday in range(7) for start in (8, 17)]


@dataclass
class Figures:
    """What was measured; CPU in milliseconds, one figure a round."""

    times: int
    roomy: list[float]
    tight: list[float]
    page: list[float]
    statements: int


def measure(*, mentors: int = MENTORS, rounds: int = ROUNDS) -> Figures:
    """Measure on an empty database, inside the application's context."""
    with travel(FIRST_DAY - now()):
        cohort, people, mentee = _world(mentors)
        host, ids = people[0], [mentor.id for mentor in people]
        found = len(queries.open_times(host, cohort, guest=mentee))
        roomy = _milliseconds(lambda: queries.open_times(host, cohort, guest=mentee), rounds)
        _let_meet(cohort, 4)  # a session every other day fills every other week
        tight = _milliseconds(lambda: queries.open_times(host, cohort, guest=mentee), rounds)
        page = _milliseconds(lambda: queries.next_open_times(ids, cohort), rounds)
        statements = _statements(lambda: queries.next_open_times(ids, cohort))
    return Figures(found, roomy, tight, page, statements)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        migrate(app)
        with app.app_context():
            figures = measure()
            db.session.remove()
            db.engine.dispose()
    _print(figures)
    slowest = max(statistics.median(figures.roomy), statistics.median(figures.tight))
    sys.exit(slowest > MOST_MILLISECONDS or figures.statements > MOST_STATEMENTS)


def _print(figures: Figures) -> None:
    _say(f"open times of one mentor over 60 days: {figures.times} times")
    _say(f"{'CPU in ms':<44}{'least':>8}{'median':>8}{'at most':>9}")
    for name, spent, most in (
        ("one mentor, weeks with room", figures.roomy, f"{MOST_MILLISECONDS:.1f}"),
        ("one mentor, every other week full", figures.tight, f"{MOST_MILLISECONDS:.1f}"),
        (f"next free times of {MENTORS} mentors", figures.page, ""),
    ):
        _say(f"{name:<44}{min(spent):>8.2f}{statistics.median(spent):>8.2f}{most:>9}")
    _say(f"{'statements of the page':<44}{figures.statements:>16}{MOST_STATEMENTS:>9}")


@transactional
def _world(how_many: int) -> tuple[Cohort, list[Person], Person]:
    make = Make()
    cohort = make.cohort(default=True, sessions_per_week=10)
    mentors = [make.mentor(cohort=cohort, hours=HOURS) for _ in range(how_many)]
    mentees = [make.mentee(cohort=cohort) for _ in range(how_many)]
    noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
    for mentor, mentee in zip(mentors, mentees, strict=True):
        db.session.add_all(_day_that_differs(mentor, number) for number in range(10))
        db.session.add(BusyCalendar(person_id=mentor.id, reaches_until=noon + timedelta(days=120)))
        for number in range(100):
            at = noon + timedelta(hours=29 * number)
            db.session.add(BusyTime(person_id=mentor.id, starts_at=at, ends_at=at + timedelta(minutes=50)))
        for number in range(30):
            db.session.add(_session(mentor, mentee, noon + timedelta(days=2 * number, hours=6), number))
    db.session.flush()
    return cohort, mentors, mentees[0]


@transactional
def _let_meet(cohort: Cohort, sessions_per_week: int) -> None:
    cohort.sessions_per_week = sessions_per_week


def _day_that_differs(mentor: Person, number: int) -> AvailabilityException:
    """Every sixth day: off, with other hours, with more hours, and so on."""
    hours = (None, None) if number % 3 == 0 else (600, 720)
    return AvailabilityException(
        person_id=mentor.id,
        on_date=now().date() + timedelta(days=6 * number),
        start_minute=hours[0],
        end_minute=hours[1],
        extra=number % 3 == 1,
    )


def _session(mentor: Person, mentee: Person, at: object, number: int) -> Booking:
    return Booking(
        host_id=mentor.id,
        guest_id=mentee.id,
        starts_at=at,
        ends_at=at + timedelta(minutes=45),
        wall_start="",
        wall_zone="UTC",
        status=BookingStatus.BOOKED,
        uid=f"{mentor.id}-{number}@mentormatch",
    )


def _milliseconds(act: Callable[[], object], rounds: int) -> list[float]:
    spent = []
    for _ in range(rounds):
        started = time.process_time()
        act()
        spent.append((time.process_time() - started) * 1000)
    return spent


def _statements(act: Callable[[], object]) -> int:
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        sent.append(arguments[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    act()
    sa.event.remove(db.engine, "before_cursor_execute", note)
    return sum(not one.startswith("BEGIN") for one in sent)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
