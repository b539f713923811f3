"""Reading people as the rows of a file, and the list of a coordinator's people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.core.db import db
from mentormatch.people.columns import ROLE_WORDS
from mentormatch.people.record import AIM_COLUMNS, OFFER_COLUMNS, PROFILE_COLUMNS, Known, PersonRow
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.scheduling import WeeklyRule

#: People read at a time; SQLite takes at most 32,766 values in a statement.
CHUNK = 500


def known_people(emails: Iterable[str]) -> dict[str, Known]:
    """Those of these addresses whom the programme has, in a fixed number of statements."""
    people = db.session.scalars(sa.select(Person).where(Person.email.in_(list(emails)))).all()
    return {known.row.email: known for known in _as_known(people)}


def every_person(members: sa.Select[*tuple[Any, ...]] | None = None) -> Iterator[PersonRow]:
    """Everybody who has not left, or those whose ids ``members`` selects, in the order of joining."""
    wanted = sa.select(Person.id).where(Person.left_at.is_(None)).order_by(Person.id)
    if members is not None:
        wanted = wanted.where(Person.id.in_(members))
    ids = db.session.scalars(wanted).all()
    for start in range(0, len(ids), CHUNK):
        chunk = sa.select(Person).where(Person.id.in_(ids[start : start + CHUNK])).order_by(Person.id)
        yield from (known.row for known in _as_known(db.session.scalars(chunk)))


def _as_known(people: Iterable[Person]) -> list[Known]:
    """Everything a file could say about these people, read in five statements however many they are."""
    people = list(people)
    ids = [person.id for person in people]
    profiles = _by_person(Profile, ids)
    aims = _by_person(Aim, ids)
    offers = _by_person(Offer, ids)
    hours = calendar.weekly_rules_of(ids)
    enrolments = _enrolments(ids)
    return [
        _known(
            person,
            profile=profiles.get(person.id),
            aim=aims.get(person.id),
            offer=offers.get(person.id),
            hours=hours.get(person.id, ()),
            enrolments=enrolments[person.id],
        )
        for person in people
    ]


def _by_person(kind: Any, ids: list[int]) -> dict[int, Any]:
    """Rows of one kind by their person, without the people themselves, who are read already."""
    rows = sa.select(kind).where(kind.person_id.in_(ids)).options(lazyload("*"))
    return {row.person_id: row for row in db.session.scalars(rows)}


def _enrolments(ids: list[int]) -> dict[int, frozenset[tuple[int, EnrolledAs]]]:
    found: dict[int, set[tuple[int, EnrolledAs]]] = defaultdict(set)
    columns = sa.select(Enrolment.person_id, Enrolment.cohort_id, Enrolment.enrolled_as)
    for person_id, cohort_id, enrolled_as in db.session.execute(columns.where(Enrolment.person_id.in_(ids))):
        found[person_id].add((cohort_id, enrolled_as))
    return defaultdict(frozenset, {person_id: frozenset(pairs) for person_id, pairs in found.items()})


def _known(
    person: Person,
    *,
    profile: Profile | None,
    aim: Aim | None,
    offer: Offer | None,
    hours: tuple[WeeklyRule, ...],
    enrolments: frozenset[tuple[int, EnrolledAs]],
) -> Known:
    roles = frozenset(RoleName(role.name) for role in person.roles)
    mentors = offer is not None and offer.status == OfferStatus.APPROVED and RoleName.MENTOR in roles
    in_file = roles - {RoleName.ADMIN} - (set() if mentors else {RoleName.MENTOR})
    values = {
        **_values(profile, PROFILE_COLUMNS),
        **_values(aim, AIM_COLUMNS if RoleName.MENTEE in in_file else ()),
        **_values(offer, OFFER_COLUMNS if mentors else ()),
    }
    row = PersonRow(
        email=person.email,
        name=person.name,
        roles=tuple(role for role in ROLE_WORDS if role in in_file) or None,
        time_zone=person.time_zone,
        availability=hours or None,
        **values,
    )
    return Known(person.id, row, roles, enrolments, load=offer.load if offer else 0)


def _values(source: Any, columns: Iterable[str]) -> dict[str, Any]:
    """What is filled in; nobody has written anything into what is empty."""
    if source is None:
        return {}
    found = {name: getattr(source, name) for name in columns}
    return {name: value for name, value in found.items() if value not in (None, "", ())}
