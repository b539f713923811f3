"""Changing somebody by a row of a file, through the services of the features that own the tables. No letters."""

from collections.abc import Collection, Mapping
from typing import Any

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.core import audit
from mentormatch.core.db import db
from mentormatch.people.policy import missing_enrolments, roles_after, roles_given, roles_had
from mentormatch.people.record import AIM_COLUMNS, OFFER_COLUMNS, PROFILE_COLUMNS, Known, PersonRow, Terms
from mentormatch.profiles import queries as profiles_queries
from mentormatch.profiles import service as profiles
from mentormatch.profiles.answers import update_offer
from mentormatch.profiles.errors import BelowLoad
from mentormatch.profiles.models import Offer
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort


def change_person(
    row: PersonRow, known: Known, columns: Collection[str], terms: Terms, cohort: Cohort, *, by: Person | None
) -> None:
    """Write what differs about somebody: only these columns, so that what the file repeats stays untouched."""
    person = db.session.get_one(Person, known.person_id)
    _change_account(person, row.said(set(columns) & {"name", "time_zone"}))
    _take_in(person, row, known, terms, cohort, by=by)
    _write_answers(person, row, columns, roles_after(row, known), by=by)
    audit.record(by, "person.imported", person, new=False, columns=sorted(columns))


def _change_account(person: Person, changed: Mapping[str, object]) -> None:
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        accounts.touch_facts(person)


def _take_in(person: Person, row: PersonRow, known: Known, terms: Terms, cohort: Cohort, *, by: Person | None) -> None:
    """Give roles that are new and enrol where that is still to be done."""
    for role in sorted(roles_given(row, known) - roles_had(known)):
        if role == RoleName.MENTOR:
            profiles.admit_mentor(person, cohort, by=by)
        else:
            accounts.grant(person, role, by=by)
    for enrolled_as in missing_enrolments(row, known, terms):
        programmes.enrol(person, cohort, enrolled_as, by=by)


def _write_answers(
    person: Person, row: PersonRow, columns: Collection[str], roles: frozenset[RoleName], *, by: Person | None
) -> None:
    """Background for everybody, an aim for mentees, an offer for mentors, and the hours of the week."""
    profiles.save_background(person, by=by, **_said(row, PROFILE_COLUMNS, columns))
    if RoleName.MENTEE in roles:
        profiles.save_aim(person, by=by, **_said(row, AIM_COLUMNS, columns))
    if RoleName.MENTOR in roles:
        offer = _said(row, OFFER_COLUMNS, columns)
        capacity = offer.pop("capacity", None)
        profiles.save_offer(person, by=by, **offer)
        if capacity is not None:
            _set_capacity(person, capacity)
    if row.availability is not None and "availability" in columns:
        calendar.set_weekly_hours(person, row.availability, by=by)


def _said(row: PersonRow, mine: Collection[str], columns: Collection[str]) -> dict[str, Any]:
    return row.said(name for name in mine if name in columns)


def _set_capacity(person: Person, capacity: int) -> None:
    """As the file says, also 0 for somebody on leave; the mentor's own page asks for at least one place."""
    offer = profiles_queries.offer_of(person.id)
    if offer is not None and offer.capacity != capacity:
        if not update_offer(offer, Offer.load <= capacity, capacity=capacity):
            raise BelowLoad(offer.load)
        accounts.touch_facts(person)
