"""Which degrees somebody sees, narrowed as they wish, and which wait to be looked at again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.degrees.models import Degree, DegreeStatus, Level, Mode
from mentormatch.degrees.policy import CURRENCIES, LENGTHS, OLD, as_one_writes

#: The largest number that a column holds.
_BEYOND = 2**31 - 1
_BY_NAME = (Degree.name, Degree.provider, Degree.id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader narrowed the catalogue to; an empty field narrows nothing. ``months``: at most so long."""

    language: str = ""
    mode: str = ""
    level: str = ""
    months: int | None = None
    cost: int | None = None
    currency: str = "EUR"
    q: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """From an address; what nobody can mean is left out."""
        months, cost = _number(asked.get("months", "")), _number(asked.get("cost", ""))
        return cls(
            language=asked.get("language", "")[:12],
            mode=asked.get("mode", "") if asked.get("mode") in set(Mode) else "",
            level=asked.get("level", "") if asked.get("level") in set(Level) else "",
            months=months if months in LENGTHS else None,
            cost=cost,
            currency=asked.get("currency", "") if asked.get("currency") in CURRENCIES else CURRENCIES[0],
            q=clean_words(asked.get("q", "")),
        )

    @property
    def chosen(self) -> dict[str, str | int]:
        """The filters in use, as the address carries them."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        if self.cost is None:
            del found["currency"]
        return {name: value for name, value in found.items() if value not in ("", None)}


def clean_words(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:80]


def _says(words: str) -> list[sa.ColumnElement[bool]]:
    """Each of these words stands in the name or in who offers it."""
    columns = (Degree.name, Degree.provider)
    return [sa.or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words.split()]


def _number(text: str) -> int | None:
    return min(int(text), _BEYOND) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def catalogue(wanted: Wanted) -> list[Degree]:
    """Published degrees that fit, by name."""
    return _page(_affordable(wanted), None, 0)


def fitting_ids(wanted: Wanted) -> list[int]:
    """Their numbers, by name."""
    found = _affordable(wanted).with_only_columns(Degree.id).order_by(*_BY_NAME)
    return list(db.session.scalars(found))


def _affordable(wanted: Wanted) -> sa.Select[Degree]:
    found = _fitting(wanted)
    if wanted.cost is not None:
        found = found.where(Degree.cost <= wanted.cost, Degree.currency == wanted.currency)
    return found


def without_that_cost(wanted: Wanted) -> int:
    """How many fit but for a cost that cannot be compared: none is known, or it is in another currency."""
    if wanted.cost is None:
        return 0
    other = sa.or_(Degree.cost.is_(None), Degree.currency != wanted.currency)
    return _count(_fitting(wanted).where(other))


def _fitting(wanted: Wanted) -> sa.Select[Degree]:
    found = sa.select(Degree).where(Degree.status == DegreeStatus.PUBLISHED)
    for name in ("language", "mode", "level"):
        if value := getattr(wanted, name):
            found = found.where(getattr(Degree, name) == value)
    found = found.where(*_says(wanted.q))
    if wanted.months is not None:
        found = found.where(Degree.months <= wanted.months)
    return found


def _page(found: sa.Select[Degree], limit: int | None, offset: int) -> list[Degree]:
    return list(db.session.scalars(found.order_by(*_BY_NAME).limit(limit).offset(offset)))


def _count(found: sa.Select[Degree]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0


def languages() -> list[str]:
    """In which published degrees are taught."""
    found = sa.select(Degree.language).where(Degree.status == DegreeStatus.PUBLISHED).distinct()
    return sorted(db.session.scalars(found))


def degree_for_reader(_reader: Person, degree_id: int) -> Degree | None:
    return db.session.scalar(sa.select(Degree).where(Degree.id == degree_id, Degree.status == DegreeStatus.PUBLISHED))


def published_among(ids: Collection[int]) -> dict[int, Degree]:
    found = sa.select(Degree).where(Degree.id.in_(ids), Degree.status == DegreeStatus.PUBLISHED)
    return {one.id: one for one in db.session.scalars(found)}


def published() -> list[Degree]:
    """All of them, by name."""
    return _page(sa.select(Degree).where(Degree.status == DegreeStatus.PUBLISHED), None, 0)


def named(name: str) -> list[Degree]:
    """Published degrees called as somebody writes theirs in their profile."""
    wanted = as_one_writes(name)
    return [one for one in published() if as_one_writes(one.name) == wanted] if wanted else []


# ---- For editors


def degree_to_edit(_editor: Person, degree_id: int) -> Degree | None:
    return db.session.get(Degree, degree_id)


def edited(today: date, *, old: bool = False, q: str = "", limit: int, offset: int = 0) -> tuple[list[Degree], int]:
    """Degrees of every status by name; ``old``: published ones that nobody has checked for a year."""
    found = sa.select(Degree).where(*_says(q))
    if old:
        found = found.where(*_old(today)).order_by(Degree.checked_on.asc().nulls_first())
    return _page(found, limit, offset), _count(found)


def count_old(today: date) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Degree).where(*_old(today))) or 0


def _old(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    unchecked = sa.or_(Degree.checked_on.is_(None), Degree.checked_on < today - OLD)
    return Degree.status == DegreeStatus.PUBLISHED, Degree.invented.is_(False), unchecked


def all_by_key() -> dict[str, Degree]:
    return {one.key: one for one in db.session.scalars(sa.select(Degree))}
