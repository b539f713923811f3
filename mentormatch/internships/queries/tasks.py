"""What waits for somebody."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.internships.models import OPEN, Application, Interview, InterviewStatus, Posting, PostingStatus, Stage
from mentormatch.partners import queries as partners


def count_to_pick(person: Person) -> int:
    """Interviews of which a student has to pick the time."""
    found = sa.select(sa.func.count()).select_from(Interview).join(Application)
    found = found.where(Interview.status == InterviewStatus.PROPOSED, Application.status.in_(OPEN))
    return db.session.scalar(found.where(Application.person_id == person.id)) or 0


def count_offers(person: Person) -> int:
    found = sa.select(sa.func.count()).select_from(Application)
    return db.session.scalar(found.where(Application.person_id == person.id, Application.status == Stage.OFFER)) or 0


def count_received(person: Person) -> int:
    """Applications at one's own organisations that nobody has answered yet."""
    found = sa.select(sa.func.count()).select_from(Application).join(Posting, Posting.id == Application.posting_id)
    found = found.where(Posting.organisation_id.in_(partners.my_organisation_ids(person)))
    still = (Application.status == Stage.RECEIVED, Posting.status != PostingStatus.TAKEN_DOWN)
    return db.session.scalar(found.where(*still)) or 0
