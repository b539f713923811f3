"""Giving and taking time. The database has the last word: two claims of one quarter of an hour cannot both be."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.calendar import letters, queries
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken
from mentormatch.calendar.models import (
    AvailabilityException,
    AvailabilityRule,
    Booking,
    BookingStatus,
    CalendarClaim,
)
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.i18n import zone
from mentormatch.profiles import queries as profiles
from mentormatch.programmes.models import Cohort
from mentormatch.scheduling import WeeklyRule, merge_rules, quarter_hours

#: A seam for the contention campaign, which waits here to widen the gap between reading and claiming.
pause_before_claim: Callable[[], None] = lambda: None  # noqa: E731 (replaced as a value)


@transactional
def set_weekly_hours(person: Person, rules: Iterable[WeeklyRule], *, by: Person | None) -> None:
    """Replace a person's weekly hours; overlapping ones become one."""
    db.session.execute(sa.delete(AvailabilityRule).where(AvailabilityRule.person_id == person.id))
    for rule in merge_rules(rules):
        db.session.add(
            AvailabilityRule(person_id=person.id, weekday=rule.weekday, start_minute=rule.start, end_minute=rule.end)
        )
    accounts.touch_facts(person)
    audit.record(by, "hours.set", person)


@transactional
def add_exception(person: Person, on_date: date, hours: tuple[int, int] | None, *, by: Person) -> None:
    """A day off (no hours), or a day with other hours. A day off replaces other hours of that day, and the reverse."""
    same_day = sa.delete(AvailabilityException).where(
        AvailabilityException.person_id == person.id, AvailabilityException.on_date == on_date
    )
    db.session.execute(same_day if hours is None else same_day.where(AvailabilityException.start_minute.is_(None)))
    start, end = hours or (None, None)
    db.session.add(AvailabilityException(person_id=person.id, on_date=on_date, start_minute=start, end_minute=end))
    audit.record(by, "hours.exception_added", person)


@transactional
def remove_exception(exception: AvailabilityException, *, by: Person) -> None:
    db.session.delete(exception)
    audit.record(by, "hours.exception_removed", by)


@transactional
def reserve(
    host: Person, guest: Person, cohort: Cohort, starts_at: datetime, *, match_id: int, until: datetime
) -> Booking:
    """Keep a time for a match that waits for review. It lapses at ``until`` and may then be taken by others."""
    return _take(host, guest, cohort, starts_at, match_id=match_id, until=until)


@transactional
def book(
    host: Person, guest: Person, cohort: Cohort, starts_at: datetime, *, match_id: int, topic: str, by: Person
) -> Booking:
    """Book a session. Booking the same time of the same match again gives the booking that exists.

    Refuses a time that is not open (NotOpen) or that somebody took meanwhile (SlotTaken).
    """
    existing = _same(match_id, starts_at)
    if existing is not None:
        return existing
    booking = _take(host, guest, cohort, starts_at, match_id=match_id, topic=topic)
    _announce(booking, by=by)
    return booking


def _same(match_id: int, starts_at: datetime) -> Booking | None:
    standing = sa.select(Booking).where(Booking.match_id == match_id, Booking.starts_at == starts_at)
    return db.session.scalar(standing.where(Booking.status == BookingStatus.BOOKED))


def _take(
    host: Person,
    guest: Person,
    cohort: Cohort,
    starts_at: datetime,
    *,
    match_id: int,
    topic: str = "",
    until: datetime | None = None,
) -> Booking:
    _lock(host)
    _ensure_open(host, guest, cohort, starts_at)
    booking = Booking(
        match_id=match_id,
        host_id=host.id,
        guest_id=guest.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=cohort.session_minutes),
        buffer_minutes=cohort.buffer_minutes,
        status=BookingStatus.RESERVED if until else BookingStatus.BOOKED,
        reserved_until=until,
        topic=topic,
        meeting_link=_room_of(host),
        uid=f"{uuid4()}@mentormatch",
        **_wall(starts_at, host),
    )
    db.session.add(booking)
    db.session.flush()
    pause_before_claim()
    _claim(booking)
    return booking


def _room_of(host: Person) -> str:
    offer = profiles.offer_of(host.id)
    return offer.meeting_link if offer else ""


def _lock(host: Person) -> None:
    """One booking at a time for a host, so that the weekly limit holds; claims alone do not count weeks."""
    db.session.execute(sa.select(Person.id).where(Person.id == host.id).with_for_update())


def _ensure_open(
    host: Person, guest: Person, cohort: Cohort, starts_at: datetime, *, moving: Booking | None = None
) -> None:
    if starts_at in queries.open_times(host, cohort, guest=guest, moving=moving):
        return
    ends_at = starts_at + timedelta(minutes=cohort.session_minutes)
    taken = queries.bookings_between([host.id, guest.id], starts_at, ends_at)
    raise SlotTaken if [booking for booking in taken if booking is not moving] else NotOpen


def _wall(starts_at: datetime, host: Person) -> dict[str, str]:
    """What the clock on the host's wall says then: kept beside the instant in case the zone's rules change."""
    local = starts_at.astimezone(zone(host.time_zone))
    return {"wall_start": local.replace(tzinfo=None).isoformat(timespec="minutes"), "wall_zone": host.time_zone}


