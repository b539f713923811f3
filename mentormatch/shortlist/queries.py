"""Reading the shortlist of one mentee."""

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.shortlist.models import SavedMentor


def saved_by(mentee_id: int) -> list[int]:
    """The mentors on a shortlist, the last saved first."""
    saved = sa.select(SavedMentor.mentor_id).where(SavedMentor.mentee_id == mentee_id)
    return list(db.session.scalars(saved.order_by(SavedMentor.created_at.desc(), SavedMentor.mentor_id)))
