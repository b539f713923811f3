"""What degrees say of themselves."""

from collections.abc import Iterable

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _, _l
from mentormatch.degrees import queries
from mentormatch.degrees.service import today
from mentormatch.office.about import Place, Service, Task
from mentormatch.office.deeds import done
from mentormatch.office.kept import ours


def _tasks(person: Person) -> Iterable[Task]:
    if person.is_(RoleName.EDITOR):
        yield Task(
            _("Degrees that nobody has checked for a year"), queries.count_old(today()), url_for("editor_degrees.old")
        )


SERVICE = Service(
    name="degrees",
    title=_l("Degrees"),
    text=_l("A catalogue of degrees with facts and sources: filter, compare side by side."),
    pages=("views", "editor_views"),
    api=("api",),
    listeners=("found",),
    commands=("cli",),
    menu={
        RoleName.MENTEE: (Place("degrees.index", _l("Degrees"), "cap"),),
        RoleName.EDITOR: (Place("editor_degrees.index", _l("Degrees"), "cap"),),
    },
    belongs={"degrees": ("degrees.index", "editor_degrees.index"), "editor_degrees": ("editor_degrees.index",)},
    kept={
        "degree": ours(
            _l("Degrees"),
            "id key status name provider level mode language months ects cost currency priced_on content faculty"
            " accreditation assessment source checked_on invented roles skills version created_at changed_at",
        ),
    },
    deeds={
        "degree.made": done(_l("An editor drafted a degree.")),
        "degree.changed": done(_l("An editor changed a degree.")),
        "degree.published": done(_l("An editor published a degree.")),
        "degree.withdrawn": done(_l("An editor withdrew a degree.")),
        "degree.checked": done(_l("An editor looked at the source of a degree again.")),
        "degree.imported": done(_l("A degree was taken from a file.")),
    },
    subjects={"degree": _l("Degree")},
    tasks=_tasks,
)
