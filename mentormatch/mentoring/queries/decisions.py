"""What coordinators have decided about pairs."""

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.mentoring.models import ReviewDecision
from mentormatch.mentoring.policy import Pair


def decisions_about(pair: Pair) -> list[ReviewDecision]:
    """Everything coordinators decided about a request or match, the newest first."""
    about = sa.select(ReviewDecision).where(
        ReviewDecision.subject_kind == pair.__tablename__, ReviewDecision.subject_id == pair.id
    )
    return list(db.session.scalars(about.order_by(ReviewDecision.id.desc())))
