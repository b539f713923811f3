"""Reading profiles, aims, offers and the applications of mentors."""

import enum
from datetime import timedelta
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs, Enrolment

#: Below this many decisions, how long they usually take would be a guess.
FEWEST_DECISIONS = 5
#: Older decisions say little about who decides now.
_RECENT_DECISIONS = 50


class Places(enum.StrEnum):
    """How a list of mentors can be narrowed."""

    FREE = "free"
    FULL = "full"
    PAUSED = "paused"


def profile_of(person_id: int) -> Profile | None:
    return db.session.get(Profile, person_id)


def aim_of(person_id: int) -> Aim | None:
    return db.session.get(Aim, person_id)


def offer_of(person_id: int) -> Offer | None:
    return db.session.get(Offer, person_id)


def applications(*, limit: int = 200, offset: int = 0) -> list[Offer]:
    """Applications that wait for a decision, oldest first."""
    waiting = sa.select(Offer).where(Offer.status == OfferStatus.APPLIED).order_by(Offer.applied_at, Offer.person_id)
    return list(db.session.scalars(waiting.limit(limit).offset(offset)))


def count_applications() -> int:
    waiting = sa.select(sa.func.count()).select_from(Offer).where(Offer.status == OfferStatus.APPLIED)
    return db.session.scalar(waiting) or 0


def place_in_queue(offer: Offer) -> int:
    """1 for the application that is looked at next."""
    earlier = sa.select(sa.func.count()).select_from(Offer).where(
        Offer.status == OfferStatus.APPLIED,
        sa.or_(
            Offer.applied_at < offer.applied_at,
            sa.and_(Offer.applied_at == offer.applied_at, Offer.person_id < offer.person_id),
        ),
    )  # fmt: skip
    return 1 + (db.session.scalar(earlier) or 0)


def usual_time_to_decide() -> timedelta | None:
    """The median wait of the latest decisions; None while there are too few to say."""
    decided = (
        sa.select(Offer.applied_at, Offer.decided_at)
        .where(Offer.applied_at.is_not(None), Offer.decided_at.is_not(None))
        .order_by(Offer.decided_at.desc())
        .limit(_RECENT_DECISIONS)
    )
    waits = [(end - start).total_seconds() for start, end in db.session.execute(decided) if start and end]
    return timedelta(seconds=median(waits)) if len(waits) >= FEWEST_DECISIONS else None


def offer_for_coordinator(coordinator: Person, offer_id: int) -> Offer | None:
    """An application, or an approved mentor of a cohort this coordinator looks after. Drafts stay private."""
    if not programmes.cohorts_of(coordinator):
        return None
    offer = offer_of(offer_id)
    if offer is None or offer.status == OfferStatus.DRAFT:
        return None
    if offer.status != OfferStatus.APPROVED:
        return offer
    return db.session.scalar(_mentors_of(coordinator).where(Offer.person_id == offer_id))


def application_for_coordinator(coordinator: Person, offer_id: int) -> Offer | None:
    """Whatever was sent in, decided or not, so that who comes second is told instead of seeing nothing."""
    offer = offer_of(offer_id)
    sent = offer is not None and offer.status != OfferStatus.DRAFT
    return offer if sent and programmes.cohorts_of(coordinator) else None


def mentors_for(
    coordinator: Person, *, text: str = "", places: Places | None = None, limit: int, offset: int = 0
) -> tuple[list[Offer], int]:
    """A page of the approved mentors of a coordinator's cohorts by name, and how many there are in all."""
    found = _narrowed(_mentors_of(coordinator), text, places)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.order_by(None).subquery())) or 0
    page = found.options(selectinload(Offer.person)).order_by(Person.name, Person.id).limit(limit).offset(offset)
    return list(db.session.scalars(page)), total


def _mentors_of(coordinator: Person) -> sa.Select[Offer]:
    cohorts = sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == coordinator.id, Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    )
    mentors = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id.in_(cohorts), Enrolment.enrolled_as == EnrolledAs.MENTOR
    )
    return (
        sa.select(Offer)
        .join(Person, Person.id == Offer.person_id)
        .where(Offer.status == OfferStatus.APPROVED, Offer.person_id.in_(mentors))
    )


def _narrowed(mentors: sa.Select[Offer], text: str, places: Places | None) -> sa.Select[Offer]:
    for word in text.split():
        columns = (Person.name, Offer.role_title, Offer.organisation, Offer.headline)
        mentors = mentors.where(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if places is Places.PAUSED:
        return mentors.where(Offer.paused)
    if places is Places.FULL:
        return mentors.where(Offer.load >= Offer.capacity)
    if places is Places.FREE:
        return mentors.where(Offer.load < Offer.capacity, sa.not_(Offer.paused))
    return mentors
