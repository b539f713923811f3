"""Who may be shown to whom, and whose texts are still to be encoded."""

from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.recommendations import facts
from mentormatch.recommendations.models import VectorKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor of a cohort, with what a card shows beside the facts that count."""

    id: int
    name: str
    graduation_year: int | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.name


def candidates(cohort_id: int, *, but: int) -> dict[int, Candidate]:
    """The active mentors of a cohort by id; nobody is their own mentor."""
    enrolled = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id == cohort_id, Enrolment.enrolled_as == EnrolledAs.MENTOR
    )
    people = sa.select(Person.id, Person.name, Profile.graduation_year).outerjoin(
        Profile, Profile.person_id == Person.id
    )
    rows = db.session.execute(people.where(Person.id.in_(enrolled), Person.active, Person.id != but))
    return {row.id: Candidate(*row) for row in rows}


def mentor_for(mentee: Person, mentor_id: int) -> Offer | None:
    """The offer of an approved, active mentor of the mentee's newest cohort, or None."""
    mine = sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == mentee.id, Enrolment.enrolled_as == EnrolledAs.MENTEE
    )
    newest = mine.order_by(Enrolment.id.desc()).limit(1).scalar_subquery()
    enrolled = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id == newest, Enrolment.enrolled_as == EnrolledAs.MENTOR
    )
    offers = (
        sa.select(Offer)
        .join(Person, Person.id == Offer.person_id)
        .where(
            Offer.person_id == mentor_id,
            Offer.person_id != mentee.id,
            Offer.person_id.in_(enrolled),
            Offer.status == OfferStatus.APPROVED,
            Person.active,
        )
    )
    return db.session.scalar(offers)


def waiting_for_vectors() -> int:
    """How many people's texts are still to be encoded."""
    return sum(len(facts.ids_to_encode(kind)) for kind in VectorKind)
