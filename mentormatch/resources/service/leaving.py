"""Somebody deletes their account: what they kept and suggested goes as the register says, and interviews with them
lead to their page no more."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.resources.models import GuideSuggestion, GuideVersion


def leave(person: Person) -> None:
    mine = sa.select(GuideSuggestion.id).where(GuideSuggestion.person_id == person.id)
    for number in db.session.scalars(mine).all():
        letters.take_back(f"guide_suggestion:{number}:")
    gone = sa.update(GuideVersion).where(GuideVersion.mentor_id == person.id).values(mentor_id=None)
    db.session.execute(gone.execution_options(synchronize_session="fetch"))
