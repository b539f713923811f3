"""Types of appointments: which there are, for whom, and who gives them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person, Role, RoleName
from mentormatch.coaching.models import AppointmentType, CoachOffer, InterviewQuestion
from mentormatch.coaching.policy import Facts, gives, may_book
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.profiles import queries as profiles
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.scheduling import get_zone, local_date


def facts_of(student: Person) -> Facts:
    """What decides which types are for a student."""
    mine = sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == student.id, Enrolment.enrolled_as == EnrolledAs.MENTEE
    )
    profile = profiles.profile_of(student.id)
    return Facts(
        affiliation=student.affiliation,
        cohorts=frozenset(str(number) for number in db.session.scalars(mine)),
        degree=profile.degree if profile else "",
        graduation_year=profile.graduation_year if profile else None,
    )


def all_types() -> list[AppointmentType]:
    """Every type, those that are offered first, in the order of the office."""
    order = (AppointmentType.active.desc(), AppointmentType.position, AppointmentType.id)
    return list(db.session.scalars(sa.select(AppointmentType).order_by(*order)))


def types_for(student: Person) -> list[AppointmentType]:
    """The types that a student may book, in the order of the office."""
    facts = facts_of(student)
    return [kind for kind in all_types() if may_book(kind, facts)]


def type_for_student(student: Person, coaching_type_id: int) -> AppointmentType | None:
    kind = db.session.get(AppointmentType, coaching_type_id)
    return kind if kind and may_book(kind, facts_of(student)) else None


def any_type(_coordinator: Person, coaching_type_id: int) -> AppointmentType | None:
    return db.session.get(AppointmentType, coaching_type_id)


def coaches() -> list[Person]:
    """Everybody who is a coach now, by name."""
    return list(db.session.scalars(sa.select(Person).where(*_is_coach()).order_by(Person.name, Person.id)))


def coach_for_office(_coordinator: Person, coach_id: int) -> Person | None:
    return db.session.scalar(sa.select(Person).where(Person.id == coach_id, *_is_coach()))


def offers_of(kind: AppointmentType) -> list[CoachOffer]:
    """Who can be booked for a type now, by name."""
    return [offer for offer in all_offers() if offer.type_id == kind.id and gives(offer, _today_of(offer.coach))]


def _today_of(coach: Person) -> date:
    return local_date(now(), get_zone(coach.time_zone))


def all_offers() -> list[CoachOffer]:
    """Who gives what, paused or not, by name of the coach and in the order of the types."""
    found = sa.select(CoachOffer).join(CoachOffer.coach).where(*_is_coach())
    found = found.join(CoachOffer.type).options(joinedload(CoachOffer.coach), joinedload(CoachOffer.type))
    return list(
        db.session.scalars(found.order_by(Person.name, Person.id, AppointmentType.position, CoachOffer.type_id))
    )


def offers_by(coach: Person) -> list[CoachOffer]:
    """What a coach gives, paused or not, in the order of the types."""
    return [offer for offer in all_offers() if offer.coach_id == coach.id and offer.type.active]


def offer_by(coach: Person, coaching_type_id: int) -> CoachOffer | None:
    """That a coach gives this type, or None."""
    return db.session.get(CoachOffer, (coach.id, coaching_type_id))


def question_bank(role: str = "", *, also_retired: bool = False) -> list[InterviewQuestion]:
    """Questions for a role with those for all roles, or all of them."""
    found = sa.select(InterviewQuestion).order_by(InterviewQuestion.role, InterviewQuestion.kind, InterviewQuestion.id)
    if not also_retired:
        found = found.where(InterviewQuestion.active)
    if role:
        found = found.where(sa.func.lower(InterviewQuestion.role).in_(["", role.lower()]))
    return list(db.session.scalars(found))


def roles_of_bank() -> list[str]:
    """The roles for which there are questions."""
    found = sa.select(InterviewQuestion.role).where(InterviewQuestion.active, InterviewQuestion.role != "").distinct()
    return list(db.session.scalars(found.order_by(InterviewQuestion.role)))


def question_for_office(_coordinator: Person, interview_question_id: int) -> InterviewQuestion | None:
    return db.session.get(InterviewQuestion, interview_question_id)


def _is_coach() -> tuple[sa.ColumnElement[bool], ...]:
    return Person.active.is_(True), Person.roles.any(Role.name == RoleName.COACH)
