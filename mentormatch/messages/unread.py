"""What waits for the reader of a page, asked once for all its parts: menu, tab, first page."""

from flask import g
from flask_login import current_user

from mentormatch.messages import queries


def unread_messages() -> dict[int, int]:
    """How many messages wait for the signed-in person, by match."""
    if "unread_messages" not in g:
        g.unread_messages = queries.unread_by_match(current_user)
    found: dict[int, int] = g.unread_messages
    return found


def unread_in_all() -> int:
    return sum(unread_messages().values())
