"""What must hold at every moment, asked of the tables and not of the application."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa

from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, WAITING, Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter
from mentormatch.profiles.models import Offer
from mentormatch.programmes.models import Cohort, Enrolment
from mentormatch.scheduling import get_zone, quarter_hours


def check() -> None:
    """Raise AssertionError when anything is not as it must be."""
    db.session.rollback()
    bookings = list(db.session.scalars(sa.select(Booking)))
    _nobody_is_in_two_places([one for one in bookings if _stands(one)])
    _claims_are_those_of_bookings(bookings)
    _wall_time_is_the_instant(bookings)
    _places_and_limits_are_exact()
    _answers_fit_together(bookings)
    _letters_are_told_once()


def _stands(booking: Booking) -> bool:
    """A session that will be, or a time that is kept and has not lapsed."""
    if booking.status == BookingStatus.RESERVED:
        return booking.reserved_until is not None and booking.reserved_until > now()
    return booking.status == BookingStatus.BOOKED


def _nobody_is_in_two_places(standing: list[Booking]) -> None:
    for person in {one.host_id for one in standing} | {one.guest_id for one in standing}:
        mine = sorted((one.starts_at, one.ends_at) for one in standing if person in {one.host_id, one.guest_id})
        for (_start, end), (following, _end) in pairwise(mine):
            assert end <= following, f"person {person} is in two places at {following}"


def _claims_are_those_of_bookings(bookings: list[Booking]) -> None:
    held = {
        (claim.booking_id, claim.person_id, claim.quarter_hour)
        for claim in db.session.scalars(sa.select(CalendarClaim))
    }
    wanted = set()
    for one in bookings:
        if one.status in {BookingStatus.BOOKED, BookingStatus.RESERVED}:
            pause = timedelta(minutes=one.buffer_minutes)
            wanted |= {(one.id, one.host_id, quarter) for quarter in quarter_hours(one.starts_at, one.ends_at + pause)}
            wanted |= {(one.id, one.guest_id, quarter) for quarter in quarter_hours(one.starts_at, one.ends_at)}
    assert held == wanted, f"claims without booking {held - wanted}, bookings without claim {wanted - held}"


def _wall_time_is_the_instant(bookings: list[Booking]) -> None:
    for one in bookings:
        wall = datetime.fromisoformat(one.wall_start)
        assert one.starts_at.astimezone(get_zone(one.wall_zone)).replace(tzinfo=None) == wall


def _places_and_limits_are_exact() -> None:
    matches = Counter(db.session.scalars(sa.select(Match.mentor_id).where(Match.status.in_(CURRENT))))
    for offer in db.session.scalars(sa.select(Offer)):
        assert offer.load == matches[offer.person_id] <= offer.capacity
    waiting = Counter(db.session.scalars(sa.select(Request.mentee_id).where(Request.status.in_(WAITING))))
    for enrolment, limit in db.session.execute(sa.select(Enrolment, Cohort.open_requests_limit).join(Cohort)):
        expected = waiting[enrolment.person_id] if enrolment.enrolled_as == "mentee" else 0
        assert enrolment.open_requests == expected <= limit


def _answers_fit_together(bookings: list[Booking]) -> None:
    accepted = set(db.session.scalars(sa.select(Request.id).where(Request.status == RequestStatus.ACCEPTED)))
    matches = {match.id: match for match in db.session.scalars(sa.select(Match))}
    assert accepted == {match.request_id for match in matches.values()}
    for one in bookings:
        if _stands(one) and one.starts_at > now():
            status = matches[one.match_id].status
            kept = one.status == BookingStatus.RESERVED and one.holder_id is None
            assert status == (MatchStatus.AWAITING_REVIEW if kept else MatchStatus.ACTIVE), (
                f"{one.id} of a {status} match"
            )


def _letters_are_told_once() -> None:
    keys = Counter(db.session.scalars(sa.select(Letter.dedupe_key)))
    assert all(count == 1 for count in keys.values())
