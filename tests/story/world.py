"""A small programme in which requests, matches and sessions happen in any order, and what must hold after each step."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.calendar import service as time_service
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import DeclineReason, Match, Request
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from mentormatch.sessions import service as sessions
from tests.make import Make

NOTE = "I would like to learn how you moved into data, and what you would do first in my place. Could we talk?"
ALWAYS = [(weekday, 8 * 60, 20 * 60) for weekday in range(7)]


class World:
    """Three mentees and three mentors; every method is one deed, which may be refused but never go wrong."""

    def __init__(self, review_mode: ReviewMode) -> None:
        """Make the people, on an empty database."""
        make = Make()
        self.cohort: Cohort = make.cohort(review_mode=review_mode, open_requests_limit=2, sessions_per_week=2)
        zones = ("Europe/Rome", "America/New_York", "Australia/Lord_Howe")
        self.mentees = [make.mentee(cohort=self.cohort, time_zone=zone) for zone in zones]
        self.mentors = [
            make.mentor(cohort=self.cohort, capacity=1 + number % 2, hours=ALWAYS, time_zone=zone)
            for number, zone in enumerate(reversed(zones))
        ]
        self.coordinator = make.person(roles=[RoleName.COORDINATOR])
        make.enrol(self.coordinator, self.cohort, EnrolledAs.COORDINATOR)
        self.refused: Counter[str] = Counter()

    def begin(self) -> None:
        """Two matches that are active, so that sessions begin to happen at once."""
        for number in range(2):
            self.ask(number, number)
        for place in range(2):
            self.answer(place, "accept")
            self.match(place, "approve")

    def _try(self, deed: Callable[[], Any]) -> None:
        try:
            deed()
        except Refusal as refusal:
            self.refused[type(refusal).__name__] += 1

    def ask(self, mentee: int, mentor: int) -> None:
        times = self._open(mentor, mentee)[:1]
        who, whom = self.mentees[mentee], self.mentors[mentor].id
        self._try(lambda: mentoring.ask(who, whom, note=NOTE, proposed_times=times))

    def answer(self, place: int, deed: str) -> None:
        """Do something with the request at this place of all requests."""
        request = self._one(sa.select(Request), place)
        if request is None:
            return
        mentor, mentee = request.mentor, request.mentee
        deeds: dict[str, Callable[[], Any]] = {
            "accept": lambda: mentoring.accept(request, by=mentor),
            "decline": lambda: mentoring.decline(request, by=mentor, reason=DeclineReason.NO_TIME),
            "question": lambda: mentoring.ask_question(request, "What have you tried so far?", by=mentor),
            "reply": lambda: mentoring.answer_question(request, "Two courses and a small project.", by=mentee),
            "withdraw": lambda: mentoring.withdraw(request, by=mentee),
            "accept as another": lambda: mentoring.accept(request, by=mentee),
        }
        self._try(deeds[deed])

    def match(self, place: int, deed: str) -> None:
        """Do something with the match at this place of all matches."""
        match = self._one(sa.select(Match), place)
        if match is None:
            return
        deeds: dict[str, Callable[[], Any]] = {
            "approve": lambda: mentoring.approve_match(match, by=self.coordinator, reason="They fit."),
            "reject": lambda: mentoring.reject_match(
                match, by=self.coordinator, reason="They know each other too well."
            ),
            "end": lambda: mentoring.end_match(match, by=match.mentee, reason="We have reached what we wanted."),
        }
        self._try(deeds[deed])

    def book(self, place: int, when: int, *, hold: bool) -> None:
        match = self._one(sa.select(Match), place)
        if match is None:
            return
        at = self._time(match.mentor, match.mentee, when)
        if hold:
            self._try(lambda: sessions.hold(match, at, by=match.mentee))
        else:
            self._try(lambda: sessions.book(match, at, topic="", by=match.mentee))

    def move(self, place: int, when: int) -> None:
        booking = self._one(sa.select(Booking), place)
        if booking is not None:
            at = self._time(booking.host, booking.guest, when)
            self._try(lambda: sessions.move(booking, at, by=booking.host))

    def cancel(self, place: int) -> None:
        booking = self._one(sa.select(Booking), place)
        if booking is not None:
            self._try(lambda: sessions.cancel(booking, reason="", by=booking.guest))

    def sweep(self) -> None:
        """What the worker does every minute."""
        mentoring.expire_due()
        mentoring.answer_stranded()
        mentoring.remind_due()
        time_service.release_lapsed()

    def _one(self, of: sa.Select[Any], place: int) -> Any:
        rows = list(db.session.scalars(of))
        return rows[place % len(rows)] if rows else None

    def _open(self, mentor: int, mentee: int) -> list[Any]:
        return calendar.open_times(self.mentors[mentor], self.cohort, guest=self.mentees[mentee])

    def _time(self, host: Person, guest: Person, when: int) -> Any:
        """One of the host's open times; sometimes a time that is not open, a quarter of an hour beside one."""
        free = calendar.open_times(host, self.cohort)
        if not free:
            return now() + timedelta(days=3)
        at = free[when % min(len(free), 40)]
        return at + timedelta(minutes=15) if when % 7 == 0 else at
