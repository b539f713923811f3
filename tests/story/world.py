"""A small programme in which requests, matches and sessions happen in any order."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Refusal
from mentormatch.core.jobs import JOBS
from mentormatch.privacy import service as privacy
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from tests.make import Make
from tests.story.history import History

ALWAYS = [(weekday, 8 * 60, 20 * 60) for weekday in range(7)]
ZONES = ("Europe/Rome", "America/New_York", "Australia/Lord_Howe")
#: What the worker does by itself, in no order that matters.
SWEEPS = (
    "requests.clock",
    "waitinglist.sweep",
    "calendar.release_lapsed",
    "sessions.attendance",
    "calendar.remind",
    "privacy.forget_last_letters",
    "letters.deliver",
)


class World:
    """Three mentees, three mentors and a coordinator; what they do may be refused but never go wrong."""

    def __init__(self, review_mode: ReviewMode) -> None:
        """Make the people, on an empty database."""
        self.make, self.numbers, self.refused = Make(), count(), Counter[str]()
        self._people(review_mode)
        self.history = History()

    @transactional
    def _people(self, review_mode: ReviewMode) -> None:
        self.cohort: Cohort = self.make.cohort(review_mode=review_mode, open_requests_limit=2, sessions_per_week=2)
        self.mentees = [self._mentee() for _ in ZONES]
        self.mentors = [self._mentor() for _ in ZONES]
        self.coordinator = self.make.person(roles=[RoleName.COORDINATOR])
        self.make.enrol(self.coordinator, self.cohort, EnrolledAs.COORDINATOR)

    def _mentee(self) -> Person:
        return self.make.mentee(cohort=self.cohort, time_zone=ZONES[next(self.numbers) % 3])

    def _mentor(self) -> Person:
        number = next(self.numbers)
        return self.make.mentor(cohort=self.cohort, capacity=1 + number % 2, hours=ALWAYS, time_zone=ZONES[-number % 3])

    def attempt(self, by: Person, deed: Callable[[], Any], then: Callable[[Any], bool] = lambda _done: True) -> None:
        """Let ``by`` do it: what was answered with yes is so (``then``), what was refused has changed nothing."""
        if not by.active:
            return  # who has left cannot sign in
        try:
            done = deed()
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1
            self.history.nothing_happened()
            return
        db.session.rollback()
        assert then(done), "answered with yes, and it is not so"

    def leave(self, role: str, number: int) -> None:
        """Somebody deletes their account, and somebody new comes in their place."""
        people, newcomer = (self.mentees, self._mentee) if role == "mentee" else (self.mentors, self._mentor)
        person = people[number]
        self.attempt(person, lambda: privacy.delete_account(person), lambda _done: person.left_at is not None)
        people[number] = newcomer()

    def sweep(self) -> None:
        """What the worker does every minute."""
        for name in SWEEPS:
            JOBS[name]()

    def pick(self, of: sa.Select[Any], place: int) -> Any:
        """The row at this place of all there are, the newest first; None when there is none."""
        rows = list(db.session.scalars(of))
        return rows[-1 - place % len(rows)] if rows else None

    def time(self, host: Person, guest: Person, when: int) -> datetime:
        """One of the host's open times; sometimes a time that is not open, a quarter of an hour beside one."""
        free = calendar.open_times(host, self.cohort, guest=guest if when % 2 else None)
        if not free:
            return now() + timedelta(days=3)
        at = free[when % min(len(free), 40)]
        return at + timedelta(minutes=15) if when % 7 == 0 else at
