"""Pages of a list for programs: a cursor that says where the next page begins, and means nothing else."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l

Row = TypeVar("Row")


class WrongCursor(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("This cursor is none of ours: leave it out to begin anew."), field="cursor")


def cursor_at(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


def place_of(cursor: str | None) -> int:
    """The number a cursor stands for, 0 without one; WrongCursor when it is none."""
    if cursor is None:
        return 0
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise WrongCursor from error
    if not text.isdecimal() or len(text) > 10 or int(text) >= 2**31:
        raise WrongCursor
    return int(text)


def newest(rows: sa.Select[Row], number: Any, cursor: str | None, limit: int) -> tuple[list[Row], str | None]:
    """One page of rows, the newest first, and the cursor of the next one; rows that come meanwhile shift nothing."""
    before = place_of(cursor)
    page = rows.order_by(number.desc()).limit(limit + 1)
    found = list(db.session.scalars(page.where(number < before) if cursor is not None else page))
    more = len(found) > limit
    return found[:limit], cursor_at(getattr(found[limit - 1], number.key)) if more else None


def part(items: Sequence[Row], cursor: str | None, limit: int) -> tuple[Sequence[Row], str | None]:
    """One page of a list that is worked out anew each time."""
    start = place_of(cursor)
    return items[start : start + limit], cursor_at(start + limit) if start + limit < len(items) else None
