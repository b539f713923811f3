"""Personal tokens: keys of a person's own programs. Only their hashes are kept; each is shown once."""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts import queries, sign_ins
from mentormatch.accounts.errors import TokenNameTaken, TooManyTokens
from mentormatch.accounts.models import Person, PersonalToken
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotAllowed
from mentormatch.notifications import service as letters

#: Makes a token that lies around recognisable, to people and to programs that look for lost secrets.
PREFIX = "mm_"
LIFE = timedelta(days=180)
MOST = 20
NAME_MOST = 80


@transactional
def create(person: Person, name: str, *, by: Person | None) -> str:
    """Make a token and return it: the only time it can be read. ``by`` is None at the command line.

    Refuses TokenNameTaken, which is also the answer to the same form sent twice, TooManyTokens, and NotAllowed for an
    account that cannot sign in.
    """
    stored = queries.held(person)
    if not stored.active or stored.confirmed_at is None:
        raise NotAllowed
    mine = queries.tokens_of(stored)
    if any(token.name == name for token in mine):
        raise TokenNameTaken(field="name")
    if len(mine) >= MOST:
        raise TooManyTokens
    secret = PREFIX + secrets.token_urlsafe(32)
    token = PersonalToken(person_id=stored.id, name=name[:NAME_MOST], token_hash=_hash(secret), expires_at=now() + LIFE)
    db.session.add(token)
    db.session.flush()
    audit.record(by, "person.token_created", stored, token=token.id)
    letters.write(stored, "accounts/email/token_created.txt", key=f"token:{token.id}", at=now().isoformat(), named=name)
    return secret


@transactional
def revoke(token: PersonalToken, *, by: Person) -> None:
    """Revoke a token of one's own at once; revoking it twice is once."""
    gone = sa.delete(PersonalToken).where(PersonalToken.id == token.id, PersonalToken.person_id == by.id)
    if (number := db.session.scalar(gone.returning(PersonalToken.id))) is not None:
        audit.record(by, "person.token_revoked", by, token=number)


def revoke_all(person: Person) -> None:
    """Inside a transaction: whoever changes a password, or is disabled, starts without tokens."""
    db.session.execute(sa.delete(PersonalToken).where(PersonalToken.person_id == person.id))


def person_of(secret: str) -> Person | None:
    """The active person whose living token this is, or None."""
    if not secret.startswith(PREFIX):
        return None
    token = db.session.scalar(sa.select(PersonalToken).where(PersonalToken.token_hash == _hash(secret)))
    if token is None or not token.person.active or token.expires_at <= now():
        return None
    if (token.used_at is None or now() - token.used_at > sign_ins.SEEN_EVERY) and not _used(token.id):
        return None
    return sign_ins.with_duties(token.person)


@transactional
def _used(token_id: int) -> bool:
    """Note that the token is in use; False when it was revoked in this very moment."""
    used = sa.update(PersonalToken).where(PersonalToken.id == token_id).values(used_at=now())
    return db.session.scalar(used.returning(PersonalToken.id)) is not None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
