"""What guides say of themselves."""

from collections.abc import Iterable

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _, _l
from mentormatch.notifications.optional import OptionalLetter
from mentormatch.office.about import Place, Service, Task
from mentormatch.office.deeds import Deed, done
from mentormatch.office.kept import Entry, Erased, Kept, Seen, Theme, Why, ours
from mentormatch.resources import queries, service
from mentormatch.resources.record import happenings
from mentormatch.resources.service.telling import DUE, REVIEW, SUGGESTED

READ = Place("resources.index", _l("Guides"), "book")
WRITE = Place("guide_desk.index", _l("Write guides"), "edit")
_EDITORS = frozenset({RoleName.EDITOR, RoleName.COORDINATOR})


def _tasks(person: Person) -> Iterable[Task]:
    if not queries.is_editor(person):
        return
    counts = queries.counts()
    yield Task(_("Guides to review"), counts["review"], url_for("guide_desk.index", shelf="review"))
    yield Task(_("Guides to look at again"), counts["due"], url_for("guide_desk.index", shelf="due"))
    yield Task(_("Suggestions of readers"), queries.count_open_suggestions(), url_for("guide_desk.suggestions"))


SERVICE = Service(
    name="resources",
    title=_l("Guides"),
    text=_l("Guides, templates, checklists, videos and interviews: written, reviewed and kept up to date by editors."),
    pages=("views", "editor_views"),
    api=("api",),
    listeners=("found", "service.sweeping", "service.telling"),
    commands=("cli",),
    menu={
        RoleName.MENTEE: (READ,),
        RoleName.MENTOR: (READ,),
        RoleName.COACH: (READ,),
        RoleName.EDITOR: (WRITE, READ),
        RoleName.COORDINATOR: (WRITE,),
    },
    belongs={"resources": ("resources.index",), "guide_desk": ("guide_desk.index",)},
    kept={
        "guide_group": ours(_l("Which guides are translations of each other"), "id"),
        "guide": ours(
            _l("Guides of the career office"),
            "id group_id import_key language status newest live looked_at review_on created_at",
        ),
        "guide_version": Entry(
            Theme.RECORDS, _l("Versions of guides that you saved or published as an editor, or that are about you"),
            Why.RUNNING, (Seen.YOU, Seen.STAFF), Kept.INSTALLATION, Erased.STAYS,
            mine="by_id published_by_id mentor_id", exported="id guide_id number kind at published_at",
            withheld="title lead text video_link alum mentor_id topics roles industries skills degrees by_id"
            " published_by_id alone",
            neutral={"mentor_id": {"mentor_id": None}},
        ),
        "guide_picture": Entry(
            Theme.RECORDS, _l("Pictures that you added to guides as an editor"), Why.RUNNING, (Seen.YOU, Seen.STAFF),
            Kept.INSTALLATION, Erased.STAYS, mine="by_id", exported="id guide_id kind at",
            withheld="alt width height size sha256 source_sha256 stored_as by_id",
        ),
        "guide_reader": Entry(
            Theme.SERVICES, _l("Guides that you saved, read, ticked or found helpful"), Why.SERVICE,
            (Seen.YOU, Seen.STAFF), Kept.ACCOUNT, Erased.DELETED, exported="guide_id saved_at read_at helpful ticks",
            withheld="person_id", mine="person_id",
        ),
        "guide_suggestion": Entry(
            Theme.SERVICES, _l("What you would change in a guide, and what editors answered"), Why.SERVICE,
            (Seen.YOU, Seen.STAFF), Kept.ACCOUNT, Erased.DELETED, exported="id guide_id text at answer answered_at",
            withheld="person_id answered_by_id", mine="person_id",
        ),
    },
    deeds={
        "guide.made": done(_l("A guide was drafted.")),
        "guide.changed": done(_l("A guide was changed.")),
        "guide.submitted": done(_l("A guide was handed in for review.")),
        "guide.sent_back": done(_l("A guide in review was made a draft again.")),
        "guide.published": done(_l("A guide was published after somebody else had looked at it.")),
        "guide.published_alone": done(_l("A guide was published by its author, who is the only editor.")),
        "guide.withdrawn": done(_l("A guide was withdrawn.")),
        "guide.reopened": done(_l("A withdrawn guide was made a draft again.")),
        "guide.looked_at": done(_l("An editor looked at a guide again and found it right.")),
        "guide.picture_added": done(_l("A picture was added to a guide.")),
        "guide_suggestion.made": Deed(_l("Somebody suggested a change to a guide.")),
        "guide_suggestion.answered": Deed(_l("An editor answered a suggestion to change a guide.")),
    },
    subjects={"guide": _l("Guide"), "guide_suggestion": _l("Suggestion to change a guide")},
    record=happenings,
    tasks=_tasks,
    leave=service.leave,
    letters=(
        OptionalLetter("resources.review", _l("Guides: drafts that wait for review"), (REVIEW,), _EDITORS),
        OptionalLetter("resources.suggested", _l("Guides: what readers would change"), (SUGGESTED,), _EDITORS),
        OptionalLetter("resources.due", _l("Guides: what is to be looked at again, once a week"), (DUE,), _EDITORS),
    ),
)  # fmt: skip
