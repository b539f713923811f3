"""The worker looks how every active match is going, so that lists need not."""

from datetime import datetime

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.jobs import job
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.programmes.models import Cohort
from mentormatch.relationship.models import Pulse, State, Why
from mentormatch.relationship.overview import RULED_BY, facts_of
from mentormatch.relationship.policy import health
from mentormatch.relationship.queries import facts_columns

Beat = tuple[State, Why, datetime]
#: Rows written in one transaction.
CHUNK = 500


@job("relationship.pulse")
def take_pulses() -> int:
    """Note how each active match is going where that has changed; returns how many have. Nobody is told."""
    at, news = now(), []
    known = sa.select(Match.id, *RULED_BY, *facts_columns(Match.id), Pulse.state, Pulse.why, Pulse.since)
    known = known.join(Cohort, Cohort.id == Match.cohort_id).outerjoin(Pulse, Pulse.match_id == Match.id)
    known = known.where(Match.status == MatchStatus.ACTIVE)
    for row in db.session.execute(known):
        found = health(facts_of(row), at)
        beat = (found.state, found.why, found.moment)
        if beat != (row.state, row.why, row.since):
            news.append((row.id, beat))
    for start in range(0, len(news), CHUNK):
        _write(dict(news[start : start + CHUNK]))
    _forget_ended()
    return len(news)


@transactional
def _write(beats: dict[int, Beat]) -> None:
    """Write these down, of matches that are still active."""
    theirs = sa.select(Match.id).where(Match.id.in_(beats), Match.status == MatchStatus.ACTIVE)
    active = list(db.session.scalars(theirs))
    db.session.execute(sa.delete(Pulse).where(Pulse.match_id.in_(active)))
    rows = [dict(zip(("match_id", "state", "why", "since"), (one, *beats[one]), strict=True)) for one in active]
    if rows:
        db.session.execute(sa.insert(Pulse), rows)


@transactional
def _forget_ended() -> int:
    active = sa.select(Match.id).where(Match.status == MatchStatus.ACTIVE)
    return changed(sa.delete(Pulse).where(Pulse.match_id.not_in(active)).execution_options(synchronize_session=False))
