"""A row of the queue is taken on by somebody, or given to a colleague."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotFound
from mentormatch.queue.errors import NotForThem
from mentormatch.queue.models import Assignment
from mentormatch.queue.policy import Key
from mentormatch.queue.queries import own, rows


@transactional
def assign(key: Key, assignee: Person, *, by: Person) -> None:
    """Have ``assignee`` look after a row that waits. Twice is once.

    Refuses NotFound where it does not wait for ``by``, NotForThem where it does not wait for ``assignee``.
    """
    if not rows.of_keys(own.everything_for(by), [key]):
        raise NotFound
    if assignee.id not in {person_id for person_id, _name in own.colleagues(own.everything_for(by).cohort_ids)}:
        raise NotForThem(assignee.name)
    if not rows.of_keys(own.everything_for(assignee), [key]):
        raise NotForThem(assignee.name)
    taken = db.session.get(Assignment, (key.kind, key.subject_id))
    if taken is not None and taken.person_id == assignee.id:
        return
    taken = taken or Assignment(kind=key.kind, subject_id=key.subject_id)
    taken.person_id, taken.by_id, taken.at = assignee.id, by.id, now()
    db.session.add(taken)
    audit.record(by, "queue.assigned", taken, kind=key.kind, number=key.subject_id)
