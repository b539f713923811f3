"""Somebody deletes their account: a row without them stays, so that others' history keeps its shape."""

import uuid

import sqlalchemy as sa

from mentormatch.accounts import queries
from mentormatch.accounts.models import Affiliation, Person, PersonalToken, RecoveryCode, RoleName, SecondFactor, SignIn
from mentormatch.accounts.service.people import keep_an_admin, touch_facts
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional

FORMER = "A former member"


def former_address(person_id: int) -> str:
    """One for each, at which nobody can register, sign in or be written to: .invalid is nowhere (RFC 2606)."""
    return f"former-member-{person_id}@mentormatch.invalid"


@transactional
def hold_who_leaves(person: Person) -> bool:
    """Hold the account until the transaction ends; False when it is left already. Refuses LastAdmin."""
    stored = queries.held(person)
    if stored.left_at is not None:
        return False
    if stored.is_(RoleName.ADMIN):
        keep_an_admin(stored)
    return True


@transactional
def leave(person: Person) -> None:
    """Take everything out of the account that says who it was, and every way into it."""
    stored = queries.held(person)
    if stored.left_at is not None:
        return
    for table in (SignIn, PersonalToken, SecondFactor, RecoveryCode):
        db.session.execute(sa.delete(table).where(table.person_id == stored.id))
    stored.roles = []
    stored.name, stored.email = FORMER, former_address(stored.id)
    stored.password, stored.fs_uniquifier = None, uuid.uuid4().hex
    stored.active, stored.confirmed_at = False, None
    stored.affiliation, stored.locale, stored.time_zone = Affiliation.OTHER, "en", "UTC"
    stored.left_at = now()
    touch_facts(stored)
    audit.record(stored, "person.left", stored)
