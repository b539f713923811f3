"""What a person does with an account, and what an admin does with people."""

import secrets
import uuid

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask_security.utils import hash_password, verify_password

from mentormatch.accounts import security, sign_ins
from mentormatch.accounts.errors import LastAdmin, WeakPassword, WrongCredentials
from mentormatch.accounts.models import STAFF, Affiliation, Person, Role, RoleName
from mentormatch.accounts.signals import confirmed
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l
from mentormatch.core.stamps import next_stamp
from mentormatch.notifications import service as letters

PASSWORD_MAX = 128
#: Hashed once a process, and checked when an address is unknown, so that the answer takes as long as a real one.
_DUMMY: list[str] = []


def normal_email(text: str) -> str:
    """The one form in which an address is stored; Invalid when it is none."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Invalid(_l("This is not an e-mail address."), field="email") from error


def find_person(email: str) -> Person | None:
    return db.session.scalar(sa.select(Person).where(Person.email == email))


def _checked_password(password: str, *, email: str, name: str) -> str:
    """The hash of a password worth having; WeakPassword otherwise. Very long ones are refused before any hashing."""
    if not security.PASSWORD_MIN <= len(password) <= PASSWORD_MAX or len(set(password)) < 4:
        raise WeakPassword(field="password")
    plain = password.lower()
    if plain in {email, name.lower()} or email.split("@")[0] == plain or _is_common(plain):
        raise WeakPassword(field="password")
    return hash_password(password)


def _is_common(plain: str) -> bool:
    """Repetitions and keyboard rows with a year behind them, the ones that guessing starts with."""
    stem = plain.rstrip("0123456789!.?")
    return stem in {
        "password",
        "passwort",
        "qwertyuiop",
        "qwerty",
        "letmein",
        "welcome",
        "mentormatch",
        "iloveyou",
        "administrator",
        "",
    }


@transactional
def make_person(
    *, email: str, name: str, locale: str = "en", time_zone: str = "Europe/Rome", affiliation: Affiliation = Affiliation.STUDENT,
    password_hash: str | None = None, is_confirmed: bool = False,
) -> Person:  # fmt: skip
    """Make an account without any letter; used by registration, the people import and the demo programme."""
    person = Person(
        email=email, name=name, locale=locale, time_zone=time_zone, affiliation=affiliation, password=password_hash,
        fs_uniquifier=uuid.uuid4().hex, facts_stamp=next_stamp("facts"),
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    if is_confirmed:
        confirm(person)
    return person


def register(*, email: str, name: str, password: str, affiliation: Affiliation, locale: str, time_zone: str) -> None:
    """Register somebody, or tell the owner of a taken address; both look the same to whoever asks."""
    address = normal_email(email)
    password_hash = _checked_password(password, email=address, name=name)
    _register(address, name, password_hash, affiliation, locale, time_zone)


@transactional
def _register(
    address: str, name: str, password_hash: str, affiliation: Affiliation, locale: str, time_zone: str
) -> None:
    owner = find_person(address)
    if owner is not None:
        letters.write(owner, "accounts/email/address_taken.txt", key=f"person:{owner.id}:taken:{now():%Y%m%d}")
        return
    person = make_person(
        email=address,
        name=name,
        locale=locale,
        time_zone=time_zone,
        affiliation=affiliation,
        password_hash=password_hash,
    )
    audit.record(person, "person.registered", person)
    letters.write(person, "accounts/email/confirm.txt", key=f"person:{person.id}:confirm:0")


@transactional
def confirm(person: Person) -> None:
    """The address is the person's own. Confirming twice is harmless."""
    if person.confirmed_at is None:
        person.confirmed_at = now()
        grant(person, RoleName.MENTEE, by=None)
        audit.record(person, "person.confirmed", person)
        confirmed.send(person)


@transactional
def send_confirmation_again(email: str) -> None:
    person = find_person(normal_email(email))
    if person is not None and person.active and person.confirmed_at is None:
        letters.write(person, "accounts/email/confirm.txt", key=f"person:{person.id}:confirm:{now():%Y%m%d%H}")


