"""The devices of the contention campaign: what they press, and what they were told."""

import random
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException

from tests.campaigns.browsing import Answer, Browsing
from tests.campaigns.contention_world import MENTORS, ROUND, World

#: Of each mentee. One of them moves sessions and the other cancels, so that there is one story to compare with.
DEVICES = 2
LOCKED = "database is locked"


@dataclass
class Call:
    """Something that was sent, so that it can be sent again with the same key."""

    client: "Client"
    kind: str
    path: str
    fields: dict[str, str]
    number: int = 0


@dataclass
class Record:
    """What the answers said, to be compared with the database afterwards."""

    tried: Counter[str] = field(default_factory=Counter)
    booked: dict[int, str] = field(default_factory=dict)
    moved: dict[int, str] = field(default_factory=dict)
    cancelled: set[int] = field(default_factory=set)
    held: set[tuple[int, str]] = field(default_factory=set)
    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    #: Calls whose connection broke, with a killed process at its other end.
    broken: list[Call] = field(default_factory=list)
    broken_at: float = 0.0
    locked: int = 0
    #: Times that were held and could not be booked by who held them.
    holds_broken: int = 0
    doubles: int = 0


class Client:
    """One device: a sequence of acts drawn from its own seed."""

    def __init__(self, number: int, browsing: Browsing, world: World, record: Record, lock: threading.Lock) -> None:
        self.mentee, self.device = divmod(number, DEVICES)
        self.browsing, self.world, self.record, self.lock = browsing, world, record, lock
        self.random = random.Random(f"{world.emails[0]} {number}")
        self.mine: list[int] = []

    def act(self, round_: int) -> None:
        """One of: book, hold and book, move, cancel; for one of the four times of this round, which overlap."""
        at = (self.world.first + round_ * ROUND + timedelta(minutes=15 * self.random.randrange(4))).isoformat()
        if self.mine and self.random.random() < 0.2:
            self._change(self.mine.pop(self.random.randrange(len(self.mine))), at)
            return
        self._count("book")
        match, may_hold = self._choose(round_)
        if may_hold and self.random.random() < 0.6:
            self._hold(match, at)
        else:
            self.send(Call(self, "book", f"/matches/{match}/book", {"slot": at, "topic": "Contended"}, match))

    def _choose(self, round_: int) -> tuple[int, bool]:
        """A match. In every second round the devices of one mentee take different ones, and may hold times there.

        Booking in a match lets go what the same person holds in it, which would otherwise look like a broken promise.
        """
        matches = self.world.matches[self.mentee]
        if round_ % 2:
            return self.random.choice(matches[:3]), False
        first = random.Random(f"{self.world.emails[self.mentee]} {round_}").randrange(MENTORS)
        return matches[(first + self.device) % MENTORS], True

    def _hold(self, match: int, at: str) -> None:
        """A booking in two steps, as the pages do it."""
        self._count("hold")
        if not self.send(Call(self, "hold", f"/matches/{match}/hold", {"slot": at}, match)):
            return
        if self.random.random() < 0.25:  # chosen and left alone, or let go
            if self.random.random() < 0.5:
                self.send(Call(self, "let go", f"/matches/{match}/hold/release", {}, match))
            return
        broken = len(self.record.broken)
        book = Call(self, "book", f"/matches/{match}/book", {"slot": at, "topic": "Held"}, match)
        if not self.send(book) and len(self.record.broken) == broken:
            with self.lock:
                self.record.holds_broken += 1

    def _change(self, booking: int, at: str) -> None:
        self._count("cancel" if self.device else "move")
        if self.device:
            self.send(Call(self, "cancel", f"/sessions/{booking}/cancel", {"reason": ""}, booking))
        else:
            self.send(Call(self, "move", f"/sessions/{booking}/move", {"slot": at}, booking))

    def _count(self, kind: str) -> None:
        with self.lock:
            self.record.tried[kind] += 1

    def send(self, call: Call, *, again: bool = False) -> bool:
        """Whether the answer was yes. A connection that breaks is noted, to be sent again later."""
        if not again:
            call.fields["once"] = secrets.token_urlsafe(16)
        started = time.monotonic()
        try:
            answer = self.browsing.post(call.path, **call.fields)
        except (ConnectionError, HTTPException):
            with self.lock:
                self.record.broken.append(call)
                self.record.broken_at = time.monotonic()
            return False
        with self.lock:
            self.record.seconds.append(time.monotonic() - started)
            self.record.statuses.append(answer.status)
            self.record.locked += LOCKED in answer.text
            if answer.status == 303:
                self._note(call, answer)
        return answer.status == 303

    def _note(self, call: Call, answer: Answer) -> None:
        at = call.fields.get("slot", "")
        if call.kind == "book":
            booking = int(answer.location.rsplit("/", 1)[1])
            self.mine.append(booking)
            self.record.booked[booking] = at
        elif call.kind == "hold":
            self.record.held.add((call.number, at))
        elif call.kind == "move":
            self.record.moved[call.number] = at
        elif call.kind == "cancel":
            self.record.cancelled.add(call.number)


def instant(at: str) -> datetime:
    """A time of a call in UTC without a zone, as the check compares it."""
    found = datetime.fromisoformat(at)
    return (found - (found.utcoffset() or timedelta())).replace(tzinfo=None)
