"""Somebody deletes their account: what they kept and suggested goes as the register says, with letters about it."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.resources.models import GuideSuggestion


def leave(person: Person) -> None:
    mine = sa.select(GuideSuggestion.id).where(GuideSuggestion.person_id == person.id)
    for number in db.session.scalars(mine).all():
        letters.take_back(f"guide_suggestion:{number}:")
