"""Reading the programme, cohorts and enrolments."""

from collections.abc import Collection

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.core.db import db
from mentormatch.programmes.models import (
    Cohort,
    EnrolledAs,
    Enrolment,
    Invitation,
    JoinRequest,
    JoinStatus,
    Programme,
)

#: Enrolments in the order in which they count: those in cohorts that run, the newest first.
NEWEST = (Cohort.archived_at.is_not(None), Enrolment.id.desc())


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
    """The newest enrolment of a person in a role; a mentee looks for mentors in that cohort.

    One in an archived cohort only where there is no other.
    """
    mine = sa.select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.enrolled_as == enrolled_as)
    mine = mine.join(Cohort, Cohort.id == Enrolment.cohort_id)
    return db.session.scalar(mine.order_by(*NEWEST).limit(1))


def cohorts_of(coordinator: Person) -> list[Cohort]:
    """The cohorts a coordinator looks after; none for whoever is none any more, also in what they have asked for."""
    if not coordinator.is_(RoleName.COORDINATOR):
        return []
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


def takes_part(person: Person, cohort_id: int, enrolled_as: EnrolledAs) -> bool:
    """Whether this person is enrolled in this cohort in this role."""
    same = sa.select(Enrolment.id).where(
        Enrolment.person_id == person.id, Enrolment.cohort_id == cohort_id, Enrolment.enrolled_as == enrolled_as
    )
    return db.session.scalar(same) is not None


def cohort_to_manage(person: Person, cohort_id: int) -> Cohort | None:
    """A cohort whose settings this person may change: an admin all, a coordinator the ones they look after."""
    if person.is_(RoleName.ADMIN):
        return db.session.get(Cohort, cohort_id)
    return cohort_for(person, cohort_id) if person.is_(RoleName.COORDINATOR) else None


def cohorts_to_manage(person: Person) -> list[Cohort]:
    """The cohorts whose settings this person may change, the newest first."""
    return all_cohorts() if person.is_(RoleName.ADMIN) else cohorts_of(person)


def invitations_of(cohort: Cohort) -> list[Invitation]:
    """The links of a cohort, the newest first."""
    return list(
        db.session.scalars(
            sa.select(Invitation).where(Invitation.cohort_id == cohort.id).order_by(Invitation.id.desc()).limit(100)
        )
    )


def invitation_to_manage(person: Person, cohort_id: int, invitation_id: int) -> Invitation | None:
    """A link of a cohort that this person may manage."""
    if cohort_to_manage(person, cohort_id) is None:
        return None
    found = sa.select(Invitation).where(Invitation.id == invitation_id, Invitation.cohort_id == cohort_id)
    return db.session.scalar(found)


def invitation_of_seed(seed: str) -> Invitation | None:
    return db.session.scalar(sa.select(Invitation).where(Invitation.seed == seed))


def waiting_join(person_id: int, cohort_id: int) -> JoinRequest | None:
    """What this person asks of this cohort, while nobody has decided."""
    mine = sa.select(JoinRequest).where(JoinRequest.person_id == person_id, JoinRequest.cohort_id == cohort_id)
    return db.session.scalar(mine.where(JoinRequest.status == JoinStatus.WAITING))


def latest_joins(person: Person) -> dict[int, JoinRequest]:
    """The latest request of a person to join each cohort."""
    mine = sa.select(JoinRequest).where(JoinRequest.person_id == person.id).order_by(JoinRequest.id)
    return {asked.cohort_id: asked for asked in db.session.scalars(mine)}


def my_join(person: Person, join_id: int) -> JoinRequest | None:
    mine = sa.select(JoinRequest).where(JoinRequest.person_id == person.id)
    return db.session.scalar(mine.where(JoinRequest.id == join_id))


def joins_waiting(cohort_ids: Collection[int], *, first: int = 0) -> sa.Select[JoinRequest]:
    """Who asks to join these cohorts and waits for an answer, the longest first; before all the one with this id."""
    waiting = sa.select(JoinRequest).where(JoinRequest.status == JoinStatus.WAITING)
    return waiting.where(JoinRequest.cohort_id.in_(cohort_ids)).order_by(
        JoinRequest.id != first, JoinRequest.created_at, JoinRequest.id
    )


def count_joins(cohort_ids: Collection[int]) -> int:
    """How many wait for an answer."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(joins_waiting(cohort_ids).subquery())) or 0


def join_for(coordinator: Person, join_id: int) -> JoinRequest | None:
    """A request to join a cohort that this coordinator looks after, decided or not."""
    asked = db.session.get(JoinRequest, join_id)
    return asked if asked is not None and cohort_for(coordinator, asked.cohort_id) else None


def answered_joins(cohort: Cohort, limit: int = 50) -> list[JoinRequest]:
    """The latest that were decided."""
    decided = sa.select(JoinRequest).where(JoinRequest.cohort_id == cohort.id, JoinRequest.decided_at.is_not(None))
    return list(db.session.scalars(decided.order_by(JoinRequest.decided_at.desc()).limit(limit)))


def cohorts_open_to_ask() -> list[Cohort]:
    """Cohorts that people may ask to join."""
    found = sa.select(Cohort).where(Cohort.self_enrolment, Cohort.archived_at.is_(None))
    return list(db.session.scalars(found.order_by(Cohort.starts_on.desc(), Cohort.id.desc())))
