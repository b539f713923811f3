"""Writing many new people at once.

The one place where a feature writes new rows of features below it: service by service a newcomer takes sixty
statements, and a thousand of them would lock the others out for minutes. The database's constraints hold all the same,
and a test compares a newcomer with somebody whom the services have made.
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from mentormatch.accounts.models import STAFF, Affiliation, Person, Role, RoleName
from mentormatch.calendar.models import AvailabilityRule
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import best_language
from mentormatch.core.jobs import nudge
from mentormatch.core.stamps import next_stamp
from mentormatch.people.policy import missing_enrolments, roles_given
from mentormatch.people.record import AIM_COLUMNS, OFFER_COLUMNS, PROFILE_COLUMNS, PersonRow, Terms
from mentormatch.profiles import vocabulary
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, Enrolment


def add_newcomers(rows: Sequence[PersonRow], terms: Terms, *, by: Person | None) -> None:
    """Make people who have been judged, in the transaction of the caller. They can be ranked at once.

    They have no password and no confirmed address: they set one by "forgot password", which confirms it. Mentors are
    approved. Raises IntegrityError when somebody of the same address has come meanwhile.
    """
    roles = {RoleName(role.name): role for role in db.session.scalars(sa.select(Role))}
    people = [_person(row, roles) for row in rows]
    stamp = next_stamp("facts")
    for person in people:
        person.facts_stamp = stamp
    db.session.add_all(people)
    db.session.flush()
    texts_stamp = next_stamp("texts")
    places = db.session.get_one(Cohort, terms.cohort_id).mentor_capacity
    for person, row in zip(people, rows, strict=True):
        db.session.add_all(_answers(person.id, row, texts_stamp, places, by=by))
        db.session.add_all(_places(person.id, row, terms))
        audit.record(by, "person.imported", person, new=True, cohort=terms.cohort_id)
    db.session.flush()
    for person in people:
        vocabulary.learn({}, vocabulary.spoken_by(person.id))
    nudge("vectors.encode")


def _person(row: PersonRow, roles: dict[RoleName, Role]) -> Person:
    language = next(filter(None, map(best_language, row.languages or ())), "en")
    zone: dict[str, Any] = row.said(("time_zone",))
    return Person(
        email=row.email,
        name=row.name,
        locale=language,
        affiliation=_affiliation(row),
        fs_uniquifier=uuid4().hex,
        roles=[roles[role] for role in sorted(roles_given(row, None))],
        **zone,
    )


def _affiliation(row: PersonRow) -> Affiliation:
    if roles_given(row, None) <= STAFF:
        return Affiliation.OTHER
    finished = row.graduation_year is not None and row.graduation_year < now().year
    return Affiliation.ALUM if finished else Affiliation.STUDENT


def _answers(
    person_id: int, row: PersonRow, texts_stamp: int, places: int, *, by: Person | None
) -> list[Profile | Aim | Offer]:
    """Background for everybody, an aim for mentees, an approved offer for mentors."""
    given = roles_given(row, None)
    background: dict[str, Any] = row.said(PROFILE_COLUMNS)
    found: list[Profile | Aim | Offer] = [Profile(person_id=person_id, texts_stamp=texts_stamp, **background)]
    if RoleName.MENTEE in given:
        aim: dict[str, Any] = row.said(AIM_COLUMNS)
        found.append(Aim(person_id=person_id, **aim))
    if RoleName.MENTOR in given:
        offer: dict[str, Any] = {"capacity": places, **row.said(OFFER_COLUMNS)}
        approved = {"status": OfferStatus.APPROVED, "decided_at": now(), "decided_by_id": by.id if by else None}
        found.append(Offer(person_id=person_id, **approved, **offer))
    return found


def _places(person_id: int, row: PersonRow, terms: Terms) -> list[Enrolment | AvailabilityRule]:
    """Where they take part, and when they can meet."""
    enrolled = [
        Enrolment(person_id=person_id, cohort_id=terms.cohort_id, enrolled_as=enrolled_as)
        for enrolled_as in missing_enrolments(row, None, terms)
    ]
    hours = [
        AvailabilityRule(person_id=person_id, weekday=rule.weekday, start_minute=rule.start, end_minute=rule.end)
        for rule in row.availability or ()
    ]
    return [*enrolled, *hours]
