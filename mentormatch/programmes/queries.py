"""Reading the programme, cohorts and enrolments."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.core.db import db
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment, Programme


def programme() -> Programme | None:
    return db.session.scalar(sa.select(Programme).limit(1))


def default_cohort() -> Cohort | None:
    """The cohort that takes those who register by themselves."""
    return db.session.scalar(sa.select(Cohort).where(Cohort.default))


def find_cohort(name: str) -> Cohort | None:
    return db.session.scalar(sa.select(Cohort).where(Cohort.name == name))


def all_cohorts() -> list[Cohort]:
    return list(db.session.scalars(sa.select(Cohort).order_by(Cohort.id.desc())))


def any_cohort(_admin: Person, cohort_id: int) -> Cohort | None:
    return db.session.get(Cohort, cohort_id)


def counts_of(cohorts: list[Cohort]) -> dict[int, dict[EnrolledAs, int]]:
    """How many people take part in each cohort in each role."""
    rows = db.session.execute(
        sa.select(Enrolment.cohort_id, Enrolment.enrolled_as, sa.func.count())
        .where(Enrolment.cohort_id.in_([cohort.id for cohort in cohorts]))
        .group_by(Enrolment.cohort_id, Enrolment.enrolled_as)
    )
    counts: dict[int, dict[EnrolledAs, int]] = {cohort.id: {} for cohort in cohorts}
    for cohort_id, enrolled_as, count in rows:
        counts[cohort_id][enrolled_as] = count
    return counts


def coordinators_by_cohort(cohorts: list[Cohort]) -> dict[int, list[str]]:
    """Names of those who look after each cohort."""
    rows = db.session.execute(
        sa.select(Enrolment.cohort_id, Person.name)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.enrolled_as == EnrolledAs.COORDINATOR)
        .order_by(Person.name)
    )
    names: dict[int, list[str]] = {cohort.id: [] for cohort in cohorts}
    for cohort_id, name in rows:
        names.setdefault(cohort_id, []).append(name)
    return names


def is_enrolled(person: Person) -> bool:
    """Whether this person takes part in any cohort, in any role."""
    return db.session.scalar(sa.select(Enrolment.id).where(Enrolment.person_id == person.id).limit(1)) is not None


def enrolment_of(person: Person, enrolled_as: EnrolledAs) -> Enrolment | None:
    """The newest enrolment of a person in a role; a mentee looks for mentors in that cohort."""
    mine = sa.select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.enrolled_as == enrolled_as)
    return db.session.scalar(mine.order_by(Enrolment.id.desc()).limit(1))


def cohorts_of(coordinator: Person) -> list[Cohort]:
    """The cohorts a coordinator looks after."""
    mine = sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == coordinator.id, Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    )
    return list(db.session.scalars(sa.select(Cohort).where(Cohort.id.in_(mine)).order_by(Cohort.id.desc())))


def cohort_for(coordinator: Person, cohort_id: int) -> Cohort | None:
    """A cohort this coordinator looks after, or None."""
    return next((cohort for cohort in cohorts_of(coordinator) if cohort.id == cohort_id), None)


def coordinators_of(cohort_id: int) -> list[Person]:
    mine = members_of(cohort_id, EnrolledAs.COORDINATOR)
    return list(db.session.scalars(sa.select(Person).where(Person.id.in_(mine), Person.active).order_by(Person.id)))


def members_of(cohort_id: int, enrolled_as: EnrolledAs) -> sa.Select[int]:
    """The ids of those who take part in a cohort in a role, as a subquery. Who lost the role no longer does."""
    holders = sa.select(person_role.c.person_id).join(Role, Role.id == person_role.c.role_id)
    return sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id == cohort_id,
        Enrolment.enrolled_as == enrolled_as,
        Enrolment.person_id.in_(holders.where(Role.name == RoleName(enrolled_as.value))),
    )
