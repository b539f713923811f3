"""Registering, and confirming that the address is one's own."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from mentormatch.accounts import allowances, passwords, security
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.errors import WrongPassword
from mentormatch.accounts.models import Affiliation, Person
from mentormatch.accounts.queries import find_person, held
from mentormatch.accounts.service.people import confirm, make_person, normal_email
from mentormatch.accounts.signals import registered, registering
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import transactional
from mentormatch.core.jobs import nudge
from mentormatch.notifications import service as letters


def ask_at_the_door(email: str | None = None) -> None:
    """RegistrationClosed unless anybody may register at present, or the owner of this address."""
    registering.send(None, email=email)


def register(
    *,
    email: str,
    name: str,
    password: str,
    affiliation: Affiliation,
    locale: str,
    time_zone: str,
    visit: Visit,
) -> None:
    """Register somebody, or write to the owner of a taken address; both look the same to whoever asks.

    Refuses with RegistrationClosed, WeakPassword and TooMany, all of them before the address is looked up.
    """
    address = normal_email(email)
    ask_at_the_door(address)
    passwords.check(password, email=address, name=name)
    allowances.spend_registration(visit)
    answers = {"name": name, "affiliation": affiliation, "locale": locale, "time_zone": time_zone}
    password_hash = passwords.hashed(password)
    try:
        _register(address, answers, password_hash, visit)
    except IntegrityError:  # the same address at the same moment: the other one was first, and is found now
        _register(address, answers, password_hash, visit)


@transactional
def _register(address: str, answers: dict[str, Any], password_hash: str, visit: Visit) -> None:
    allowances.spend_letter(address, visit)
    owner = find_person(address)
    if owner is not None:
        owner = held(owner)  # a confirmation at this moment comes before or after us
    nudge("letters.deliver")  # whatever is written below, so that the answer takes as long
    if owner is None:
        owner = make_person(email=address, password_hash=password_hash, **answers)
        audit.record(owner, "person.registered", owner)
    elif not _is_waiting(owner):
        key = f"person:{owner.id}:taken:{now():%Y%m%d}"
        letters.write(owner, "accounts/email/address_taken.txt", key=key, urgent=True)
        return
    else:
        # Nobody has proved yet to own this address, so the latest try counts. Whoever began without owning it
        # gains nothing: confirming takes the letter and the password.
        owner.password = password_hash
        for column, value in answers.items():
            setattr(owner, column, value)
    registered.send(owner)
    _ask_to_confirm(owner)


@transactional
def send_confirmation_again(email: str, visit: Visit) -> None:
    """Write the confirmation letter again if the address waits for it; the page says the same either way."""
    address = normal_email(email)
    allowances.spend_letter(address, visit)
    person = find_person(address)
    if person is not None and _is_waiting(person):
        _ask_to_confirm(person)
    nudge("letters.deliver")  # also when there is none, so that the answer takes as long


def confirm_by_letter(token: str, password: str, visit: Visit) -> Person:
    """Confirm an address by the link in a letter and the password that was chosen when registering.

    Without the password, somebody could register another person's address, wait for the owner's innocent click, and
    have an account in that name. Refuses with LinkSpent, WrongPassword and TooMany.
    """
    person = security.person_to_confirm(token)
    allowances.spend_sign_in(person.email, visit)
    if not passwords.matches(password, person.password):
        raise WrongPassword(field="password")
    _confirm_with(person, person.password)
    return person


@transactional
def _confirm_with(person: Person, proved: str | None) -> None:
    """Confirm, unless another registration has replaced the password since it was checked."""
    if held(person).password != proved:
        raise WrongPassword(field="password")
    confirm(person)


def _is_waiting(person: Person) -> bool:
    """Registered by themselves and not confirmed; imported people have no password and use "forgot" instead."""
    return person.active and person.confirmed_at is None and person.password is not None


def _ask_to_confirm(person: Person) -> None:
    """One letter a minute, so that a double click is one letter."""
    key = f"person:{person.id}:confirm:{now():%Y%m%d%H%M}"
    letters.write(person, "accounts/email/confirm.txt", key=key, urgent=True)