def check_password(email: str, password: str) -> Person:
    """The person of this address and password; WrongCredentials, after the same time, for every other case."""
    try:
        person = find_person(normal_email(email))
    except Invalid:
        person = None
    if not _DUMMY:
        _DUMMY.append(hash_password(secrets.token_urlsafe()))
    known = person.password if person is not None and person.password else _DUMMY[0]
    right = len(password) <= PASSWORD_MAX and verify_password(password, known)
    if not right or person is None or not person.password or not person.active or person.confirmed_at is None:
        raise WrongCredentials
    return person


@transactional
def ask_for_reset(email: str) -> None:
    """Send a reset letter if the address has an account; the page says the same either way."""
    try:
        person = find_person(normal_email(email))
    except Invalid:
        return
    if person is not None and person.active:
        letters.write(person, "accounts/email/reset.txt", key=f"person:{person.id}:reset:{secrets.token_hex(8)}")


def reset_password(token: str, password: str) -> Person:
    """Set a password by a letter's link. The link also proves the address. All sign-ins end."""
    person = security.person_to_reset(token)
    password_hash = _checked_password(password, email=person.email, name=person.name)
    _set_password(person, password_hash, why="person.password_reset", but_token=None)
    return person


def change_password(person: Person, *, old: str, new: str) -> None:
    """Set another password; every other device is signed out."""
    if not person.password or not verify_password(old, person.password):
        raise Invalid(_l("This is not your present password."), field="old")
    password_hash = _checked_password(new, email=person.email, name=person.name)
    _set_password(person, password_hash, why="person.password_changed", but_token=person.sign_in_token)


@transactional
def _set_password(person: Person, password_hash: str, *, why: str, but_token: str | None) -> None:
    person.password = password_hash
    person.fs_uniquifier = uuid.uuid4().hex  # every link signed before is spent now
    confirm(person)
    sign_ins.end_all_sign_ins(person, but_token=but_token)
    audit.record(person, why, person)
    letters.write(
        person, "accounts/email/password_changed.txt", key=f"person:{person.id}:password:{person.fs_uniquifier}"
    )


@transactional
def update_me(person: Person, *, name: str, locale: str, time_zone: str) -> None:
    """Change one's own name, language and zone."""
    person.name, person.locale = name, locale
    if person.time_zone != time_zone:
        person.time_zone = time_zone
        touch_facts(person)
    audit.record(person, "person.updated", person)


def touch_facts(person: Person) -> None:
    """Say, inside a transaction, that a fact about ``person`` has changed which rankings must see."""
    person.facts_stamp = next_stamp("facts")


@transactional
def grant(person: Person, role: RoleName, *, by: Person | None) -> None:
    """Give a role; it counts from the person's next request."""
    if not person.is_(role):
        person.roles.append(db.session.scalars(sa.select(Role).where(Role.name == role)).one())
        audit.record(by, "person.role_granted", person, role=role)


@transactional
def revoke(person: Person, role: RoleName, *, by: Person) -> None:
    """Take a role away; the last admin stays."""
    if not person.is_(role):
        return
    admins = (
        sa.select(sa.func.count())
        .select_from(Person)
        .where(Person.roles.any(Role.name == RoleName.ADMIN), Person.active)
    )
    if role == RoleName.ADMIN and (db.session.scalar(admins) or 0) < 2:
        raise LastAdmin
    person.roles = [mine for mine in person.roles if mine.name != role]
    if role in STAFF:
        sign_ins.end_all_sign_ins(person)
    audit.record(by, "person.role_revoked", person, role=role)


@transactional
def set_active(person: Person, active: bool, *, by: Person) -> None:
    """Disable or enable an account. Disabling ends every sign-in at once."""
    if person.id == by.id:
        raise LastAdmin(_l("You cannot disable yourself."))
    person.active = active
    if not active:
        sign_ins.end_all_sign_ins(person)
    audit.record(by, "person.enabled" if active else "person.disabled", person)
