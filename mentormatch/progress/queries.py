"""Counting and listing the people of a cohort by how far they are. Each step is one condition on an enrolment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import AvailabilityRule, Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, Request
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.progress.models import ProgressReminder
from mentormatch.progress.policy import STEPS, Step
from mentormatch.training import queries as training


@dataclass(frozen=True)
class Filters:
    """Which people of a cohort: everybody who has taken a step, or who has not; names hold each word of ``text``."""

    cohort_id: int
    role: EnrolledAs = EnrolledAs.MENTEE
    step: Step = Step.ENROLLED
    has: bool = True
    text: str = ""


@dataclass(frozen=True)
class Row:
    """Somebody, the steps they lack, and when they were last reminded."""

    person_id: int
    name: str
    email: str
    lacks: tuple[Step, ...]
    reminded_at: datetime | None


def counts(cohort_id: int, role: EnrolledAs) -> dict[Step, int]:
    """How many have taken each step, in one statement."""
    steps = list(STEPS[role])
    taken = [sa.func.coalesce(sa.func.sum(sa.case((_taken(step, role, cohort_id), 1), else_=0)), 0) for step in steps]
    row = db.session.execute(_members(sa.select(*taken), cohort_id, role)).one()
    return {step: int(count) for step, count in zip(steps, row, strict=True)}


def page_of(filters: Filters, *, limit: int, offset: int) -> tuple[list[Row], int]:
    """A page of those people by name, and how many there are in all."""
    condition = _condition(filters)
    counted = _members(sa.select(sa.func.count()), filters.cohort_id, filters.role).where(*condition)
    total = db.session.scalar(counted) or 0
    found = _with_steps(filters.cohort_id, filters.role).where(*condition)
    rows = db.session.execute(found.order_by(sa.func.lower(Person.name), Person.id).limit(limit).offset(offset))
    return [_row(row, filters.role) for row in rows], total


def rows_of(cohort_id: int, role: EnrolledAs, person_ids: Collection[int]) -> list[Row]:
    """These people of a cohort, as they stand now; who is not one of it is left out."""
    found = _with_steps(cohort_id, role).where(Person.id.in_(person_ids)).order_by(Person.id)
    return [_row(row, role) for row in db.session.execute(found)]


def _with_steps(cohort_id: int, role: EnrolledAs) -> sa.Select[*tuple[Any, ...]]:
    steps = [_taken(step, role, cohort_id).label(step.value) for step in STEPS[role] if step != Step.ENROLLED]
    found = sa.select(Person.id, Person.name, Person.email, ProgressReminder.reminded_at, *steps)
    reminder = sa.and_(ProgressReminder.person_id == Person.id, ProgressReminder.cohort_id == cohort_id)
    return _members(found, cohort_id, role).outerjoin(ProgressReminder, reminder)


def _row(row: sa.Row[*tuple[Any, ...]], role: EnrolledAs) -> Row:
    values = row._mapping
    lacks = tuple(step for step in STEPS[role] if step != Step.ENROLLED and not values[step.value])
    return Row(values["id"], values["name"], values["email"], lacks, values["reminded_at"])


def _members(found: sa.Select[*tuple[Any, ...]], cohort_id: int, role: EnrolledAs) -> sa.Select[*tuple[Any, ...]]:
    people = found.select_from(Enrolment).join(Person, Person.id == Enrolment.person_id)
    mine = Enrolment.cohort_id == cohort_id, Enrolment.enrolled_as == role, Person.active, Person.left_at.is_(None)
    return people.where(*mine)


def _condition(filters: Filters) -> list[sa.ColumnElement[bool]]:
    taken = _taken(filters.step, filters.role, filters.cohort_id)
    words = [
        sa.or_(*(column.icontains(word, autoescape=True) for column in (Person.name, Person.email)))
        for word in filters.text.split()
    ]
    return [taken if filters.has else sa.not_(taken), *words]


def _taken(step: Step, role: EnrolledAs, cohort_id: int) -> sa.ColumnElement[bool]:
    """Whether the person of an enrolment row has taken a step."""
    own = "mentee_id" if role == EnrolledAs.MENTEE else "mentor_id"
    matched = _exists(
        Match, getattr(Match, own) == Person.id, Match.cohort_id == Enrolment.cohort_id, Match.activated_at.is_not(None)
    )
    if step == Step.ENROLLED:
        return sa.true()
    if step == Step.CONFIRMED:
        return Person.confirmed_at.is_not(None)
    if step == Step.PROFILE:
        return _complete() if role == EnrolledAs.MENTEE else _approved()
    if step == Step.TRAINED:
        return Person.id.not_in(training.lacking_in(cohort_id))
    if step == Step.HOURS:
        return _exists(AvailabilityRule, AvailabilityRule.person_id == Person.id)
    if step == Step.MATCHED:
        return matched
    if step == Step.ASKED:
        seen = [Request.opened_at.is_not(None)] if role == EnrolledAs.MENTOR else []
        asked = (getattr(Request, own) == Person.id, Request.cohort_id == Enrolment.cohort_id, *seen)
        return sa.or_(matched, _exists(Request, *asked))
    return _met(own)


def _complete() -> sa.ColumnElement[bool]:
    said = Aim.person_id == Person.id, Aim.goal != "", _some(Aim.help_topics)
    return sa.and_(
        _exists(Aim, *said),
        _exists(Profile, Profile.person_id == Person.id, Profile.degree != "", _some(Profile.languages)),
    )


def _approved() -> sa.ColumnElement[bool]:
    return sa.and_(
        _exists(Offer, Offer.person_id == Person.id, Offer.status == OfferStatus.APPROVED),
        Person.roles.any(name=RoleName.MENTOR.value),
    )


def _met(own: str) -> sa.ColumnElement[bool]:
    held = sa.or_(
        Booking.status == BookingStatus.HELD, sa.and_(Booking.status == BookingStatus.BOOKED, Booking.ends_at <= now())
    )
    of_match = getattr(Match, own) == Person.id, Match.cohort_id == Enrolment.cohort_id, Booking.match_id == Match.id
    return sa.exists().select_from(Match).where(*of_match, held).correlate(Person, Enrolment)


def _exists(kind: type[object], *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().select_from(kind).where(*conditions).correlate(Person, Enrolment)


def _some(words: Any) -> sa.ColumnElement[bool]:
    """A list of words that is not empty, however the database keeps it."""
    return sa.cast(words, sa.Text) != "[]"
