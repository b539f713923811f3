"""Reminding people of what is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotAllowed
from mentormatch.notifications import service as letters
from mentormatch.programmes import queries as programmes
from mentormatch.programmes import service as cohorts
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.progress import queries
from mentormatch.progress.models import ProgressReminder
from mentormatch.progress.policy import STEPS
from mentormatch.progress.queries import Row

#: One letter in so much time to each, whoever asks.
ONCE_IN = timedelta(days=7)
#: No more at once: what a page shows.
AT_ONCE = 50


@dataclass(frozen=True)
class Reminded:
    """How many got a letter, and how many did not: reminded this week already, or with nothing of their own to do."""

    written: int
    left_out: int


@transactional
def remind(cohort: Cohort, role: EnrolledAs, person_ids: Collection[int], *, by: Person) -> Reminded:
    """Write to those of these people who lack a step that is theirs to take, once a week each.

    Raises NotAllowed, CohortArchived.
    """
    if programmes.cohort_for(by, cohort.id) is None:
        raise NotAllowed
    cohorts.ensure_not_archived(cohort.id)
    # One after the other: two coordinators at once would write twice.
    db.session.get_one(Cohort, cohort.id, with_for_update={"key_share": True}, populate_existing=True)
    chosen = sorted(set(person_ids))[:AT_ONCE]
    rows = queries.rows_of(cohort.id, role, chosen)
    written = sum(_remind(row, cohort, role, by=by) for row in rows)
    audit.record(by, "progress.reminded", cohort, role=role, letters=written)
    return Reminded(written, len(chosen) - written)


def _remind(row: Row, cohort: Cohort, role: EnrolledAs, *, by: Person) -> bool:
    at = now()
    person = db.session.get_one(Person, row.person_id)
    asks = [STEPS[role][step].ask for step in row.lacks if STEPS[role][step].ask]
    if not asks or (row.reminded_at is not None and row.reminded_at > at - ONCE_IN):
        return False
    with force_locale(person.locale):
        words = [str(ask) for ask in asks]
    db.session.merge(ProgressReminder(person_id=person.id, cohort_id=cohort.id, reminded_at=at, reminded_by_id=by.id))
    facts: dict[str, Any] = {
        "asks": words,
        "as_mentor": role == EnrolledAs.MENTOR,
        "confirmed": person.confirmed_at is not None,
    }
    key = f"progress:{cohort.id}:{at:%Y%m%d}"
    letters.write(person, "progress/email/missing.txt", key=key, cohort_id=cohort.id, cohort=cohort.name, **facts)
    return True
