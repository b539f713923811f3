"""The link by which somebody stops announcements without signing in: their number, signed."""

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from mentormatch.accounts.models import Person
from mentormatch.core.db import db


def token_for(person_id: int) -> str:
    """A token for one purpose; it stays valid, since letters are read late."""
    return str(_signer().dumps(person_id))


def person_of(_visitor: Any, reader: str) -> Person | None:
    """Whose link this is, or None."""
    try:
        number = _signer().loads(reader)
    except BadSignature:
        return None
    return db.session.get(Person, number) if isinstance(number, int) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="announcements.stop")
