"""The list of guides: what suits the reader best, with reasons, or the newest first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.core.i18n import locale_code
from mentormatch.resources import queries
from mentormatch.resources.found import GUIDE
from mentormatch.resources.models import Guide, GuideVersion
from mentormatch.resources.queries import MOST_LISTED
from mentormatch.resources.shown import Line, lines
from mentormatch.suggestions.queries import suggested

#: The orders in which readers may ask for it, in an address.
SUITS, NEWEST = "suits", "newest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a list of guides is narrowed; empty: not."""

    kind: str = ""
    topic: str = ""
    language: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of ``total`` rows; ``reasons`` by the numbers of guides. ``by``: the order that it has in the end."""

    rows: Sequence[Line]
    total: int
    reasons: Mapping[int, Sequence[str]]
    by: str
    #: Whether the reader has told enough for the other order.
    may_suit: bool


def for_reader(reader: Person, wanted: Wanted, order: str, start: int, size: int) -> Listed:
    """What suits nobody in particular stands after what does, the newest first; and what is read stands there too."""
    ids = published(wanted, locale_code())
    best = suggested(reader, GUIDE, start + size, only=ids) if reader.is_(RoleName.MENTEE) else []
    may_suit = bool(best)
    by = SUITS if may_suit and order == SUITS else NEWEST
    reasons = {}
    if by == SUITS:
        # Until the first that has no reason, so that each page goes on where the one before it ended.
        reasons = {one.subject_id: one.reasons for one in takewhile(lambda one: one.telling, best)}
        ids = [*reasons, *(number for number in ids if number not in reasons)]
    page = ids[start : start + size]
    return Listed(lines(reader, _in_order(page)), len(ids), reasons, by, may_suit)


def published(wanted: Wanted, locale: str) -> list[int]:
    """The numbers of what readers see, the newest first: each group of translations once, in the language that fits
    the reader best."""
    language = wanted.language or locale
    best = sa.case((Guide.language == language, 0), (Guide.language == "en", 1), else_=2)
    place = sa.func.row_number().over(partition_by=Guide.group_id, order_by=(best, Guide.id)).label("place")
    found = sa.select(Guide.id.label("guide_id"), GuideVersion.published_at.label("at"), place).join(
        GuideVersion, sa.and_(GuideVersion.guide_id == Guide.id, GuideVersion.number == Guide.live)
    )
    if wanted.kind:
        found = found.where(GuideVersion.kind == wanted.kind)
    if wanted.language:
        found = found.where(Guide.language == wanted.language)
    if wanted.topic:
        found = found.where(_holds(GuideVersion.topics, wanted.topic))
    if wanted.role:
        found = found.where(_holds(GuideVersion.roles, wanted.role))
    ranked = found.subquery()
    first = sa.select(ranked).where(ranked.c.place == 1).subquery()
    newest = sa.select(first.c.guide_id).order_by(first.c.at.desc(), first.c.guide_id.desc()).limit(MOST_LISTED)
    return list(db.session.scalars(newest))


def offered() -> tuple[list[str], list[str]]:
    """The languages and the roles that published guides have, to choose from."""
    joined = sa.and_(GuideVersion.guide_id == Guide.id, GuideVersion.number == Guide.live)
    rows = db.session.execute(sa.select(Guide.language, GuideVersion.roles).join(GuideVersion, joined)).all()
    roles = {role.casefold(): role for _language, mine in rows for role in mine}
    return sorted({language for language, _roles in rows}), sorted(roles.values(), key=str.casefold)


def _in_order(guide_ids: Sequence[int]) -> list[Guide]:
    return sorted(queries.published_among(guide_ids), key=lambda guide: guide_ids.index(guide.id))


def _holds(column: Any, word: str) -> sa.ColumnElement[bool]:
    """Whether a list of texts holds this one; stored as JSON, in which it stands between quotation marks."""
    return sa.cast(column, sa.Text).contains(json.dumps(word), autoescape=True)
