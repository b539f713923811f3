"""Career paths among what can be found: put when a text is published, dropped when the path is withdrawn."""

from collections.abc import Collection

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _l
from mentormatch.degrees.found import LISTENERS
from mentormatch.degrees.models import Degree, DegreeStatus
from mentormatch.paths import queries
from mentormatch.paths.models import CareerPath
from mentormatch.search import service
from mentormatch.search.kinds import Kind, Shown, register
from mentormatch.web import markdown

NAME = "path"
READERS = frozenset({RoleName.MENTEE, RoleName.MENTOR, RoleName.COACH, RoleName.COORDINATOR, RoleName.EDITOR})


def put(path: CareerPath) -> None:
    """As readers see it now."""
    text = queries.version_of(path, path.shown)
    if text is None:
        return
    parts = (text.summary, *(markdown.plain(part) for part in (text.does, text.ways_in, text.progress)))
    service.put(
        service.Entry(
            kind=NAME,
            subject_id=path.id,
            title=path.title,
            text="\n".join(part for part in parts if part),
            roles=path.all_names,
            skills=text.skills,
            degrees=tuple(link.degree.name for link in path.links if link.degree.status == DegreeStatus.PUBLISHED),
        )
    )


def drop(path: CareerPath) -> None:
    service.drop(NAME, path.id)


def _degree_changed(degree: Degree) -> None:
    """A path is found by the names of its degrees: one was renamed, published or withdrawn."""
    for path in queries.published_with(degree.id):
        put(path)


def _visible(_reader: Person, ids: Collection[int]) -> dict[int, Shown]:
    there = queries.published_among(ids)
    texts = queries.texts_of(list(there.values()))
    return {
        number: Shown(path.title, texts[number].summary, url_for("paths.show", path_id=number))
        for number, path in there.items()
        if number in texts
    }


LISTENERS.append(_degree_changed)
register(Kind(NAME, _l("Career path"), _l("Career paths"), "route", _visible, service="paths", roles=READERS))
