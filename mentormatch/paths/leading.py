"""Where a degree can take one: roles that mentors with it have, and roles that editors say it leads to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.degrees import queries as degrees
from mentormatch.degrees.models import Degree
from mentormatch.paths import queries
from mentormatch.paths.models import CareerPath
from mentormatch.paths.policy import SMALLEST_GROUP, folded, is_called
from mentormatch.profiles.models import Offer, OfferStatus, Profile


@dataclass(frozen=True, slots=True)
class Way:
    """From a degree to a role. ``people``: how many mentors went it, None for too few to be told; ``words``: an
    editor's, None when no editor says so. At least one of both is there."""

    degree: str
    path: CareerPath
    people: int | None
    words: str | None
    degree_id: int | None = None


def ways_from(degree: Degree) -> list[Way]:
    """Ways from a degree of the catalogue, those that most people went first."""
    return _ways([degree], _walked(), queries.published())


def ways_from_name(name: str) -> list[Way]:
    """Ways from a degree as somebody calls theirs. Editors speak of it when it stands in the catalogue."""
    found = degrees.named(name)
    if found:
        return _ways(found[:1], _walked(), queries.published())
    walked, paths = _walked(), queries.published()
    ways = [Way(name, path, _told(walked, name, path), None) for path in paths]
    return _sorted([way for way in ways if way.people])


def all_ways() -> list[Way]:
    """Ways from every published degree."""
    return _ways(degrees.published(), _walked(), queries.published())


def _ways(wanted: Sequence[Degree], walked: Counter[tuple[str, str]], paths: Sequence[CareerPath]) -> list[Way]:
    said = {(link.degree_id, path.id): link.words for path in paths for link in path.links}
    found = []
    for degree in wanted:
        for path in paths:
            way = Way(degree.name, path, _told(walked, degree.name, path), said.get((degree.id, path.id)), degree.id)
            if way.people is not None or way.words is not None:
                found.append(way)
    return _sorted(found)


def _sorted(ways: list[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: (-(way.people or 0), way.path.title, way.degree))


def _told(walked: Counter[tuple[str, str]], degree: str, path: CareerPath) -> int | None:
    wanted = folded(degree)
    count = sum(number for (name, role), number in walked.items() if name == wanted and is_called(role, path.all_names))
    return count if count >= SMALLEST_GROUP else None


def _walked() -> Counter[tuple[str, str]]:
    """How many approved, active mentors with a degree have a role title, by both."""
    rows = sa.select(Profile.degree, Offer.role_title, sa.func.count())
    rows = rows.join(Offer, Offer.person_id == Profile.person_id).join(Person, Person.id == Profile.person_id)
    rows = rows.where(Offer.status == OfferStatus.APPROVED, Person.active.is_(True))
    rows = rows.where(Profile.degree != "", Offer.role_title != "").group_by(Profile.degree, Offer.role_title)
    found: Counter[tuple[str, str]] = Counter()
    for degree, role, number in db.session.execute(rows):
        found[folded(degree), role] += number
    return found
