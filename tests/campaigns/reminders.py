"""Reminders under fire: each that is due goes exactly once, none after the start, none of a session that was changed.

Two workers run at once, as real processes, over fourteen days of a clock that jumps, by up to three days. They are
killed (SIGKILL) in the middle of their work, while sessions are booked, moved and cancelled. A mail server in a process
of its own notes what arrives and when. In the end a model that knows nothing of the code says what had to arrive.

    python -m tests.campaigns.reminders [SESSIONS [KILLS]]
"""

import random
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar
from mentormatch.calendar import service
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.notifications.models import ON_ITS_WAY, Letter
from mentormatch.programmes.models import Cohort
from mentormatch.sessions.kind import SESSIONS
from tests.campaigns.contention_world import make_app
from tests.campaigns.reminders_model import FAULTS, HOUR, Due, Known, Model, Told, holds
from tests.campaigns.reminders_world import (
    DAYS,
    Clock,
    Mailbox,
    Worker,
    World,
    book,
    mailbox,
    make_world,
    starts,
)
from tests.postgres import postgres

#: Seven minutes past a quarter: a step that takes minutes still ends before the next session is due.
PAST = timedelta(minutes=7)
#: Longer than the lease of a letter that a killed worker held.
LEASE_OVER = timedelta(minutes=6)


