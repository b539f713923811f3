"""One deed at a time in a cohort."""

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.programmes.models import Cohort


def take_turn(cohort_id: int) -> None:
    """Wait until no other deed about requests of this cohort is under way; a turn ends with its transaction.

    One acceptance answers many requests of other people. Without turns, two that cross would wait for each other's
    rows until PostgreSQL gives one up, and the sentence for whoever came second could name the wrong reason. Places
    and limits do not rest on it: conditional updates and constraints keep those. SQLite takes turns by itself.
    """
    db.session.execute(sa.select(Cohort.id).where(Cohort.id == cohort_id).with_for_update(key_share=True))
    db.session.expire_all()  # what was read while waiting is old news
