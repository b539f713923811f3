"""Degrees among what can be found: each is put when it is published or changed, and dropped when it is withdrawn."""

from collections.abc import Callable, Collection

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _l
from mentormatch.degrees import queries
from mentormatch.degrees.models import Degree, DegreeStatus
from mentormatch.degrees.policy import LEVELS, MODES
from mentormatch.search import service
from mentormatch.search.kinds import Kind, Shown, register
from mentormatch.web import markdown

NAME = "degree"
READERS = frozenset(
    {RoleName.MENTEE, RoleName.MENTOR, RoleName.COACH, RoleName.COORDINATOR, RoleName.EDITOR}
)  # fmt: skip


#: Told of every change of a degree in its transaction, by those who stand above and speak of degrees.
LISTENERS: list[Callable[[Degree], None]] = []


def tell(degree: Degree) -> None:
    """Let it be found as it is now, or no more, and let those know who speak of it."""
    (_put if degree.status == DegreeStatus.PUBLISHED else _drop)(degree)
    for listener in LISTENERS:
        listener(degree)


def _put(degree: Degree) -> None:
    parts = (degree.provider, markdown.plain(degree.content), degree.faculty, degree.accreditation, degree.assessment)
    service.put(
        service.Entry(
            kind=NAME,
            subject_id=degree.id,
            title=degree.name,
            text="\n".join(part for part in parts if part),
            roles=degree.roles,
            skills=degree.skills,
        )
    )


def _drop(degree: Degree) -> None:
    service.drop(NAME, degree.id)


def _visible(_reader: Person, ids: Collection[int]) -> dict[int, Shown]:
    return {
        number: Shown(one.name, line_of(one), url_for("degrees.show", degree_id=number))
        for number, one in queries.published_among(ids).items()
    }


def line_of(degree: Degree) -> str:
    """Who offers it, how and at which level, in a line."""
    return " · ".join((degree.provider, str(LEVELS[degree.level]), str(MODES[degree.mode])))


register(Kind(NAME, _l("Degree"), _l("Degrees"), "cap", _visible, service="degrees", roles=READERS))
