"""What a mentor has given, for the mentor alone: no comparison with anybody."""

from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.goals.models import Goal, GoalStatus
from mentormatch.mentoring.models import Match
from mentormatch.relationship.models import Farewell
from mentormatch.relationship.queries import took_place


@dataclass(frozen=True, slots=True)
class Thanks:
    """Words that a mentee left at the end."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Impact:
    """Sums over all matches of a mentor that have begun."""

    mentees: int
    sessions: int
    minutes: int
    goals: int
    thanks: list[Thanks]
    #: Matches with a certificate, the newest first: number, name of the mentee.
    matches: list[tuple[int, str]]


def impact_of(mentor: Person) -> Impact:
    mine = sa.select(Match.id).where(Match.mentor_id == mentor.id, Match.activated_at.is_not(None))
    mentees = sa.select(sa.func.count(Match.mentee_id.distinct())).where(Match.id.in_(mine))
    held = sa.select(Booking.starts_at, Booking.ends_at).where(Booking.match_id.in_(mine), took_place())
    spans = [ends - starts for starts, ends in db.session.execute(held)]
    reached = sa.select(sa.func.count()).where(Goal.match_id.in_(mine), Goal.status == GoalStatus.DONE)
    return Impact(
        mentees=db.session.scalar(mentees) or 0,
        sessions=len(spans),
        minutes=sum(int(span.total_seconds()) // 60 for span in spans),
        goals=db.session.scalar(reached) or 0,
        thanks=_thanks(mentor, mine),
        matches=_matches(mine),
    )


def _thanks(mentor: Person, mine: sa.Select[int]) -> list[Thanks]:
    left = sa.select(Person.name, Farewell.thanks).join(Person, Person.id == Farewell.person_id)
    left = left.where(Farewell.match_id.in_(mine), Farewell.person_id != mentor.id, Farewell.thanks != "")
    return [Thanks(*row) for row in db.session.execute(left.order_by(Farewell.created_at.desc()))]


def _matches(mine: sa.Select[int]) -> list[tuple[int, str]]:
    met = sa.exists().where(Booking.match_id == Match.id, took_place())
    found = sa.select(Match.id, Person.name).join(Person, Person.id == Match.mentee_id)
    return [(number, name) for number, name in db.session.execute(
        found.where(Match.id.in_(mine), met).order_by(Match.id.desc())
    )]  # fmt: skip
