"""Somebody deletes their account; the office switches the service off."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import advance, db, transactional
from mentormatch.internships import queries
from mentormatch.internships.models import Interview, Posting, PostingStatus
from mentormatch.internships.policy import WITHDRAWABLE
from mentormatch.internships.service import finding, interviewing, moving, telling
from mentormatch.internships.service.posting import RUNNING
from mentormatch.partners import service as partners


@transactional
def forget(person: Person) -> None:
    """Their applications are withdrawn, interviews that they were to hold called off; they speak for nobody."""
    for application in queries.applications_of(person):
        if application.status in WITHDRAWABLE:
            moving.withdraw(application, by=person)
    theirs = sa.select(Interview).where(Interview.host_id == person.id).order_by(Interview.id)
    for interview in db.session.scalars(theirs).all():
        interviewing.end(interview, by=person)
    written = sa.update(Posting).where(Posting.made_by_id == person.id).values(made_by_id=None)
    db.session.execute(written.execution_options(synchronize_session="fetch"))
    partners.leave(person)


def wind_down(by: Person) -> None:
    """Postings are closed and interviews called off; everybody with an application under way is told."""
    running = sa.select(Posting).where(Posting.status.in_(RUNNING)).order_by(Posting.id)
    for posting in db.session.scalars(running).all():
        if advance(posting, frm=RUNNING, to=PostingStatus.CLOSED):
            audit.record(by, "internship_posting.closed", posting)
            finding.refresh(posting)
    for application in queries.open_applications():
        interviewing.end_all(application, by=by)
        telling.called_off(application)


def ahead() -> int:
    """What would be called off: postings that take applications, or wait for the office."""
    running = sa.select(sa.func.count()).select_from(Posting).where(Posting.status.in_(RUNNING))
    return db.session.scalar(running) or 0
