"""Reading feedback: one's own, and what coordinators may see."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.db import db
from mentormatch.feedback.models import SessionFeedback
from mentormatch.feedback.policy import LEAST_ANSWERS
from mentormatch.mentoring.models import Match

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Mean:
    """How useful sessions were, of 3, and by how many answers; ``value`` is None while they are too few to be shown."""

    answers: int
    value: float | None


def session_for(person: Person, booking_id: int) -> Booking | None:
    """A session this person is part of, or None."""
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    found = sa.select(Booking).where(Booking.id == booking_id, mine, Booking.kind == SESSION)
    found = found.where(Booking.status != BookingStatus.RESERVED)
    return db.session.scalar(found)


def feedback_of(person: Person, booking_id: int) -> SessionFeedback | None:
    """What this person has said about a session."""
    return db.session.get(SessionFeedback, (booking_id, person.id))


def means_of(cohort_ids: Collection[int]) -> dict[int, dict[str, Mean]]:
    """For each cohort what its mentees and its mentors say, each by themselves, in one statement."""
    side = sa.case((SessionFeedback.person_id == Match.mentor_id, "mentor"), else_="mentee")
    rows = sa.select(Match.cohort_id, side, sa.func.count(), sa.func.avg(SessionFeedback.useful))
    rows = rows.join(Booking, Booking.id == SessionFeedback.booking_id).join(Match, Match.id == Booking.match_id)
    found: dict[int, dict[str, Mean]] = {
        cohort: {"mentee": Mean(0, None), "mentor": Mean(0, None)} for cohort in cohort_ids
    }
    counted = rows.where(Match.cohort_id.in_(cohort_ids)).group_by(Match.cohort_id, side)
    for cohort_id, who, answers, mean in db.session.execute(counted):
        found[cohort_id][who] = Mean(answers, float(mean) if answers >= LEAST_ANSWERS else None)
    return found


def useful_of(mentor_id: int) -> Mean:
    """What the students of a mentor say of their sessions; the mean only where it can be traced to nobody."""
    said = sa.select(sa.func.count(), sa.func.avg(SessionFeedback.useful))
    said = said.join(Booking, Booking.id == SessionFeedback.booking_id)
    theirs = said.where(Booking.host_id == mentor_id, SessionFeedback.person_id != mentor_id)
    answers, mean = db.session.execute(theirs).one()
    return Mean(answers, float(mean) if answers >= LEAST_ANSWERS else None)


def words_in(cohort_ids: Collection[int], *, but: Person, offset: int) -> tuple[list[SessionFeedback], int]:
    """Words to the coordinators of these cohorts, newest first, and how many there are.

    A coordinator who is one of the two reads nothing about the own session: the other one was promised that.
    """
    words = sa.select(SessionFeedback).join(Booking, Booking.id == SessionFeedback.booking_id)
    words = words.join(Match, Match.id == Booking.match_id).where(Match.cohort_id.in_(cohort_ids))
    words = words.where(SessionFeedback.words != "", Booking.host_id != but.id, Booking.guest_id != but.id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(words.subquery())) or 0
    with_people = words.options(
        joinedload(SessionFeedback.person),
        joinedload(SessionFeedback.booking).options(joinedload(Booking.host), joinedload(Booking.guest)),
    )
    page = with_people.order_by(SessionFeedback.given_at.desc(), SessionFeedback.booking_id).limit(PAGE_SIZE)
    return list(db.session.scalars(page.offset(offset))), total
