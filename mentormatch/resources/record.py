"""What a student's record tells of guides: which ones they marked as read."""

from collections.abc import Iterable

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _
from mentormatch.office.about import Happening
from mentormatch.resources import queries


def happenings(student: Person, _reader: Person) -> Iterable[Happening]:
    """Oldest first."""
    for row in queries.readings(student):
        if row.read_at is not None:
            url = url_for("resources.show", guide_id=row.guide_id) if row.guide.live is not None else ""
            yield Happening(row.read_at, _("Read “%(guide)s”", guide=queries.title_of(row.guide)), url=url)
