"""Reading what became of sessions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance, Decision, Outcome
from mentormatch.attendance.policy import TO_SAY, Pause, pause_after
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment

#: How many sessions one sweep looks at, how many rows a page shows, how many questions a first page asks.
BATCH, MOST, FEW = 500, 100, 3
#: What is told of a person's past reaches back so far.
LATELY = timedelta(days=365)


def attendance_of(booking_id: int) -> Attendance | None:
    return db.session.scalar(sa.select(Attendance).where(Attendance.booking_id == booking_id))


def over_for(person: Person, booking_id: int) -> Booking | None:
    """A session this person is part of and that is over, or None."""
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    found = sa.select(Booking).where(Booking.id == booking_id, mine, Booking.kind == SESSION)
    return db.session.scalar(found.where(Booking.status != BookingStatus.RESERVED))


def to_say(person: Person) -> list[Booking]:
    """Sessions of a person that ended lately and of which nobody has said what became of them, newest first."""
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    at = now()
    over = _unsaid().where(mine, Booking.ends_at <= at, Booking.ends_at > at - TO_SAY)
    with_people = over.options(joinedload(Booking.host), joinedload(Booking.guest))
    return list(db.session.scalars(with_people.order_by(Booking.ends_at.desc()).limit(FEW)))


def to_ask_about() -> list[int]:
    """Sessions that ended within a week and about which nobody was asked; older ones are not worth a letter."""
    at = now()
    asked = sa.select(Attendance.booking_id)
    over = sa.select(Booking.id).where(Booking.status == BookingStatus.BOOKED, Booking.id.not_in(asked))
    over = over.where(Booking.kind == SESSION)
    over = over.where(Booking.ends_at <= at, Booking.ends_at > at - TO_SAY)
    return list(db.session.scalars(over.order_by(Booking.starts_at).limit(BATCH)))


def to_count_as_held() -> list[int]:
    """Sessions that ended a week ago or more, and still nobody has said anything."""
    over = _unsaid().with_only_columns(Booking.id).where(Booking.ends_at <= now() - TO_SAY)
    return list(db.session.scalars(over.order_by(Booking.starts_at).limit(BATCH)))


def _unsaid() -> sa.Select[Booking]:
    said = sa.select(Attendance.booking_id).where(Attendance.outcome.is_not(None))
    unsaid = sa.select(Booking).where(Booking.status == BookingStatus.BOOKED, Booking.id.not_in(said))
    return unsaid.where(Booking.kind == SESSION)


def counting() -> sa.Select[Attendance]:
    """Missed sessions that count towards a pause: not excused, not settled by a talk, not waiting for a decision."""
    return sa.select(Attendance).where(
        Attendance.outcome == Outcome.MISSED,
        Attendance.settled_at.is_(None),
        sa.or_(Attendance.decision.is_(None), Attendance.decision != Decision.EXCUSED),
        sa.or_(Attendance.disputed_at.is_(None), Attendance.decision.is_not(None)),
    )


def pause_of(person: Person, cohort: Cohort) -> Pause | None:
    """Whether ``person`` cannot book new sessions in ``cohort`` now, by its limits; None: they can."""
    rows = counting().join(Booking, Booking.id == Attendance.booking_id).with_only_columns(Booking.starts_at)
    starts = list(db.session.scalars(rows.where(Attendance.missed_by_id == person.id)))
    return pause_after(starts, now(), limit=cohort.no_shows_limit, days=cohort.no_shows_days)


def missed_by(person: Person) -> int:
    """How many sessions of the last twelve months this person has missed, but for those that were excused."""
    rows = sa.select(sa.func.count(Attendance.id)).join(Booking, Booking.id == Attendance.booking_id)
    excused = sa.and_(Attendance.decision.is_not(None), Attendance.decision == Decision.EXCUSED)
    missed = rows.where(Attendance.missed_by_id == person.id, Attendance.outcome == Outcome.MISSED, sa.not_(excused))
    return db.session.scalar(missed.where(Booking.starts_at > now() - LATELY)) or 0


def _of_cohorts(cohort_ids: Collection[int]) -> sa.Select[Attendance]:
    rows = sa.select(Attendance).join(Booking, Booking.id == Attendance.booking_id)
    rows = rows.join(Match, Match.id == Booking.match_id).where(Match.cohort_id.in_(cohort_ids))
    people = joinedload(Attendance.booking)
    return rows.options(people.joinedload(Booking.host), people.joinedload(Booking.guest))


def attendance_for_coordinator(coordinator: Person, attendance_id: int) -> Attendance | None:
    """What became of a session in a cohort this coordinator looks after, or None."""
    ids = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    return db.session.scalar(_of_cohorts(ids).where(Attendance.id == attendance_id))


def disputed_in(cohort_ids: Collection[int]) -> list[Attendance]:
    """Sessions about which the two disagree, the longest waiting first."""
    return list(db.session.scalars(_disputed(cohort_ids).order_by(Attendance.disputed_at).limit(MOST)))


def count_disputed(cohort_ids: Collection[int]) -> int:
    """How many of them there are."""
    found = _disputed(cohort_ids).with_only_columns(sa.func.count(Attendance.id))
    return db.session.scalar(found) or 0


def _disputed(cohort_ids: Collection[int]) -> sa.Select[Attendance]:
    return _of_cohorts(cohort_ids).where(Attendance.disputed_at.is_not(None), Attendance.decision.is_(None))


def missed_in(cohort_ids: Collection[int]) -> list[Attendance]:
    """Sessions that were missed or cancelled late, newest first, but for those of ``disputed_in``."""
    settled = sa.or_(Attendance.disputed_at.is_(None), Attendance.decision.is_not(None))
    bad = Attendance.outcome.in_([Outcome.MISSED, Outcome.CANCELLED_LATE])
    rows = _of_cohorts(cohort_ids).where(bad, settled).order_by(Booking.starts_at.desc())
    return list(db.session.scalars(rows.limit(MOST)))


@dataclass(frozen=True, slots=True)
class Paused:
    """Somebody who cannot book in a cohort now."""

    person: Person
    cohort: Cohort
    pause: Pause


def paused_in(cohorts: Collection[Cohort]) -> list[Paused]:
    """Everybody who cannot book in one of these cohorts, by name."""
    by_id = {cohort.id: cohort for cohort in cohorts}
    rows = counting().join(Booking, Booking.id == Attendance.booking_id)
    enrolled = sa.and_(Enrolment.person_id == Attendance.missed_by_id, Enrolment.cohort_id.in_(by_id))
    theirs = rows.join(Enrolment, enrolled).where(Enrolment.enrolled_as != EnrolledAs.COORDINATOR)
    missed: dict[tuple[int | None, int], list[datetime]] = {}
    columns = (Attendance.id, Attendance.missed_by_id, Enrolment.cohort_id, Booking.starts_at)
    for _id, person_id, cohort_id, starts_at in db.session.execute(theirs.with_only_columns(*columns).distinct()):
        missed.setdefault((person_id, cohort_id), []).append(starts_at)
    found = []
    for (person_id, cohort_id), starts in missed.items():
        cohort = by_id[cohort_id]
        pause = pause_after(starts, now(), limit=cohort.no_shows_limit, days=cohort.no_shows_days)
        if pause is not None:
            found.append(Paused(db.session.get_one(Person, person_id), cohort, pause))
    return sorted(found, key=lambda one: one.person.name)


def member_for(coordinator: Person, person_id: int) -> Person | None:
    """Somebody who takes part in a cohort this coordinator looks after, but not the coordinator; or None."""
    ids = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    theirs = sa.select(Enrolment.person_id).where(Enrolment.cohort_id.in_(ids), Enrolment.person_id != coordinator.id)
    return db.session.scalar(sa.select(Person).where(Person.id == person_id, Person.id.in_(theirs)))
