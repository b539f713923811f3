"""What internships say of themselves."""

from collections.abc import Iterable

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _, _l
from mentormatch.internships import queries, service
from mentormatch.internships.kept import DEEDS, KEPT, SUBJECTS
from mentormatch.internships.queries import tasks
from mentormatch.internships.record import given, happenings
from mentormatch.internships.service.ending import ahead
from mentormatch.internships.service.telling import LAST, NEW
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.about import Place, Service, Task


def _tasks(person: Person) -> Iterable[Task]:
    if person.is_(RoleName.MENTEE):
        page = url_for("internships.board")
        yield Task(_("An interview: pick a time"), tasks.count_to_pick(person), page)
        yield Task(_("An offer waits for your answer"), tasks.count_offers(person), page)
    if person.is_(RoleName.PARTNER):
        yield Task(_("New applications"), tasks.count_received(person), url_for("partner_internships.index"))
    if person.is_(RoleName.COORDINATOR):
        page = url_for("office_internships.index")
        yield Task(_("Postings to approve"), len(queries.to_review()), page)
        yield Task(_("Postings that students reported"), len(queries.open_reports()), page)


SERVICE = Service(
    name="internships",
    title=_l("Internships"),
    text=_l("Internships, projects and theses at partner organisations: postings, applications, interviews."),
    pages=("views", "partner_views", "office_views"),
    api=("api",),
    listeners=("kind", "given", "found", "service.sweeping", "service.telling"),
    menu={
        RoleName.MENTEE: (Place("internships.index", _l("Internships"), "bag"),),
        RoleName.PARTNER: (Place("partner_internships.index", _l("Postings"), "bag"),),
        RoleName.COORDINATOR: (Place("office_internships.index", _l("Internships"), "bag"),),
    },
    belongs={
        "internships": ("internships.index",),
        "partner_internships": ("partner_internships.index", "office_internships.index"),
        "office_internships": ("office_internships.index",),
    },
    kept=KEPT,
    deeds=DEEDS,
    subjects=SUBJECTS,
    record=happenings,
    tasks=_tasks,
    ahead=ahead,
    wind_down=service.wind_down,
    leave=service.forget,
    last_letters=LAST,
    letters=(
        OptionalLetter("internships.new", _l("Internships: a new application"), (NEW,), frozenset({RoleName.PARTNER})),
    ),
    given=given,
)