class Campaign:
    def __init__(self, app: Flask, world: World, box: Mailbox, clock: Clock, *, sessions: int, kills: int) -> None:
        self.app, self.world, self.box, self.clock, self.kills_left = app, world, box, clock, kills
        self.random, self.model = random.Random(13), Model()
        self.workers = [Worker(app, clock), Worker(app, clock)]
        self.first, self.sessions = clock.at, sessions
        self.counts = dict.fromkeys(
            ("steps", "kills", "in the middle", "jumps", "booked late", "moved", "cancelled"), 0
        )

    def run(self) -> None:
        late = self._book_most()
        for worker in self.workers:
            worker.start()
        end = self.first + timedelta(days=DAYS + 1)
        kill_every = max(1, int((end - self.first) / timedelta(minutes=45)) // max(1, self.kills_left) - 1)
        while self.clock.at < end:
            self._step(self._next(), kill=self.kills_left > 0 and self.counts["steps"] % kill_every == 0)
            self._change_some()
            self._book_late(late)
        for worker in self.workers:
            worker.kill()

    def _book_most(self) -> list[tuple[tuple[int, int, int], datetime]]:
        """Most sessions from the beginning; returns those that are booked when they are near."""
        late = []
        with self.app.app_context(), self.clock.here():
            for pair in self.world.pairs:
                for starts_at in starts(self.first + 2 * HOUR, self.random):  # none is due while they are put down
                    if self.random.random() < 0.15:
                        late.append((pair, starts_at.replace(second=0)))
                    else:
                        self._book(pair, starts_at)
        return sorted(late, key=lambda one: one[1], reverse=True)

    def _book(self, pair: tuple[int, int, int], starts_at: datetime) -> None:
        self.model.know(book(pair, starts_at), Known(starts_at, self.clock.at))

    def _book_late(self, late: list[tuple[tuple[int, int, int], datetime]]) -> None:
        with self.app.app_context(), self.clock.here():
            while late and late[-1][1] < self.clock.at + timedelta(hours=self.random.choice((1, 3, 20, 30))):
                pair, starts_at = late.pop()
                if starts_at > self.clock.at + timedelta(minutes=5):
                    self._book(pair, starts_at)
                    self.counts["booked late"] += 1

    def _next(self) -> datetime:
        """Mostly a worker's pace, now and then the length of an outage."""
        minutes = self.random.choice((15, 30, 45))
        if self.random.random() < 0.01:
            minutes = 15 * self.random.randrange(8, 4 * 72)
            self.counts["jumps"] += 1
        quarter = (self.clock.at - self.first) // timedelta(minutes=15) + minutes // 15
        return self.first + quarter * timedelta(minutes=15) + PAST

    def _step(self, at: datetime, *, kill: bool) -> None:
        """Let both workers do what is due at ``at``; killed ones are replaced, and what they held is waited for."""
        due = self.model.due(at)
        self.clock.go_to(at)
        self.counts["steps"] += 1
        raced = self._race(due) if self.random.random() < 0.1 else set()
        if kill:
            self._kill()
        self._wait()
        if kill:
            self.clock.go_to(at + LEASE_OVER)
            self._wait()
        self.model.required |= due - raced
        self.model.allowed |= raced

    def _race(self, due: set[Due]) -> set[Due]:
        """Change sessions whose reminders are being written at this very moment: they may go now, but not later."""
        chosen = self.random.sample(sorted(due), min(2, len(due)))
        for booking_id, _sequence, _kind in chosen:
            self._change(booking_id)
        numbers = {booking_id for booking_id, _sequence, _kind in chosen}
        return {one for one in due if one[0] in numbers}

    def _kill(self) -> None:
        time.sleep(self.random.uniform(0.0, 0.25))
        for worker in self.workers if self.random.random() < 0.3 else self.workers[:1]:
            self.counts["in the middle"] += worker.kill()
            self.counts["kills"] += 1
            self.kills_left -= 1
            worker.start()
        self.workers.reverse()

    def _wait(self) -> None:
        deadline = time.monotonic() + 120
        while not all(worker.is_done for worker in self.workers):
            if time.monotonic() > deadline:
                raise RuntimeError("the workers did not finish their step")
            time.sleep(0.002)

    def _change_some(self) -> None:
        """Between two steps: nothing of the old time may arrive from now on."""
        near = [
            number
            for number, one in self.model.sessions.items()
            if not one.cancelled and self.clock.at + HOUR / 4 < one.starts_at < self.clock.at + timedelta(hours=30)
        ]
        how_many = 1 if self.random.random() < self.sessions / 3000 else 0
        for booking_id in self.random.sample(near, min(how_many, len(near))):
            self._change(booking_id)

    def _change(self, booking_id: int) -> None:
        """Move or cancel, as people do; a refusal changes nothing."""
        known = self.model.sessions[booking_id]
        with self.app.app_context(), self.clock.here():
            booking = db.session.get_one(Booking, booking_id)
            by = db.session.get_one(Person, booking.guest_id)
            act = self._move if self.random.random() < 0.5 else self._cancel
            try:
                act(booking, by, known)
            except Refusal:
                return
            finally:
                db.session.remove()
        self.model.changed_in[booking_id, known.sequence] = self.clock.step

    def _cancel(self, booking: Booking, by: Person, known: Known) -> None:
        number = booking.id
        service.cancel(booking, by=by, reason="")
        self.counts["cancelled"] += 1
        self.model.know(number, Known(known.starts_at, known.agreed_at, known.sequence + 1, cancelled=True))

    def _move(self, booking: Booking, by: Person, known: Known) -> None:
        number = booking.id
        cohort = db.session.get_one(Cohort, self.world.cohort)
        times = calendar.open_times(booking.host, cohort, guest=booking.guest, moving=booking)
        soon = [at for at in times if at != known.starts_at and at < self.clock.at + timedelta(hours=60)]
        if not soon:
            raise Refusal
        starts_at = self.random.choice(soon)
        service.move(booking, cohort, starts_at, by=by)
        self.counts["moved"] += 1
        self.model.know(number, Known(starts_at, self.clock.at, known.sequence + 1))

    def findings(self) -> dict[str, int]:
        """What arrived against what had to, by SQL and by the mail server's own notes."""
        letters, two, unsent = self._stored()
        return {**self.model.judge(letters, two, self.box.arrived()), "unsent": unsent}

    def _stored(self) -> tuple[dict[str, Told], dict[int, tuple[int, int]], int]:
        """Reminders by their Message-ID, the two people of each session, and how many letters have not left."""
        reminders = sa.select(Letter.message_id, Letter.context, Letter.person_id).where(
            Letter.template == SESSIONS.reminder
        )
        people = sa.select(Booking.id, Booking.host_id, Booking.guest_id)
        waiting = sa.select(sa.func.count()).select_from(Letter).where(Letter.status.in_(ON_ITS_WAY))
        with self.app.app_context():
            letters = {
                name: (facts["booking_id"], facts["sequence"], facts["kind"], person)
                for name, facts, person in db.session.execute(reminders)
            }
            two = {number: (host, guest) for number, host, guest in db.session.execute(people)}
            unsent = db.session.scalar(waiting) or 0
            db.session.remove()
        return letters, two, unsent


def run(kind: str, *, sessions: int, kills: int) -> tuple[dict[str, int], dict[str, int]]:
    """One campaign on a database of its own; what it did, and what it found."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="mm-reminders-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(postgres()) if kind == "postgresql" else ""
        app = make_app(folder, url)
        stack.callback(_close, app)
        clock = Clock(datetime(2027, 2, 1, 0, 0, tzinfo=UTC))
        with app.app_context(), clock.here():
            app.extensions["alembic"].upgrade()
            world = make_world(sessions)
            db.session.remove()
            db.engine.dispose()
        box = stack.enter_context(mailbox(app, folder, clock))
        campaign = Campaign(app, world, box, clock, sessions=sessions, kills=kills)
        campaign.run()
        return campaign.counts, campaign.findings()


def _close(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def main(sessions: int = 2_000, kills: int = 50) -> int:
    """Both databases, one table."""
    broken = []
    for kind in ("sqlite", "postgresql"):
        started = time.monotonic()
        counts, found = run(kind, sessions=sessions, kills=kills)
        fine = holds(counts, found)
        broken += [] if fine else [kind]
        sys.stdout.write(
            f"\n{kind}: {sessions} sessions, {time.monotonic() - started:.0f} s, {'holds' if fine else 'BROKEN'}\n"
        )
        for name, value in {**counts, **found}.items():
            sys.stdout.write(f"  {name:<16}{value:>8}{'  must be 0' if name in FAULTS else ''}\n")
        sys.stdout.flush()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3])))
