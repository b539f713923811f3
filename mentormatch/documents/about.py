"""What the application knows of documents."""

from collections.abc import Iterator

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _, _l
from mentormatch.documents import queries
from mentormatch.documents.kept import DEEDS, KEPT, SUBJECTS
from mentormatch.documents.record import given, happenings
from mentormatch.documents.service import keeping, leaving
from mentormatch.documents.telling import CALLED_OFF, SHARED
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.about import Place, Service, Task
from mentormatch.uploads.errors import Damaged


def _files(person: Person) -> Iterator[tuple[str, bytes]]:
    for version in queries.kept_of(person):
        try:
            yield f"{version.id}-{version.name}", keeping.content_of(version)
        except Damaged:  # the download of everything else must not fail for it
            yield f"{version.id}-damaged.txt", b"This file can no longer be read."


def _tasks(person: Person) -> Iterator[Task]:
    if person.is_(RoleName.COACH):
        page = url_for("coach_documents.index")
        yield Task(_("Audits in your hands"), queries.count_to_write(person), page)
        yield Task(_("CVs that wait for a coach"), queries.count_waiting(person), page)


SERVICE = Service(
    name="documents",
    title=_l("CV audit"),
    text=_l("Students keep CVs and application letters in versions, and a coach says in writing what to change."),
    pages=("views", "coach_views", "coordinator_views"),
    api=("api",),
    listeners=("handlers",),
    menu={
        RoleName.MENTEE: (Place("documents.index", _l("CV"), "file"),),
        RoleName.MENTOR: (Place("documents.shared", _l("Shared with me"), "file"),),
        RoleName.COACH: (Place("coach_documents.index", _l("CVs"), "file"),),
        RoleName.COORDINATOR: (Place("coordinator_documents.index", _l("CV audit form"), "tune"),),
    },
    belongs={"documents.audit": ("documents.index", "documents.shared")},
    kept=KEPT,
    deeds=DEEDS,
    subjects=SUBJECTS,
    record=happenings,
    knows=queries.audits_for,
    tasks=_tasks,
    ahead=queries.count_open,
    wind_down=leaving.wind_down,
    leave=leaving.leave,
    files=_files,
    last_letters=frozenset({CALLED_OFF}),
    letters=(
        OptionalLetter(
            "documents.shared", _l("CVs: a student shares one with you"), (SHARED,), frozenset({RoleName.MENTOR})
        ),
    ),
    given=given,
)
