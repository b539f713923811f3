"""Deleting an account, and asking for a download."""

from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import Base, db, transactional
from mentormatch.core.limits import spend
from mentormatch.files import service as files
from mentormatch.mentoring import service as mentoring
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import ON_ITS_WAY, Letter
from mentormatch.office.about import SERVICES
from mentormatch.office.kept import Erased
from mentormatch.privacy.register import REGISTER
from mentormatch.privacy.rows import belongs, mine, table
from mentormatch.profiles import service as profiles
from mentormatch.waitinglist import service as waitinglist

DOWNLOADS_A_DAY = 5
DAY = 24 * 3600
DOWNLOADED = "person.downloaded"


@transactional
def note_download(person: Person) -> None:
    """Remember that everything was downloaded; TooMany for somebody who did so often today."""
    spend("privacy.download", person.id, limit=DOWNLOADS_A_DAY, seconds=DAY)
    audit.record(person, DOWNLOADED, person)


def last_download(person: Person) -> datetime | None:
    """When everything about a person was last downloaded with their account, or None."""
    about = sa.select(sa.func.max(AuditEntry.at)).where(AuditEntry.subject_kind == Person.__tablename__)
    return db.session.scalar(about.where(AuditEntry.subject_id == person.id, AuditEntry.action == DOWNLOADED))


@transactional
def delete_account(person: Person) -> None:
    """Delete everything about a person but what the other party keeps without the name; twice is once.

    Whoever waits for them is told, in the same transaction. Refuses LastAdmin.
    """
    if not accounts.hold_who_leaves(person):
        return
    waitinglist.leave(person)
    mentoring.leave(person)
    files.take_all_away(person)
    for service in SERVICES.values():
        service.leave(person)
    profiles.forget(person)
    db.session.flush()
    _erase(person.id)
    db.session.expire_all()
    letters.write(person, "privacy/email/left.txt", key=f"person:{person.id}:left", urgent=True, at=now().isoformat())
    accounts.leave(person)


def _erase(person_id: int) -> None:
    """What the register says, table by table, those that refer to others first."""
    # A mentor who has left stands on nobody's list.
    saved = table("saved_mentor")
    db.session.execute(sa.delete(saved).where(saved.c.mentor_id == person_id))
    for found in reversed(Base.metadata.sorted_tables):
        entry = REGISTER[found.name]
        if entry.erased is Erased.DELETED:
            db.session.execute(sa.delete(found).where(mine(found.name, person_id)))
        for whose, values in entry.neutral.items():
            own = sa.update(found).where(belongs(found.name, whose, person_id), _theirs(found.name, whose, person_id))
            db.session.execute(own.values(values))


def _theirs(name: str, whose: str, person_id: int) -> sa.ColumnElement[bool]:
    """That somebody else is in a column makes a row this person's only among their own rows."""
    return mine(name, person_id) if whose.startswith("-") else sa.true()


@transactional
def forget_last_letters() -> None:
    """The letter that confirms a deletion is deleted itself when it has left, or can never leave."""
    former = sa.select(Person.id).where(Person.left_at.is_not(None))
    over = Letter.status.not_in(ON_ITS_WAY)
    db.session.execute(sa.delete(Letter).where(Letter.person_id.in_(former), over))
