"""Who takes part in a cohort."""

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.programmes.errors import CohortArchived, UnknownAddress
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment


def ensure_not_archived(cohort_id: int) -> None:
    """CohortArchived unless this cohort still takes people, requests and sessions.

    The row is shared until the transaction ends, so that archiving waits for what has begun; nothing else does.
    """
    running = sa.select(Cohort.id).where(Cohort.id == cohort_id, Cohort.archived_at.is_(None))
    if db.session.scalar(running.with_for_update(read=True, key_share=True)) is None:
        raise CohortArchived


@transactional
def enrol(person: Person, cohort: Cohort, enrolled_as: EnrolledAs, *, by: Person | None) -> Enrolment:
    """Let a person take part in a cohort in a role; enrolling twice changes nothing. Raises CohortArchived."""
    same = sa.select(Enrolment).where(
        Enrolment.person_id == person.id, Enrolment.cohort_id == cohort.id, Enrolment.enrolled_as == enrolled_as
    )
    enrolment = db.session.scalar(same)
    if enrolment is None:
        if enrolled_as != EnrolledAs.COORDINATOR:
            ensure_not_archived(cohort.id)
        enrolment = Enrolment(person_id=person.id, cohort_id=cohort.id, enrolled_as=enrolled_as)
        db.session.add(enrolment)
        db.session.flush()
        audit.record(by, "enrolment.made", enrolment, person=person.id, cohort=cohort.id, role=enrolled_as)
    return enrolment


@transactional
def make_coordinator(cohort: Cohort, email: str, *, by: Person) -> None:
    """Let somebody with an account look after a cohort; UnknownAddress when there is no account."""
    person = accounts.find_person(accounts.normal_email(email))
    if person is None:
        raise UnknownAddress(field="email")
    accounts.grant(person, RoleName.COORDINATOR, by=by)
    enrol(person, cohort, EnrolledAs.COORDINATOR, by=by)
