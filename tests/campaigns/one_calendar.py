"""One calendar under everything that takes time: sessions, appointments and events of the same few people at once.

Four processes book, register, cancel and leave at random, thousands of times, for times that overlap, with a pause
between looking and claiming. Mentors are coaches, coaches speak to students, and all of them go to events, of which two
and two overlap. All the while, and in the end, SQL, not the application, looks for anybody who is in two places.

    python -m tests.campaigns.one_calendar [ACTS]

Without the key of the claims there must be overlaps: else the campaign would see nothing.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.service import claims
from mentormatch.coaching import service as coaching
from mentormatch.coaching.models import Appointment, AppointmentType, Meeting
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.events import queries as event_queries
from mentormatch.events import service as events
from mentormatch.events.models import Event, EventKind, Waiting
from mentormatch.mentoring.models import Match
from mentormatch.sessions import service as sessions
from tests.calendar.conftest import pair_of
from tests.campaigns.contention_world import ALWAYS, close, make_app, without_key
from tests.campaigns.databases import DATABASES
from tests.make import Make

ACTS, FEWER, PROCESSES = 5_000, 1_200, 4
HOSTS, GUESTS, TALKS, HOURS = 3, 4, 12, 24
HOUR = timedelta(hours=1)
#: Longest pause between looking and claiming, in seconds; without the key longer, so that the fault shows in few acts.
PAUSE, LONG_PAUSE = 0.01, 0.05
#: Seconds between two looks for somebody in two places.
LOOK = 0.5
#: Who, and the two bookings.
Overlap = tuple[int, int, int]
TAKES_TIME = (BookingStatus.BOOKED, BookingStatus.RESERVED, BookingStatus.HELD)


def main(acts: int) -> int:
    broken = []
    for name, database in DATABASES.items():
        for with_key in (True, False):
            with database() as url:
                done, overlaps, seconds = _run(url, acts if with_key else min(acts, FEWER), with_key=with_key)
            kept = not overlaps and min(done.values()) > 0 if with_key else overlaps > 0
            broken += [] if kept else [name]
            said = ", ".join(f"{count} {what}" for what, count in sorted(done.items()))
            key = "with the key" if with_key else "without it"
            sys.stdout.write(f"{name:10} {key:12} {said}: {overlaps} overlaps ({seconds:.0f} s)\n")
            sys.stdout.flush()
    sys.stdout.write(f"broken: {', '.join(broken)}\n" if broken else "every promise held\n")
    return 1 if broken else 0


def _run(url: str, acts: int, *, with_key: bool) -> tuple[Counter[str], int, float]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        app = make_app(folder, url)
        stack.callback(close, app)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            _make_world()
        if not with_key:
            without_key(app)
        close(app)
        since, context = time.monotonic(), get_context("fork")
        box: Any = context.Queue()
        pause = PAUSE if with_key else LONG_PAUSE
        work = [
            context.Process(target=_play, args=(app, number, acts // PROCESSES, pause, box))
            for number in range(PROCESSES)
        ]
        for process in work:
            process.start()
        seen: set[Overlap] = set()
        with app.app_context():
            while any(process.is_alive() for process in work):
                seen |= overlaps()
                time.sleep(LOOK)
            seen |= overlaps()
        done: Counter[str] = sum((box.get() for _process in work), Counter())
        return done, len(seen), time.monotonic() - since


def _make_world() -> None:
    make = Make()
    cohort = make.cohort(sessions_per_week=10_000, notice_hours=1, buffer_minutes=0)
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    hosts = [make.mentor(cohort=cohort, hours=ALWAYS, capacity=9, time_zone="UTC") for _host in range(HOSTS)]
    guests = [make.mentee(f"Guest {number}", cohort=cohort) for number in range(GUESTS)]
    for guest in guests:
        for host in hosts:
            pair_of(guest, host, cohort)
    kind = coaching.add_type(
        by=cora, name="Advice", text="", session_minutes=45, buffer_minutes=0, notice_hours=1, window_days=14,
        sessions_per_week=60, most_open=20, most_in_term=50, cancel_hours=0, meeting=Meeting.ROOM, place="Room 1",
    )  # fmt: skip
    for host in hosts:
        accounts.grant(host, RoleName.COACH, by=cora)
        coaching.give(host, kind, by=cora)
    first = _first()
    for number in range(TALKS):
        starts_at = first + HOUR * (number // 2 * 4) + HOUR / 2 * (number % 2)
        event = events.make(
            by=cora, title=f"Talk {number}", text="", kind=EventKind.TALK, waiting=Waiting.NONE, language="en",
            starts_at=starts_at, ends_at=starts_at + HOUR, capacity=None, mentors_too=True, place="Hall",
        )  # fmt: skip
        events.publish(event, by=cora)


def _first() -> Any:
    return (now() + timedelta(days=3)).replace(hour=0, minute=0, second=0, microsecond=0)


def _play(app: Any, number: int, acts: int, pause: float, box: Any) -> None:
    dice, done = random.Random(number), Counter[str]()
    claims.pause_before_claim = lambda: time.sleep(dice.random() * pause)
    sessions.DEEDS_AN_HOUR = coaching.booking.DEEDS_AN_HOUR = 1_000_000  # type: ignore[attr-defined]
    deeds = (_session, _session, _appointment, _appointment, _talk, _talk, _undo, _undo, _leave)
    with app.app_context():
        for _act in range(acts):
            deed = dice.choice(deeds)
            try:
                done[deed(dice)] += 1
            except Refusal as refusal:
                done[f"refused ({type(refusal).__name__})"] += 1
            finally:
                db.session.remove()
        db.engine.dispose()
    box.put(done)


def _one(dice: random.Random, table: Any, *conditions: Any) -> Any:
    found = db.session.scalars(sa.select(table).where(*conditions)).all()
    return dice.choice(found) if found else None


def _time(dice: random.Random) -> Any:
    return _first() + timedelta(minutes=15 * dice.randrange(4 * HOURS))


def _session(dice: random.Random) -> str:
    match = _one(dice, Match)
    sessions.book(match, _time(dice), topic="", by=dice.choice([match.mentee, match.mentor]))
    return "sessions"


def _appointment(dice: random.Random) -> str:
    guest = _one(dice, Person, Person.name.startswith("Guest"))
    coaching.book(_one(dice, AppointmentType), _time(dice), by=guest, answers=[])
    return "appointments"


def _talk(dice: random.Random) -> str:
    person = _one(dice, Person, Person.name != "Cora")
    events.register(_one(dice, Event), by=person, answers={})
    return "registrations"


def _undo(dice: random.Random) -> str:
    booking = _one(dice, Booking, Booking.status == BookingStatus.BOOKED, Booking.guest_id.is_not(None))
    if booking is None:
        return "undone"
    if booking.match_id is not None:
        sessions.cancel(booking, reason="", by=booking.guest)
    else:
        appointment = db.session.scalars(sa.select(Appointment).where(Appointment.booking_id == booking.id)).one()
        coaching.cancel(appointment, by=booking.guest)
    return "undone"


def _leave(dice: random.Random) -> str:
    booking = _one(dice, Booking, Booking.status == BookingStatus.BOOKED, Booking.guest_id.is_(None))
    event = _one(dice, Event)
    place = event_queries.place_of(booking.host_id, event.id) if booking else None
    if place is not None:
        events.leave(place, by=booking.host)
    return "left"


def overlaps() -> set[Overlap]:
    """Whoever is in two places, of all bookings that take time, with the two bookings."""
    db.session.rollback()  # what is true now
    taken = sa.select(Booking.host_id, Booking.guest_id, Booking.starts_at, Booking.ends_at, Booking.id)
    theirs: dict[int, list[tuple[Any, Any, int]]] = {}
    for host, guest, starts_at, ends_at, number in db.session.execute(taken.where(Booking.status.in_(TAKES_TIME))):
        for person in filter(None, {host, guest}):
            theirs.setdefault(person, []).append((starts_at, ends_at, number))
    return {
        (person, earlier[2], later[2])
        for person, times in theirs.items()
        for earlier, later in pairwise(sorted(times))
        if later[0] < earlier[1]
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ACTS))
