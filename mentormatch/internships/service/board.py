"""A student's own entries for applications elsewhere."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.internships import queries
from mentormatch.internships.errors import NotALink, TooManyOwn
from mentormatch.internships.models import External
from mentormatch.internships.policy import OWN_MOST
from mentormatch.profiles.policy import is_meeting_link


@transactional
def add_external(*, by: Person, **facts: Any) -> External:
    """Refuses NotALink, TooManyOwn."""
    if len(queries.externals_of(by)) >= OWN_MOST:
        raise TooManyOwn
    made = External(person_id=by.id)
    _fill(made, facts)
    db.session.add(made)
    db.session.flush()
    audit.record(by, "internship_external.added", made)
    return made


@transactional
def change_external(entry: External, *, by: Person, **facts: Any) -> None:
    """Refuses NotALink."""
    _fill(entry, facts)
    db.session.flush()
    audit.record(by, "internship_external.changed", entry)


@transactional
def remove_external(entry: External, *, by: Person) -> None:
    audit.record(by, "internship_external.removed", entry)
    db.session.delete(entry)


def _fill(entry: External, facts: dict[str, Any]) -> None:
    link = facts.get("link") or ""
    if link and not is_meeting_link(link):
        raise NotALink(field="link")
    for name, value in facts.items():
        setattr(entry, name, value)
