"""Proving who one is: by password, or by a letter when the password is forgotten or was never set."""

import uuid

import sqlalchemy as sa

from mentormatch.accounts import allowances, passwords, security, sign_ins, tokens
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.errors import LinkSpent, WrongCredentials, WrongPassword
from mentormatch.accounts.models import Person
from mentormatch.accounts.queries import find_person
from mentormatch.accounts.service.people import confirm, normal_email
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Conflict
from mentormatch.core.jobs import nudge
from mentormatch.notifications import service as letters


def check_password(email: str, password: str, visit: Visit) -> Person:
    """The person of this address and password; WrongCredentials, after the same time, in every other case."""
    address = normal_email(email)
    allowances.spend_sign_in(address, visit)
    person = find_person(address)
    is_right = passwords.matches(password, person.password if person else None)
    if person is None or not is_right or not person.active or person.confirmed_at is None:
        raise WrongCredentials
    return person


@transactional
def ask_for_reset(email: str, visit: Visit) -> None:
    """Write a reset letter if the address has an account; the page says the same either way."""
    address = normal_email(email)
    allowances.spend_letter(address, visit)
    person = find_person(address)
    if person is not None and person.active:
        key = f"person:{person.id}:reset:{now():%Y%m%d%H%M}"  # a double click is one letter
        letters.write(person, "accounts/email/reset.txt", key=key, urgent=True, is_first=person.password is None)
    nudge("letters.deliver")  # also when there is none, so that the answer takes as long


def reset_password(token: str, password: str) -> Person:
    """Set a password by a letter's link, once. The link also proves the address. All sign-ins end."""
    person = security.person_to_reset(token)
    passwords.check(password, email=person.email, name=person.name)
    stamp, password_hash = person.fs_uniquifier, passwords.hashed(password)
    if not _set_password(person, stamp, password_hash, why="person.password_reset", but_token=None):
        raise LinkSpent
    return person


def change_password(person: Person, *, old: str, new: str) -> None:
    """Set another password; every other device is signed out. Sending the same change twice is one change."""
    allowances.spend_password_check(person.id)
    if not passwords.matches(old, person.password):
        if passwords.matches(new, person.password):
            return
        raise WrongPassword(field="old")
    passwords.check(new, email=person.email, name=person.name)
    stamp, password_hash = person.fs_uniquifier, passwords.hashed(new)
    if not _set_password(person, stamp, password_hash, why="person.password_changed", but_token=person.sign_in_token):
        raise Conflict


@transactional
def _set_password(person: Person, stamp: str, password_hash: str, *, why: str, but_token: str | None) -> bool:
    """False when the password was set meanwhile: the stamp, which every signed link carries, has changed."""
    new_stamp = uuid.uuid4().hex
    changed = (
        sa.update(Person)
        .where(Person.id == person.id, Person.fs_uniquifier == stamp, Person.active)
        .values(password=password_hash, fs_uniquifier=new_stamp)
    )
    if db.session.scalar(changed.returning(Person.id)) is None:
        return False
    confirm(person)
    sign_ins.end_all_sign_ins(person, but_token=but_token)
    tokens.revoke_all(person)
    audit.record(person, why, person)
    letters.write(
        person,
        "accounts/email/password_changed.txt",
        key=f"person:{person.id}:password:{new_stamp}",
        urgent=True,
        at=now().isoformat(),
    )
    return True
