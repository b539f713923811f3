"""What else there is for a role or a degree: guides, events, postings and so on that are found by its name."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.office.queries import is_on
from mentormatch.search.kinds import KINDS, Kind, Shown
from mentormatch.search.models import SearchEntry

#: So many things of each kind stand on a page.
MOST_RELATED = 4
#: So many of a kind are asked about before those that the reader may not see are left out.
_ASKED = 40
_COLUMNS = {"roles": SearchEntry.roles, "degrees": SearchEntry.degrees}


@dataclass(frozen=True, slots=True)
class Group:
    kind: Kind
    shown: list[Shown]


def related(reader: Person, column: str, names: Collection[str], *, but: Collection[str] = ()) -> list[Group]:
    """Things of each kind, ``but`` for these, that name one of ``names`` among their roles or degrees and that the
    reader may see, the newest first."""
    return list(_groups(reader, column, names, but))


def _groups(reader: Person, column: str, names: Collection[str], but: Collection[str]) -> Iterator[Group]:
    for kind in KINDS.values():
        if kind.name in but or (kind.service and not is_on(kind.service)):
            continue
        if not any(reader.is_(role) for role in kind.roles):
            continue
        ids = _named(kind.name, column, names)
        there = kind.visible(reader, ids) if ids else {}
        shown = [there[number] for number in ids if number in there][:MOST_RELATED]
        if shown:
            yield Group(kind, shown)


def _named(kind: str, column: str, names: Collection[str]) -> list[int]:
    told = sa.func.lower(sa.cast(_COLUMNS[column], sa.Text))
    named = [told.contains(json.dumps(name.lower()), autoescape=True) for name in names]
    found = sa.select(SearchEntry.subject_id).where(SearchEntry.kind == kind, sa.or_(*named))
    return list(db.session.scalars(found.order_by(SearchEntry.stamp.desc()).limit(_ASKED)))
