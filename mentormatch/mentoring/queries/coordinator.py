"""Pairs as the coordinators of their cohort may read them, and what a decision about one rests on."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, Match, Request
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes.models import EnrolledAs, Enrolment

MOST_MENTORS = 20


def earlier_of(request: Request) -> Request | None:
    """The request to another mentor that this one replaced, or None."""
    return db.session.get(Request, request.replaces_id) if request.replaces_id else None


def passed_on_by(request: Request) -> Request | None:
    """The request whose mentor suggested the one who is asked here, or None."""
    before = sa.select(Request).where(Request.mentee_id == request.mentee_id, Request.passed_to_id == request.mentor_id)
    return db.session.scalar(before.where(Request.id < request.id).order_by(Request.id.desc()).limit(1))


def _cohorts_of(coordinator: Person) -> sa.Select[int]:
    return sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == coordinator.id, Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    )


def request_for_coordinator(coordinator: Person, request_id: int) -> Request | None:
    """A request in a cohort this coordinator looks after, or None."""
    mine = sa.select(Request).where(Request.id == request_id, Request.cohort_id.in_(_cohorts_of(coordinator)))
    return db.session.scalar(mine)


def match_for_coordinator(coordinator: Person, match_id: int) -> Match | None:
    """A match in a cohort this coordinator looks after, or None."""
    mine = sa.select(Match).where(Match.id == match_id, Match.cohort_id.in_(_cohorts_of(coordinator)))
    return db.session.scalar(mine)


def mentors_in(cohort_id: int) -> sa.Select[Offer]:
    """The offers of the approved, active mentors of a cohort, joined with their people."""
    enrolled = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id == cohort_id, Enrolment.enrolled_as == EnrolledAs.MENTOR
    )
    offers = sa.select(Offer).join(Person, Person.id == Offer.person_id)
    offers = offers.where(Offer.person_id.in_(enrolled), Offer.status == OfferStatus.APPROVED, Person.active)
    return offers.where(Person.roles.any(Role.name == RoleName.MENTOR))


def mentor_in(cohort_id: int, mentor_id: int) -> Offer | None:
    """The offer of an approved, active mentor of a cohort, or None."""
    return db.session.scalar(mentors_in(cohort_id).where(Offer.person_id == mentor_id))


def mentors_with_places(cohort_id: int, *, text: str, but: set[int]) -> list[Offer]:
    """Mentors of a cohort with a free place whose name, role or organisation holds every word of ``text``."""
    free = mentors_in(cohort_id).where(Offer.load < Offer.capacity, sa.not_(Offer.paused), Offer.person_id.not_in(but))
    for word in text.split():
        columns = (Person.name, Offer.role_title, Offer.organisation)
        free = free.where(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return list(db.session.scalars(free.order_by(Person.name, Person.id).limit(MOST_MENTORS)))


def sessions_of(mentor_id: int) -> int:
    """How many sessions a mentor has booked or held, with anybody."""
    theirs = (
        sa.select(sa.func.count()).select_from(Booking).where(Booking.host_id == mentor_id, Booking.kind == SESSION)
    )
    return db.session.scalar(theirs.where(Booking.status.in_([BookingStatus.BOOKED, BookingStatus.HELD]))) or 0


def other_matches_of(mentee_id: int, *, but: int | None) -> list[str]:
    """Names of the other mentors a mentee is matched with at present."""
    mentors = sa.select(Person.name).join(Match, Match.mentor_id == Person.id)
    mentors = mentors.where(Match.mentee_id == mentee_id, Match.status.in_(CURRENT))
    return list(db.session.scalars(mentors.where(Match.id != but) if but else mentors))
