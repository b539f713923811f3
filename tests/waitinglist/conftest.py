"""A clock that moves, and what the waiting list did."""

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.waitinglist.models import WaitingOffer
from tests.mentoring.conftest import ask, later

__all__ = ["ask", "later", "offers", "sweep"]


def sweep() -> int:
    made = JOBS["waitinglist.sweep"]()
    assert isinstance(made, int)
    return made


def offers() -> list[tuple[int, int, str]]:
    """Every offer in order: student, mentor, status."""
    db.session.rollback()
    found = db.session.scalars(sa.select(WaitingOffer).order_by(WaitingOffer.id))
    return [(one.mentee_id, one.mentor_id, one.status.value) for one in found]
