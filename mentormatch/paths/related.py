"""What else there is for a role: guides, events, postings and so on that are found by its name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.office.queries import is_on
from mentormatch.paths.models import CareerPath
from mentormatch.paths.policy import MOST_RELATED
from mentormatch.search.kinds import KINDS, Kind, Shown
from mentormatch.search.models import SearchEntry

#: These stand on the page by other ways.
NOT_HERE = frozenset({"path", "degree", "mentor"})
#: So many of a kind are asked about before those that the reader may not see are left out.
_ASKED = 40


@dataclass(frozen=True, slots=True)
class Group:
    kind: Kind
    shown: list[Shown]


def related(reader: Person, path: CareerPath) -> list[Group]:
    """Things of each kind that name this role and that the reader may see, the newest first."""
    return list(_groups(reader, path))


def _groups(reader: Person, path: CareerPath) -> Iterator[Group]:
    for kind in KINDS.values():
        if kind.name in NOT_HERE or (kind.service and not is_on(kind.service)):
            continue
        if not any(reader.is_(role) for role in kind.roles):
            continue
        ids = _named(kind.name, path)
        there = kind.visible(reader, ids) if ids else {}
        shown = [there[number] for number in ids if number in there][:MOST_RELATED]
        if shown:
            yield Group(kind, shown)


def _named(kind: str, path: CareerPath) -> list[int]:
    roles = sa.func.lower(sa.cast(SearchEntry.roles, sa.Text))
    named = [roles.contains(json.dumps(name.lower()), autoescape=True) for name in path.all_names]
    found = sa.select(SearchEntry.subject_id).where(SearchEntry.kind == kind, sa.or_(*named))
    return list(db.session.scalars(found.order_by(SearchEntry.stamp.desc()).limit(_ASKED)))