def _claim(booking: Booking) -> None:
    """Claim every quarter of an hour for both people; the host's include the pause after the session.

    In key order: two bookings that cross would otherwise wait for each other on PostgreSQL.
    """
    pause = timedelta(minutes=booking.buffer_minutes)
    host = [(booking.host_id, quarter) for quarter in quarter_hours(booking.starts_at, booking.ends_at + pause)]
    guest = [(booking.guest_id, quarter) for quarter in quarter_hours(booking.starts_at, booking.ends_at)]
    keys = sorted(host + guest)
    lapsed = sa.delete(CalendarClaim).where(
        sa.tuple_(CalendarClaim.person_id, CalendarClaim.quarter_hour).in_(keys), CalendarClaim.lapses_at < now()
    )
    db.session.execute(lapsed)
    rows = [
        {"person_id": person, "quarter_hour": quarter, "booking_id": booking.id, "lapses_at": booking.reserved_until}
        for person, quarter in keys
    ]
    try:
        with db.session.begin_nested():
            db.session.execute(sa.insert(CalendarClaim), rows)
    except IntegrityError as error:  # somebody claimed one of them between our look and our insert
        raise SlotTaken from error


def _release(booking: Booking) -> None:
    db.session.execute(sa.delete(CalendarClaim).where(CalendarClaim.booking_id == booking.id))


@transactional
def confirm_reserved(booking: Booking, *, by: Person | None) -> bool:
    """Make a reserved time a booked one and tell both. False when it had lapsed: then nothing is booked."""
    if booking.reserved_until is not None and booking.reserved_until < now():
        cancel_reserved(booking)
        return False
    if not advance(booking, frm={BookingStatus.RESERVED}, to=BookingStatus.BOOKED, reserved_until=None):
        return False
    standing = sa.update(CalendarClaim).where(CalendarClaim.booking_id == booking.id).values(lapses_at=None)
    db.session.execute(standing)
    _announce(booking, by=by)
    return True


@transactional
def cancel_reserved(booking: Booking) -> None:
    """Give a reserved time back without a letter: nobody had been promised it."""
    if advance(booking, frm={BookingStatus.RESERVED}, to=BookingStatus.CANCELLED, reserved_until=None):
        _release(booking)


@transactional
def move(booking: Booking, cohort: Cohort, starts_at: datetime, *, by: Person) -> None:
    """Move a session that has not begun. If the new time is taken, nothing has changed. Moving to its own time too."""
    if booking.status != BookingStatus.BOOKED or booking.starts_at <= now():
        raise BookingOver
    if booking.starts_at == starts_at:
        return
    _lock(booking.host)
    _ensure_open(booking.host, booking.guest, cohort, starts_at, moving=booking)
    before = booking.starts_at
    _release(booking)
    booking.starts_at, booking.ends_at = starts_at, starts_at + timedelta(minutes=cohort.session_minutes)
    booking.wall_start, booking.wall_zone = _wall(starts_at, booking.host).values()
    booking.sequence += 1
    db.session.flush()
    pause_before_claim()
    _claim(booking)
    audit.record(by, "booking.moved", booking, before=before.isoformat(), after=starts_at.isoformat())
    letters.moved(booking, before, by=by)


@transactional
def cancel(booking: Booking, *, by: Person | None, reason: str = "") -> None:
    """Cancel a session that has not begun; cancelling twice is cancelling once."""
    if booking.status == BookingStatus.CANCELLED:
        return
    if booking.starts_at <= now():
        raise BookingOver
    changes = {"cancelled_by_id": by.id if by else None, "cancel_reason": reason, "sequence": booking.sequence + 1}
    if not advance(booking, frm={BookingStatus.BOOKED}, to=BookingStatus.CANCELLED, **changes):
        raise BookingOver
    _release(booking)
    audit.record(by, "booking.cancelled", booking)
    letters.cancelled(booking, by=by)


@transactional
def cancel_all_of_match(match_id: int, *, by: Person | None, reason: str) -> None:
    """Give back all time ahead that a match has taken: reservations silently, sessions with letters."""
    of_match = sa.select(Booking).where(Booking.match_id == match_id, Booking.starts_at > now())
    for booking in db.session.scalars(of_match.where(Booking.status.in_(queries.TAKES_TIME))).all():
        if booking.status == BookingStatus.RESERVED:
            cancel_reserved(booking)
        else:
            cancel(booking, by=by, reason=reason)


@transactional
def release_lapsed() -> int:
    """Give back reservations whose time is up; returns how many."""
    lapsed = sa.select(Booking).where(Booking.status == BookingStatus.RESERVED, Booking.reserved_until < now())
    found = db.session.scalars(lapsed.limit(200)).all()
    for booking in found:
        cancel_reserved(booking)
    return len(found)


def _announce(booking: Booking, *, by: Person | None) -> None:
    audit.record(by, "booking.booked", booking, match=booking.match_id)
    letters.booked(booking, by=by)
