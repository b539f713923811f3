"""What a student's record tells of applications, and what a student lets organisations read."""

from collections.abc import Iterable, Iterator

from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import _
from mentormatch.internships import queries
from mentormatch.internships.models import OPEN
from mentormatch.internships.policy import STAGES
from mentormatch.office.about import Given, Happening


def happenings(student: Person, reader: Person) -> Iterable[Happening]:
    """Applications with their stage: for the student and for the office, which handles them; nobody else."""
    own = student.id == reader.id
    if not own and not reader.is_(RoleName.COORDINATOR):
        return
    for application in queries.applications_of(student):
        posting = application.posting
        url = url_for("internships.application", application_id=application.id) if own else ""
        said = _("Applied to “%(posting)s” at %(organisation)s", posting=posting.title,
                 organisation=posting.organisation.name)  # fmt: skip
        yield Happening(application.sent_at, said, url=url)
        if application.turn:
            yield Happening(application.moved_at, f"{posting.title}: {STAGES[application.status][1]}", url=url)


def given(person: Person) -> Iterator[Given]:
    """Versions that an organisation may read while an application is open."""
    for application in queries.applications_of(person):
        if application.status in OPEN and application.version is not None:
            yield Given(
                _("%(title)s, version %(number)s, and your application", title=application.version.document.title,
                  number=application.version.number),
                to=application.posting.organisation.name,
                url=url_for("internships.application", application_id=application.id),
                since=application.sent_at,
            )  # fmt: skip
