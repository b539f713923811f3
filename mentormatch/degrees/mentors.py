"""Mentors whom a student may ask, with what they do and what they studied."""

from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.degrees.models import Degree
from mentormatch.degrees.policy import as_one_writes
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.training import queries as training


@dataclass(frozen=True, slots=True)
class Mentor:
    id: int
    name: str
    role_title: str
    degree: str


def askable(reader: Person) -> list[Mentor]:
    """By name; none for those who ask no mentor."""
    enrolment = programmes.enrolment_of(reader, EnrolledAs.MENTEE) if reader.is_(RoleName.MENTEE) else None
    if enrolment is None:
        return []
    found = sa.select(Person.id, Person.name, Offer.role_title, Profile.degree)
    found = found.join(Offer, Offer.person_id == Person.id).join(Profile, Profile.person_id == Person.id)
    found = found.where(
        Offer.status == OfferStatus.APPROVED,
        Person.active.is_(True),
        Person.id != reader.id,
        Person.id.in_(programmes.members_of(enrolment.cohort_id, EnrolledAs.MENTOR)),
        Person.id.not_in(training.lacking_in(enrolment.cohort_id)),
    )
    return [Mentor(*row) for row in db.session.execute(found.order_by(sa.func.lower(Person.name), Person.id))]


def with_degree(reader: Person, degree: Degree) -> list[Mentor]:
    """Those who say that they have this degree."""
    wanted = as_one_writes(degree.name)
    return [one for one in askable(reader) if as_one_writes(one.degree) == wanted]
