"""What is done with sessions in the story: before they begin, and what is said about them when they are over."""

from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.attendance import service as attendance
from mentormatch.attendance.models import Attendance, Decision, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.sessions import service as sessions
from tests.story.world import World


def book(world: World, place: int, when: int, how: str) -> None:
    """Book in a match, in active ones mostly; or hold a time, book the time one holds, or let it go."""
    matches = sa.select(Match).order_by(Match.id)
    match = world.pick(matches if when % 10 == 0 else matches.where(Match.status == MatchStatus.ACTIVE), place)
    if match is None:
        return
    by = match.mentor if when % 5 == 0 else match.mentee
    if how == "let go":
        world.attempt(by, lambda: sessions.release_hold(match, by=by), lambda _done: _held(match, by) is None)
        return
    held, paused = _held(match, by), is_paused(by)
    at = held.starts_at if how == "book what is held" and held else world.time(match.mentor, match.mentee, when)

    def stands(booking: Booking) -> bool:
        return not paused and booking.starts_at == at and booking.match_id == match.id

    if how == "hold":
        world.attempt(by, lambda: sessions.hold(match, at, by=by), lambda b: stands(b) and b.reserved_until > now())
    else:
        world.attempt(
            by,
            lambda: sessions.book(match, at, topic="", by=by),
            lambda b: stands(b) and b.status == BookingStatus.BOOKED,
        )


def move(world: World, place: int, when: int) -> None:
    booking = world.pick(_some(place), place)
    if booking is None:
        return
    at = world.time(booking.host, booking.guest, when)
    by = booking.host if when % 3 else booking.guest
    world.attempt(by, lambda: sessions.move(booking, at, by=by), lambda _done: booking.starts_at == at)


def cancel(world: World, place: int) -> None:
    booking = world.pick(_some(place), place)
    if booking is None:
        return
    by = booking.guest if place % 2 else booking.host
    world.attempt(
        by, lambda: sessions.cancel(booking, reason="", by=by), lambda _done: booking.status == BookingStatus.CANCELLED
    )


def say(world: World, place: int, what: str, by_host: bool) -> None:
    """One of the two says what became of a session that is over, or of any other."""
    over = sa.select(Booking).where(Booking.status != BookingStatus.RESERVED).order_by(Booking.id)
    booking = world.pick(over if place == 0 else over.where(Booking.ends_at <= now()), place)
    if booking is None:
        return
    by = booking.host if by_host else booking.guest
    missed_by = {"missed by host": booking.host_id, "missed by guest": booking.guest_id}.get(what)
    outcome = Outcome.MISSED if missed_by else Outcome(what)
    said = (outcome, missed_by)

    def is_kept(_done: bool) -> bool:
        row = db.session.scalars(sa.select(Attendance).where(Attendance.booking_id == booking.id)).one()
        return said in {(row.outcome, row.missed_by_id), (row.other_outcome, row.other_missed_by_id)}

    world.attempt(by, lambda: attendance.say(booking, outcome, missed_by_id=missed_by, by=by), is_kept)


def judge(world: World, place: int, decision: Decision) -> None:
    """A coordinator decides about what was said."""
    said = sa.select(Attendance).where(Attendance.outcome == Outcome.MISSED).order_by(Attendance.id)
    disputed = sa.select(Attendance).where(Attendance.disputed_at.is_not(None)).order_by(Attendance.id)
    row = world.pick(disputed, place) or world.pick(said, place)
    if row is not None:
        by = world.coordinator
        world.attempt(by, lambda: attendance.decide(row, decision, by=by), lambda _done: row.decision == decision)


def talk(world: World, person: Person) -> None:
    """After a talk what somebody missed no longer counts."""
    by = world.coordinator
    world.attempt(by, lambda: attendance.end_pause(person, by=by), lambda _done: not is_paused(person))


def is_paused(person: Person) -> bool:
    """Whether two sessions were missed in ninety days that count: the promise again, not the code's statement."""
    missed = 0
    for row in db.session.scalars(sa.select(Attendance).where(Attendance.missed_by_id == person.id)):
        is_open = row.disputed_at is not None and row.decision is None
        is_settled = row.settled_at is not None or row.decision == Decision.EXCUSED
        is_recent = row.booking.starts_at > now() - timedelta(days=90)
        missed += row.outcome == Outcome.MISSED and is_recent and not is_open and not is_settled
    return missed >= 2


def _held(match: Match, by: Person) -> Booking | None:
    mine = sa.select(Booking).where(Booking.match_id == match.id, Booking.holder_id == by.id)
    return db.session.scalar(mine)


def _some(place: int) -> sa.Select[Booking]:
    """Mostly sessions that are ahead."""
    every = sa.select(Booking).order_by(Booking.id)
    return every if place == 0 else every.where(Booking.status == BookingStatus.BOOKED, Booking.starts_at > now())
