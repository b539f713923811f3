"""A match kept as it is while something is done in it."""

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.mentoring.models import Match


def lock(match: Match) -> None:
    """Lock the match's row until commit and read it anew, so that ending the match waits for what is done in it."""
    db.session.execute(sa.select(Match.id).where(Match.id == match.id).with_for_update(key_share=True))
    db.session.refresh(match)
