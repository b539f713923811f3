"""The programme and its cohorts: opened, changed, copied, archived."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l
from mentormatch.notifications import service as letters
from mentormatch.programmes import limits, queries
from mentormatch.programmes.errors import CohortArchived, NameTaken
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment, Programme
from mentormatch.programmes.signals import copied

#: What a copy takes over: every setting, but neither people nor dates.
COPIED = (*limits.SETTINGS, "review_mode", "degrees", "open_to", "self_enrolment")
#: Lists longer than this are no longer "for these degrees".
MOST_DEGREES = 30


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
    """Open a cohort. The first one takes those who register by themselves.

    Raises NameTaken; Invalid, with its field, for settings that make no sense.
    """
    if queries.find_cohort(name):
        raise NameTaken(field="name")
    _ensure(values)
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
    """Change limits, dates or the review mode; what is under way keeps the rule it began with.

    Raises NameTaken, CohortArchived; Invalid, with its field, for settings that make no sense.
    """
    other = queries.find_cohort(values.get("name", cohort.name))
    if other is not None and other.id != cohort.id:
        raise NameTaken(field="name")
    if cohort.archived_at is not None:
        raise CohortArchived
    present = {name: getattr(cohort, name) for name in (*COPIED, "starts_on", "ends_on")}
    _ensure({**present, **values})
    changed = sorted(name for name, value in values.items() if getattr(cohort, name) != value)
    for name in changed:
        setattr(cohort, name, values[name])
    audit.record(by, "cohort.changed", cohort, fields=changed)


@transactional
def copy_cohort(cohort: Cohort, name: str, *, by: Person, **dates: Any) -> Cohort:
    """Open a cohort like this one, with new dates: its settings, letters, training and coordinators, none of
    its people.

    Raises NameTaken, and Invalid for dates that make no sense.
    """
    settings = {setting: getattr(cohort, setting) for setting in COPIED}
    copy = open_cohort(name, by=by, **settings, **dates, default=False)
    looking_after = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id == cohort.id, Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    )
    for person_id in db.session.scalars(looking_after.order_by(Enrolment.id)).all():
        db.session.add(Enrolment(person_id=person_id, cohort_id=copy.id, enrolled_as=EnrolledAs.COORDINATOR))
    letters.copy_words(cohort.id, copy.id)
    copied.send(cohort, copy=copy)
    audit.record(by, "cohort.copied", copy, source=cohort.id)
    return copy


@transactional
def archive(cohort: Cohort, *, by: Person) -> None:
    """From now on it takes no new people, requests or sessions, and stays readable. Archiving twice is once.

    Refuses the cohort that takes newcomers: they would have nowhere to go.
    """
    _hold(cohort)
    if cohort.archived_at is not None:
        return
    if cohort.default:
        raise Invalid(_l("Newcomers join this cohort. Let another one take them first."))
    cohort.archived_at = now()
    audit.record(by, "cohort.archived", cohort)


@transactional
def bring_back(cohort: Cohort, *, by: Person) -> None:
    """Let an archived cohort go on."""
    _hold(cohort)
    if cohort.archived_at is None:
        return
    cohort.archived_at = None
    audit.record(by, "cohort.brought_back", cohort)


@transactional
def take_newcomers(cohort: Cohort, *, by: Person) -> None:
    """From now on, people who register by themselves join this cohort, and no other. Raises CohortArchived."""
    if cohort.archived_at is not None:
        raise CohortArchived
    _no_other_takes_newcomers()
    cohort.default = True
    audit.record(by, "cohort.takes_newcomers", cohort)


def _no_other_takes_newcomers() -> None:
    db.session.execute(sa.update(Cohort).where(Cohort.default).values(default=False))


def _hold(cohort: Cohort) -> None:
    """Wait for whoever is letting somebody in, asking or booking here at this moment."""
    db.session.get_one(Cohort, cohort.id, with_for_update=True, populate_existing=True)


def _ensure(values: dict[str, Any]) -> None:
    limits.ensure(values)
    if len(values.get("degrees") or ()) > MOST_DEGREES:
        raise Invalid(_l("Please name at most %(n)d.", n=MOST_DEGREES), field="degrees")
