"""Reading a match as a whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import UTCDateTime, db
from mentormatch.goals import queries as goals
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.relationship.models import Farewell
from mentormatch.relationship.policy import Facts, Health, health

#: Means of fewer ratings would tell who gave them.
FEWEST_RATINGS = 5


@dataclass(frozen=True, slots=True)
class Ratings:
    """How matches of a cohort were rated; ``mean`` is None while there are fewer than ``FEWEST_RATINGS``."""

    count: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Held:
    """Sessions of a match that took place."""

    sessions: int
    minutes: int
    first: datetime | None
    last: datetime | None


def health_of(match: Match) -> Health | None:
    """How a match is going now, in one statement; None when it is not active."""
    if match.status != MatchStatus.ACTIVE:
        return None
    row = db.session.execute(sa.select(*facts_columns(match.id))).mappings().one()
    return health(
        Facts(began_at=match.activated_at or match.created_at, **row, check_in_days=match.cohort.check_in_days), now()
    )


def facts_columns(match_id: int | InstrumentedAttribute[int]) -> list[sa.Label[Any]]:
    """What the rules of health look at, but for the beginning: of one match, or of each row's match."""
    of_match = Booking.match_id == match_id
    ahead = (Booking.status == BookingStatus.BOOKED) & (Booking.ends_at > now())
    # Conditions within the aggregate: otherwise SQLite walks all booked sessions of everybody to find the first.
    met = sa.select(sa.func.max(sa.case((took_place(), Booking.ends_at)), type_=UTCDateTime())).where(of_match)
    last_missed = sa.func.max(sa.case((Booking.status == BookingStatus.MISSED, Booking.ends_at)), type_=UTCDateTime())
    missed = sa.select(last_missed).where(of_match)
    coming = sa.select(sa.func.min(sa.case((ahead, Booking.starts_at)), type_=UTCDateTime())).where(of_match)
    return [
        met.scalar_subquery().label("met_at"),
        missed.scalar_subquery().label("missed_at"),
        coming.scalar_subquery().label("next_at"),
        goals.late_since(match_id).label("late_since"),
    ]


def took_place() -> sa.ColumnElement[bool]:
    """A session that was marked as held, or is over without having been marked as missed or cancelled."""
    return sa.or_(
        Booking.status == BookingStatus.HELD, sa.and_(Booking.status == BookingStatus.BOOKED, Booking.ends_at <= now())
    )


def held_of(match: Match) -> Held:
    """How many sessions took place, how long they were together, and when the first and the last began."""
    found = sa.select(Booking.starts_at, Booking.ends_at).where(Booking.match_id == match.id, took_place())
    rows = db.session.execute(found.order_by(Booking.starts_at)).all()
    minutes = sum(int((row.ends_at - row.starts_at).total_seconds()) // 60 for row in rows)
    return Held(len(rows), minutes, rows[0].starts_at if rows else None, rows[-1].starts_at if rows else None)


def certified_for(person: Person, match_id: int) -> Match | None:
    """A match of this person that has begun, or None: before that there is nothing to certify."""
    match = mentoring.match_for(person, match_id)
    return match if match is not None and match.activated_at is not None else None


def farewells_of(match: Match) -> dict[int, Farewell]:
    """What the two have left, by person."""
    found = db.session.scalars(sa.select(Farewell).where(Farewell.match_id == match.id))
    return {farewell.person_id: farewell for farewell in found}


def ratings_of(cohort_id: int) -> Ratings:
    """For coordinators: how matches of a cohort were rated, by both sides together."""
    given = sa.select(sa.func.count(Farewell.rating), sa.func.avg(Farewell.rating)).join(
        Match, Match.id == Farewell.match_id
    )
    count, mean = db.session.execute(given.where(Match.cohort_id == cohort_id)).one()
    return Ratings(count, float(mean) if count >= FEWEST_RATINGS else None)
