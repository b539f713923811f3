"""Writing the programme, cohorts and enrolments."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l
from mentormatch.programmes import queries
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment, Programme


class UnknownAddress(Invalid):
    sentence = _l("Nobody has an account with this address yet. They register first.")


class NameTaken(Conflict):
    sentence = _l("Another cohort has this name.")


@transactional
def set_programme(*, by: Person | None, **values: Any) -> Programme:
    """Set name, person to turn to and whether registration is open; makes the programme the first time."""
    programme = queries.programme()
    if programme is None:
        programme = Programme(**values)
        db.session.add(programme)
        db.session.flush()
    for name, value in values.items():
        setattr(programme, name, value)
    audit.record(by, "programme.changed", programme, fields=sorted(values))
    return programme


@transactional
def open_cohort(name: str, *, by: Person | None, **values: Any) -> Cohort:
    """Open a cohort. The first one takes those who register by themselves."""
    if queries.find_cohort(name):
        raise NameTaken(field="name")
    values.setdefault("default", queries.default_cohort() is None)
    if values["default"]:
        _no_other_takes_newcomers()
    cohort = Cohort(name=name, **values)
    db.session.add(cohort)
    db.session.flush()
    audit.record(by, "cohort.opened", cohort)
    return cohort


@transactional
def change_cohort(cohort: Cohort, *, by: Person, **values: Any) -> None:
    """Change limits, dates or the review mode; what is under way keeps the rule it began with."""
    other = queries.find_cohort(values.get("name", cohort.name))
    if other is not None and other.id != cohort.id:
        raise NameTaken(field="name")
    for name, value in values.items():
        setattr(cohort, name, value)
    audit.record(by, "cohort.changed", cohort, fields=sorted(values))


@transactional
def take_newcomers(cohort: Cohort, *, by: Person) -> None:
    """From now on, people who register by themselves join this cohort, and no other."""
    _no_other_takes_newcomers()
    cohort.default = True
    audit.record(by, "cohort.takes_newcomers", cohort)


def _no_other_takes_newcomers() -> None:
    db.session.execute(sa.update(Cohort).where(Cohort.default).values(default=False))


@transactional
def enrol(person: Person, cohort: Cohort, enrolled_as: EnrolledAs, *, by: Person | None) -> Enrolment:
    """Let a person take part in a cohort in a role; enrolling twice changes nothing."""
    same = sa.select(Enrolment).where(
        Enrolment.person_id == person.id, Enrolment.cohort_id == cohort.id, Enrolment.enrolled_as == enrolled_as
    )
    enrolment = db.session.scalar(same)
    if enrolment is None:
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
