"""The account itself: made, confirmed, changed; roles given and taken; disabled and enabled."""

import uuid

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email

from mentormatch.accounts import queries, sign_ins, tokens
from mentormatch.accounts.errors import LastAdmin, NotYourself
from mentormatch.accounts.models import SECURED, Affiliation, Person, Role, RoleName
from mentormatch.accounts.signals import confirmed, stepped_down
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l
from mentormatch.core.stamps import next_stamp


def normal_email(text: str) -> str:
    """The one form in which an address is stored; Invalid when it is none."""
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
        return (found.ascii_email or found.normalized).lower()  # a form that every mail server takes
    except EmailNotValidError as error:
        raise Invalid(_l("This is not an e-mail address."), field="email") from error


@transactional
def make_person(
    *,
    email: str,
    name: str,
    locale: str = "en",
    time_zone: str = "Europe/Rome",
    affiliation: Affiliation = Affiliation.STUDENT,
    password_hash: str | None = None,
    is_confirmed: bool = False,
) -> Person:
    """Make an account without any letter; used by registration, the people import and the demo programme."""
    person = Person(
        email=email,
        name=name,
        locale=locale,
        time_zone=time_zone,
        affiliation=affiliation,
        password=password_hash,
        fs_uniquifier=uuid.uuid4().hex,
        facts_stamp=next_stamp("facts"),
    )
    db.session.add(person)
    db.session.flush()
    if is_confirmed:
        confirm(person)
    return person


@transactional
def confirm(person: Person) -> None:
    """The address is the person's own. Confirming twice, even at once, is harmless."""
    first = sa.update(Person).where(Person.id == person.id, Person.confirmed_at.is_(None)).values(confirmed_at=now())
    if db.session.scalar(first.returning(Person.id)) is None:
        return
    if not person.roles:  # who was imported as a mentor did not ask to be a mentee too
        grant(person, RoleName.MENTEE, by=None)
    audit.record(person, "person.confirmed", person)
    confirmed.send(person)


@transactional
def update_me(person: Person, *, name: str, locale: str, time_zone: str) -> None:
    """Change one's own name, language and zone; nothing happens when nothing differs."""
    if (person.name, person.locale, person.time_zone) == (name, locale, time_zone):
        return
    person.name, person.locale, person.time_zone = name, locale, time_zone
    touch_facts(person)
    audit.record(person, "person.updated", person)


def touch_facts(person: Person) -> None:
    """Say, inside a transaction, that a fact about ``person`` has changed which rankings must see."""
    person.facts_stamp = next_stamp("facts")


@transactional
def grant(person: Person, role: RoleName, *, by: Person | None) -> None:
    """Give a role; it counts from the person's next request."""
    stored = queries.held(person)
    if not stored.is_(role):
        stored.roles.append(db.session.scalars(sa.select(Role).where(Role.name == role)).one())
        audit.record(by, "person.role_granted", person, role=role)


@transactional
def revoke(person: Person, role: RoleName, *, by: Person) -> None:
    """Take a role away; the last admin stays. Who leaves the staff is signed out everywhere."""
    stored = queries.held(person)
    if not stored.is_(role):
        return
    if role == RoleName.ADMIN:
        keep_an_admin(person)
    stored.roles = [other for other in stored.roles if other.name != role]
    touch_facts(stored)
    if role in SECURED:
        sign_ins.end_all_sign_ins(person)
    audit.record(by, "person.role_revoked", person, role=role)
    stepped_down.send(stored, by=by)


@transactional
def set_active(person: Person, active: bool, *, by: Person) -> None:
    """Disable or enable an account. Disabling ends every sign-in and every personal token at once."""
    stored = queries.held(person)
    if stored.active == active:
        return
    if not active and person.id == by.id:
        raise NotYourself
    if stored.is_(RoleName.ADMIN):
        keep_an_admin(person)
    stored.active = active
    touch_facts(stored)
    if not active:
        sign_ins.end_all_sign_ins(person)
        tokens.revoke_all(person)
    audit.record(by, "person.enabled" if active else "person.disabled", person)
    if not active:
        stepped_down.send(stored, by=by)


def keep_an_admin(person: Person) -> None:
    """LastAdmin unless somebody else can act as admin. The role's row is held: two admins may demote each other."""
    db.session.execute(sa.select(Role.id).where(Role.name == RoleName.ADMIN).with_for_update(key_share=True))
    others = queries.admins().where(Person.id != person.id).limit(1)
    if db.session.scalar(others) is None:
        raise LastAdmin
