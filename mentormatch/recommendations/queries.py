"""Who may be shown to whom, and whose texts are still to be encoded."""

from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations import facts
from mentormatch.recommendations.models import VectorKind
from mentormatch.training import queries as training


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
    people = sa.select(Person.id, Person.name, Profile.graduation_year)
    people = people.outerjoin(Profile, Profile.person_id == Person.id).where(*_mentors(cohort_id, but))
    return {row.id: Candidate(*row) for row in db.session.execute(people)}


def emails_of_mentors(cohort_id: int, *, but: int) -> dict[int, str]:
    """The addresses of the same people, for whoever works at a terminal. Pages never show them."""
    people = sa.select(Person.id, Person.email).where(*_mentors(cohort_id, but))
    return {row.id: row.email for row in db.session.execute(people)}


def _mentors(cohort_id: int, but: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Who has not read what the office asks for is not shown yet."""
    mentors = Person.id.in_(programmes.members_of(cohort_id, EnrolledAs.MENTOR))
    return mentors, Person.active.is_(True), Person.id != but, Person.id.not_in(training.lacking_in(cohort_id))


def mentor_for(mentee: Person, mentor_id: int) -> Offer | None:
    """The offer of an approved, active mentor of the mentee's newest cohort who lacks no training, or None."""
    enrolment = programmes.enrolment_of(mentee, EnrolledAs.MENTEE)
    if enrolment is None or mentor_id == mentee.id:
        return None
    offers = sa.select(Offer).join(Person, Person.id == Offer.person_id)
    return db.session.scalar(
        offers.where(
            Offer.person_id == mentor_id,
            Offer.person_id.in_(programmes.members_of(enrolment.cohort_id, EnrolledAs.MENTOR)),
            Offer.person_id.not_in(training.lacking_in(enrolment.cohort_id)),
            Offer.status == OfferStatus.APPROVED,
            Person.active,
        )
    )


def waiting_for_vectors() -> int:
    """How many people's texts are still to be encoded."""
    return sum(len(facts.ids_to_encode(kind)) for kind in VectorKind)
