"""What happens to documents and audits when somebody leaves, and when the office stops the service."""

from functools import partial

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import advance, after_commit, db
from mentormatch.documents import queries, telling
from mentormatch.documents.models import HELD, OPEN, Audit, AuditStatus
from mentormatch.uploads import store


def leave(person: Person) -> None:
    """Somebody deletes their account: their bytes go (their rows as the register says); what they held as a coach
    waits for another one, with its draft."""
    for version in queries.kept_of(person):
        after_commit(partial(store.remove, version.stored_as or ""))
    give_back_all(person, by=None)


def give_back_all(coach: Person, *, by: Person | None) -> None:
    """What a coach held waits for another one, with its draft."""
    held = sa.select(Audit).where(Audit.coach_id == coach.id, Audit.status.in_(HELD))
    for asked in db.session.scalars(held.with_for_update()):
        asked.status, asked.coach_id, asked.taken_at = AuditStatus.WAITING, None, None
        audit.record(by, "document_audit.given_back", asked)
    db.session.flush()


def wind_down(by: Person) -> None:
    """The office switches the service off: audits under way are called off, and their students are told."""
    for asked in db.session.scalars(sa.select(Audit).where(Audit.status.in_(OPEN)).order_by(Audit.id)).all():
        if advance(asked, frm=OPEN, to=AuditStatus.CALLED_OFF):
            audit.record(by, "document_audit.called_off", asked)
            telling.called_off(asked)
