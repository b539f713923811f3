"""The address at which a calendar reads somebody's sessions: made, made anew, taken back."""

import secrets

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries
from mentormatch.calendar.models import CalendarFeed
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional

#: 256 bits, 43 characters in an address.
SECRET_BYTES = 32


@transactional
def make_feed(person: Person, *, by: Person) -> str:
    """A new secret for a person's calendar address; the old address answers no more.

    The secret is given here and never again: only its digest is stored.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    made = {"secret_hash": queries.secret_hash(secret), "created_at": now()}
    db.session.merge(CalendarFeed(person_id=person.id, **made))
    audit.record(by, "calendar_feed.made", person)
    return secret


@transactional
def revoke_feed(person: Person, *, by: Person) -> None:
    """Have the address answer no more; nothing when there is none."""
    if changed(sa.delete(CalendarFeed).where(CalendarFeed.person_id == person.id)):
        audit.record(by, "calendar_feed.revoked", person)
