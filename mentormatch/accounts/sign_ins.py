"""Open sign-ins: rows on the server, so that signing out ends even a copied cookie."""

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from config import Config
from mentormatch.accounts import queries
from mentormatch.accounts.errors import WrongCredentials
from mentormatch.accounts.models import Person, SignIn
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import job

#: "Seen" is written at most this often, so that reading pages does not write to the database each time.
SEEN_EVERY = timedelta(minutes=5)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _lifetime(person: Person) -> timedelta:
    settings: Config = current_app.extensions["settings"]
    return timedelta(minutes=settings.staff_sign_in_minutes if person.is_secured else settings.sign_in_minutes)


@transactional
def open_sign_in(person: Person, device: str, *, proved: str | None = None) -> str:
    """Open a sign-in and return its token, which is shown once: to the browser.

    ``proved`` is the ``fs_uniquifier`` that was read when the password was checked. Checking takes a moment, and a
    password that was changed in it opens nothing: WrongCredentials.
    """
    stored = queries.held(person)
    if proved is not None and (stored.fs_uniquifier != proved or not stored.active):
        raise WrongCredentials
    token = secrets.token_urlsafe(32)
    at = now()
    db.session.add(
        SignIn(
            token_hash=_hash(token),
            person_id=person.id,
            device=device[:80],
            created_at=at,
            seen_at=at,
            expires_at=at + _lifetime(person),
        )
    )
    return token


def find_sign_in(token: str | None) -> SignIn | None:
    return db.session.scalar(sa.select(SignIn).where(SignIn.token_hash == _hash(token))) if token else None


def person_of(token: str | None) -> Person | None:
    """Flask-Login's loader: the person of a living sign-in, or None."""
    sign_in = find_sign_in(token)
    if sign_in is None or not sign_in.person.active or not _is_alive(sign_in, now()):
        return None
    if now() - sign_in.seen_at > SEEN_EVERY and not _seen(sign_in.id):
        return None
    sign_in.person.sign_in_token = token or ""
    return with_duties(sign_in.person)


def with_duties(person: Person) -> Person:
    """``person`` with what they still owe before they may go on: staff and partners a second factor, perhaps."""
    settings: Config = current_app.extensions["settings"]
    if settings.asks_staff_for_second_factor and person.is_secured:
        person.owes_second_factor = queries.second_factor_of(person.id) is None
    return person


def _is_alive(sign_in: SignIn, at: datetime) -> bool:
    settings: Config = current_app.extensions["settings"]
    idle = timedelta(minutes=settings.sign_in_idle_minutes)
    # A person who became staff meanwhile gets the shorter life at once.
    return at < min(sign_in.expires_at, sign_in.created_at + _lifetime(sign_in.person)) and at - sign_in.seen_at < idle


@transactional
def _seen(sign_in_id: int) -> bool:
    """Note that the sign-in is in use; False when it was ended in this very moment."""
    seen = sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()).returning(SignIn.id)
    return db.session.scalar(seen) is not None


def sign_ins_of(person: Person) -> list[SignIn]:
    """The open sign-ins of a person, the one used last first."""
    at = now()
    mine = db.session.scalars(sa.select(SignIn).where(SignIn.person_id == person.id).order_by(SignIn.seen_at.desc()))
    return [sign_in for sign_in in mine if _is_alive(sign_in, at)]


@transactional
def end_sign_in(person: Person, *, sign_in_id: int | None = None, token: str | None = None) -> None:
    """End one sign-in of ``person``, by its number or its token. Ending what has ended is fine."""
    which = SignIn.token_hash == _hash(token) if token else SignIn.id == sign_in_id
    db.session.execute(sa.delete(SignIn).where(SignIn.person_id == person.id, which))


@transactional
def end_all_sign_ins(person: Person, *, but_token: str | None = None) -> None:
    ended = sa.delete(SignIn).where(SignIn.person_id == person.id)
    db.session.execute(ended.where(SignIn.token_hash != _hash(but_token)) if but_token else ended)


@job("sign_ins.forget")
@transactional
def forget_ended() -> None:
    """Delete sign-ins that have run out or were idle for too long."""
    settings: Config = current_app.extensions["settings"]
    idle_since = now() - timedelta(minutes=settings.sign_in_idle_minutes)
    db.session.execute(sa.delete(SignIn).where(sa.or_(SignIn.expires_at < now(), SignIn.seen_at < idle_since)))
