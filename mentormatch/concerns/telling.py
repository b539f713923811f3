"""Letters about concerns. None goes to the other person of the match, and none says what the concern is about."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person
from mentormatch.concerns.models import Concern
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.programmes import queries as programmes


def raised(concern: Concern) -> None:
    """To the coordinators who may read it, or, without any, to the admins who can appoint one; and to the raiser."""
    match = concern.match
    the_two = {match.mentee_id, match.mentor_id}
    readers = [person for person in programmes.coordinators_of(match.cohort_id) if person.id not in the_two]
    for coordinator in readers:
        _write(coordinator, concern, "raised")
    if not readers:
        for admin in db.session.scalars(sa.select(Person).where(Person.id.in_(accounts.admins()))):
            if admin.id not in the_two:
                _write(admin, concern, "nobody_reads", cohort=match.cohort.name)
    _write(concern.raised_by, concern, "received", match_id=match.id)


def closed(concern: Concern) -> None:
    """To the one who raised it."""
    _write(concern.raised_by, concern, "closed", match_id=concern.match_id)


def _write(to: Person, concern: Concern, name: str, **context: Any) -> None:
    letters.write(
        to, f"concerns/email/{name}.txt", key=f"concern:{concern.id}:{name}", concern_id=concern.id, **context
    )
