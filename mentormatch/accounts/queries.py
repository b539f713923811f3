"""Reading people: by address, for admins, and the demo people of a development server."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, PersonalToken, RecoveryCode, Role, RoleName, SecondFactor
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db

#: The longest text anybody searches for.
TEXT_MOST = 100
#: Who can be signed in with one click on a development server.
DEMO_NAMES = ("maya", "omar", "cora", "clara", "edda", "paula", "ada", "eve")
DEMO_ADDRESSES = tuple(f"{name}@demo.example" for name in DEMO_NAMES)


def find_person(email: str) -> Person | None:
    """The person of a normalised address."""
    return db.session.scalar(sa.select(Person).where(Person.email == email))


def held(person: Person) -> Person:
    """The person as stored now, held until the transaction ends, so that two deeds cannot both be the first."""
    db.session.flush()
    return db.session.get_one(Person, person.id, with_for_update={"key_share": True}, populate_existing=True)


def second_factor_of(person_id: int) -> SecondFactor | None:
    return db.session.get(SecondFactor, person_id)


def recovery_codes_left(person: Person) -> int:
    theirs = sa.select(sa.func.count()).where(RecoveryCode.person_id == person.id)
    return db.session.scalar(theirs) or 0


def tokens_of(person: Person) -> list[PersonalToken]:
    """The personal tokens of a person, the newest first."""
    theirs = sa.select(PersonalToken).where(PersonalToken.person_id == person.id)
    return list(db.session.scalars(theirs.order_by(PersonalToken.id.desc())))


def token_for(person: Person, token_id: int) -> PersonalToken | None:
    """A token of one's own, or None."""
    theirs = sa.select(PersonalToken).where(PersonalToken.person_id == person.id)
    return db.session.scalar(theirs.where(PersonalToken.id == token_id))


def person_for_admin(_admin: Person, person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def page_of_people(text: str, role: RoleName | None, *, limit: int, offset: int) -> tuple[list[Person], int]:
    """People by name whose name or address holds every word of ``text``, and how many there are in all."""
    found = sa.select(Person)
    for word in text[:TEXT_MOST].split():
        found = found.where(
            sa.or_(*(column.icontains(word, autoescape=True) for column in (Person.name, Person.email)))
        )
    if role:
        found = found.where(Person.roles.any(Role.name == role))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    page = found.order_by(sa.func.lower(Person.name), Person.id).limit(limit).offset(offset)
    return list(db.session.scalars(page)), total


def deeds_about(person: Person, *, limit: int = 20) -> list[sa.Row[Any]]:
    """The latest entries of the audit trail about an account, with the name of whoever acted."""
    about = sa.and_(AuditEntry.subject_kind == Person.__tablename__, AuditEntry.subject_id == person.id)
    entries = sa.select(AuditEntry.at, AuditEntry.action, AuditEntry.facts, Person.name.label("by_name"))
    entries = entries.outerjoin(Person, Person.id == AuditEntry.by_id).where(about)
    return list(db.session.execute(entries.order_by(AuditEntry.id.desc()).limit(limit)))


def demo_people() -> list[Person]:
    """The demo people that exist, in the order in which their story is told."""
    found = db.session.scalars(sa.select(Person).where(Person.email.in_(DEMO_ADDRESSES), Person.active))
    return sorted(found, key=lambda person: DEMO_ADDRESSES.index(person.email))


def admins() -> sa.Select[int]:
    """The numbers of those who can act as admin."""
    return sa.select(Person.id).where(Person.roles.any(Role.name == RoleName.ADMIN), Person.active)
