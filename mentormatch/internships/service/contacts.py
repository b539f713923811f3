"""Organisations with postings, and their people: invited by a letter, ended at once."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.internships import queries
from mentormatch.internships.models import Interview, InterviewStatus
from mentormatch.internships.service import finding, interviewing, telling
from mentormatch.partners import service as partners
from mentormatch.partners.models import Contact, Organisation


@transactional
def change_organisation(organisation: Organisation, *, by: Person, **facts: str) -> None:
    """Change what is said of an organisation; its postings are found under that. Refuses NameTaken, NotAWebsite."""
    partners.change_organisation(organisation, by=by, **facts)
    for posting in queries.postings_of([organisation.id]):
        finding.refresh(posting)


@transactional
def invite(organisation: Organisation, *, email: str, name: str, job: str, by: Person) -> Contact:
    """Let somebody speak for an organisation, and write them the letter with which they choose a password."""
    contact = partners.add_contact(organisation, email=email, name=name, job=job, by=by)
    telling.invited(contact)
    return contact


@transactional
def end_contact(contact: Contact, *, by: Person) -> None:
    """Somebody speaks for an organisation no more; interviews that they were to hold are called off."""
    if not partners.end_contact(contact, by=by):
        return
    theirs = sa.select(Interview).where(Interview.host_id == contact.person_id, Interview.status.in_(RUNNING))
    for interview in db.session.scalars(theirs.order_by(Interview.id)).all():
        if interview.application.posting.organisation_id == contact.organisation_id:
            interviewing.end(interview, by=by)


RUNNING = (InterviewStatus.PROPOSED, InterviewStatus.PICKED)
