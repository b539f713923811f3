"""What must hold at every moment, asked of the tables and not of the application."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance
from mentormatch.attendance.policy import STATUS
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, WAITING, Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter
from mentormatch.profiles.models import Offer
from mentormatch.programmes.models import Cohort, Enrolment
from mentormatch.scheduling import get_zone, quarter_hours
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace

#: What has been or will be, as against what was cancelled.
TAKES_PLACE = frozenset(BookingStatus) - {BookingStatus.CANCELLED}


def check() -> None:
    """Raise AssertionError when anything is not as it must be."""
    db.session.rollback()
    bookings = list(db.session.scalars(sa.select(Booking)))
    standing = [one for one in bookings if _stands(one)]
    left = set(db.session.scalars(sa.select(Person.id).where(Person.left_at.is_not(None))))
    _nobody_is_in_two_places(standing)
    _weeks_are_not_too_full(standing)
    _claims_are_those_of_bookings(bookings)
    _wall_time_is_the_instant(bookings)
    _places_and_limits_are_exact()
    _answers_fit_together(bookings, left)
    _attendance_is_that_of_the_session(bookings)
    _both_have_their_letters(bookings, left)
    _who_has_left_is_nowhere(bookings, left)
    _lines_are_in_order(left)
    _rows_refer_to_rows()


def _stands(booking: Booking) -> bool:
    """A session that was or will be, or a time that is kept and has not lapsed."""
    if booking.status == BookingStatus.RESERVED:
        return booking.reserved_until is not None and booking.reserved_until > now()
    return booking.status in TAKES_PLACE


def _nobody_is_in_two_places(standing: list[Booking]) -> None:
    for person in {one.host_id for one in standing} | {one.guest_id for one in standing}:
        mine = sorted((one.starts_at, one.ends_at) for one in standing if person in {one.host_id, one.guest_id})
        for (_start, end), (following, _end) in pairwise(mine):
            assert end <= following, f"person {person} is in two places at {following}"


def _weeks_are_not_too_full(standing: list[Booking]) -> None:
    """No more sessions of a mentor a week than the cohort allows, by the clock that was agreed on."""
    weeks: Counter[tuple[int, int, int]] = Counter()
    for one in standing:
        if one.starts_at > now():  # what is over may count anew, when a coordinator believes that it was held
            year, week, _weekday = datetime.fromisoformat(one.wall_start).isocalendar()
            weeks[one.host_id, year, week] += 1
    assert all(count <= 2 for count in weeks.values()), weeks


def _claims_are_those_of_bookings(bookings: list[Booking]) -> None:
    """Those ahead: what is over claims nothing that anybody could still want."""
    ahead = {one.id for one in bookings if one.ends_at > now()}
    claim = CalendarClaim
    claims = db.session.execute(sa.select(claim.booking_id, claim.person_id, claim.quarter_hour))
    held = {tuple(row) for row in claims if row.booking_id in ahead}
    wanted = set()
    for one in bookings:
        if one.id in ahead and one.status in TAKES_PLACE:
            pause = timedelta(minutes=one.buffer_minutes)
            wanted |= {(one.id, one.host_id, quarter) for quarter in quarter_hours(one.starts_at, one.ends_at + pause)}
            wanted |= {(one.id, one.guest_id, quarter) for quarter in quarter_hours(one.starts_at, one.ends_at)}
    assert held == wanted, f"claims without booking {held - wanted}, bookings without claim {wanted - held}"


def _wall_time_is_the_instant(bookings: list[Booking]) -> None:
    for one in bookings:
        wall = datetime.fromisoformat(one.wall_start)
        assert one.starts_at.astimezone(get_zone(one.wall_zone)).replace(tzinfo=None) == wall


def _places_and_limits_are_exact() -> None:
    taken = Counter(db.session.scalars(sa.select(Match.mentor_id).where(Match.status.in_(CURRENT))))
    kept = sa.select(Request.mentor_id).where(Request.status.in_(WAITING), Request.place_kept)
    taken.update(db.session.scalars(kept))
    taken.update(db.session.scalars(sa.select(WaitingOffer.mentor_id).where(WaitingOffer.status == OfferStatus.OPEN)))
    for mentor_id, load, capacity in db.session.execute(sa.select(Offer.person_id, Offer.load, Offer.capacity)):
        assert load == taken[mentor_id] <= capacity
    waiting = Counter(db.session.scalars(sa.select(Request.mentee_id).where(Request.status.in_(WAITING))))
    counted = sa.select(Enrolment.person_id, Enrolment.enrolled_as, Enrolment.open_requests, Cohort.open_requests_limit)
    for person_id, enrolled_as, open_requests, limit in db.session.execute(counted.join(Cohort)):
        assert open_requests == (waiting[person_id] if enrolled_as == "mentee" else 0) <= limit


def _answers_fit_together(bookings: list[Booking], left: set[int]) -> None:
    accepted = set(db.session.scalars(sa.select(Request.id).where(Request.status == RequestStatus.ACCEPTED)))
    pair = sa.select(Match.id, Match.request_id, Match.status, Match.mentee_id, Match.mentor_id, Match.recommendation)
    matches = {row.id: row for row in db.session.execute(pair)}
    assert accepted == {match.request_id for match in matches.values()}
    for match in matches.values():
        assert match.recommendation.get("ranker") or {match.mentee_id, match.mentor_id} & left, "who recommended this?"
    for one in bookings:
        if _stands(one) and one.starts_at > now():
            status = matches[one.match_id].status
            kept = one.status == BookingStatus.RESERVED and one.holder_id is None
            assert status == (MatchStatus.AWAITING_REVIEW if kept else MatchStatus.ACTIVE), (
                f"{one.id} of a {status} match"
            )


def _attendance_is_that_of_the_session(bookings: list[Booking]) -> None:
    said = {row.booking_id: row for row in db.session.scalars(sa.select(Attendance))}
    for one in bookings:
        row = said.get(one.id)
        if row is not None and row.outcome is not None:
            assert one.status == STATUS[row.outcome], f"session {one.id} is {one.status}, and {row.outcome} was said"
        else:
            assert one.status not in {BookingStatus.HELD, BookingStatus.MISSED}, f"nobody said that of session {one.id}"
        if row is not None and row.missed_by_id is not None:
            assert row.missed_by_id in {one.host_id, one.guest_id}


def _both_have_their_letters(bookings: list[Booking], left: set[int]) -> None:
    """For each version of a session each of the two has exactly one letter."""
    told = Counter(db.session.scalars(sa.select(Letter.dedupe_key)))
    assert all(count == 1 for count in told.values())
    for one in bookings:
        for reader in {one.host_id, one.guest_id} - left:
            if one.status == BookingStatus.BOOKED:
                keys = [f"booking:{one.id}:{event}:{one.sequence}:to:{reader}" for event in ("booked", "moved")]
                assert sum(told[key] for key in keys) == 1, f"{reader} was not told of session {one.id}"
            if one.status == BookingStatus.CANCELLED and one.cancelled_by_id and one.sequence:
                assert told[f"booking:{one.id}:cancelled:{one.sequence}:to:{reader}"] == 1


def _who_has_left_is_nowhere(bookings: list[Booking], left: set[int]) -> None:
    if not left:
        return
    waiting = db.session.execute(sa.select(Request.mentee_id, Request.mentor_id).where(Request.status.in_(WAITING)))
    current = db.session.execute(sa.select(Match.mentee_id, Match.mentor_id).where(Match.status.in_(CURRENT)))
    ahead = [(one.host_id, one.guest_id) for one in bookings if _stands(one) and one.starts_at > now()]
    for pair in [*waiting, *current, *ahead]:
        assert not left & set(pair), f"somebody who has left is still expected: {pair}"
    kept = sa.select(Letter.template).where(Letter.person_id.in_(left)).distinct()
    assert set(db.session.scalars(kept)) <= {"privacy/email/left.txt"}


def _lines_are_in_order(left: set[int]) -> None:
    """Nobody stands in a line twice, has two places kept, or is offered the same mentor twice."""
    standing = sa.select(WaitingPlace.cohort_id, WaitingPlace.mentee_id)
    standing = standing.where(WaitingPlace.status == PlaceStatus.WAITING)
    offered = sa.select(WaitingOffer.mentee_id).where(WaitingOffer.status == OfferStatus.OPEN)
    pairs = sa.select(WaitingOffer.mentee_id, WaitingOffer.mentor_id)
    for found in (standing, offered, pairs):
        counts = Counter(tuple(row) for row in db.session.execute(found))
        assert all(count == 1 for count in counts.values()), counts
    held = sa.select(Request.mentee_id).where(Request.status.in_(WAITING), Request.place_kept)
    assert not set(db.session.scalars(held)) & set(db.session.scalars(offered)), "two places are kept for one student"
    assert not left & {number for pair in db.session.execute(pairs) for number in pair}, "somebody who left is offered"


def _rows_refer_to_rows() -> None:
    """PostgreSQL looks by itself; SQLite only when it is asked to."""
    if db.engine.dialect.name == "sqlite":
        assert not db.session.execute(sa.text("pragma foreign_key_check")).all()
