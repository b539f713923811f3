"""Open times: CPU of one mentor's 60 days, and statements of a page of twenty mentors' next free times.

    python -m tests.campaigns.open_times

Twenty mentors with hours on every day, thirty sessions and a hundred busy times each, on SQLite. Prints a table and
exits with 1 when the median for one mentor needs more than 5 ms of CPU or the page more than three statements.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries
from mentormatch.calendar.models import Booking, BookingStatus, BusyCalendar, BusyTime
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.programmes.models import Cohort
from tests.conftest import make_app, migrate
from tests.make import Make

MENTORS, ROUNDS = 20, 60
MOST_MILLISECONDS, MOST_STATEMENTS = 5.0, 3
HOURS = [(weekday, start * 60, (start + 3) * 60) for weekday in range(7) for start in (8, 17)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        migrate(app)
        with app.app_context():
            cohort, mentors, mentee = _world()
            found = len(queries.open_times(mentors[0], cohort, guest=mentee))
            one = _milliseconds(lambda: queries.open_times(mentors[0], cohort, guest=mentee))
            ids = [mentor.id for mentor in mentors]
            page = _milliseconds(lambda: queries.next_open_times(ids, cohort))
            statements = _statements(lambda: queries.next_open_times(ids, cohort))
            db.session.remove()
            db.engine.dispose()
    _say(f"open times of one mentor over {cohort.window_days} days: {found} times")
    _say(f"  CPU: median {one:.2f} ms (at most {MOST_MILLISECONDS:.0f})")
    _say(f"next free times of {MENTORS} mentors: {statements} statements (at most {MOST_STATEMENTS})")
    _say(f"  CPU: median {page:.1f} ms")
    sys.exit(one > MOST_MILLISECONDS or statements > MOST_STATEMENTS)


@transactional
def _world() -> tuple[Cohort, list[Person], Person]:
    make = Make()
    cohort = make.cohort(default=True, sessions_per_week=10)
    mentors = [make.mentor(cohort=cohort, hours=HOURS) for _ in range(MENTORS)]
    mentees = [make.mentee(cohort=cohort) for _ in range(MENTORS)]
    noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
    for mentor, mentee in zip(mentors, mentees, strict=True):
        db.session.add(BusyCalendar(person_id=mentor.id, reaches_until=noon + timedelta(days=120)))
        for number in range(100):
            at = noon + timedelta(hours=29 * number)
            db.session.add(BusyTime(person_id=mentor.id, starts_at=at, ends_at=at + timedelta(minutes=50)))
        for number in range(30):
            db.session.add(_session(mentor, mentee, noon + timedelta(days=2 * number, hours=6), number))
    db.session.flush()
    return cohort, mentors, mentees[0]


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


def _milliseconds(act: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        act()
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def _statements(act: Callable[[], object]) -> int:
    sent: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    act()
    return sum(not one.startswith("BEGIN") for one in sent)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
