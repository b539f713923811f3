"""All active matches of a coordinator's cohorts with their health: what needs somebody first."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import UTCDateTime, db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.programmes.models import Cohort
from mentormatch.relationship.models import Pulse, State
from mentormatch.relationship.policy import Facts, Health, health
from mentormatch.relationship.queries import facts_columns

A_PAGE = 25
#: Worst first.
ORDER = (State.CHECK_IN, State.EARLY, State.ON_TRACK)

Mentee = aliased(Person, name="mentee")
Mentor = aliased(Person, name="mentor")
BEGAN = sa.func.coalesce(Match.activated_at, Match.created_at, type_=UTCDateTime())
#: Beside ``facts_columns``: since when a match goes on, and after how long its cohort asks.
RULED_BY = (BEGAN.label("began_at"), Cohort.check_in_days)
#: A match that the worker has not looked at yet has just begun.
STATE = sa.func.coalesce(Pulse.state, State.EARLY.value)
SINCE = sa.func.coalesce(Pulse.since, BEGAN, type_=UTCDateTime())


@dataclass(frozen=True, slots=True)
class Row:
    """A match as coordinators list it."""

    match_id: int
    mentee: str
    mentor: str
    cohort: str
    began_at: datetime
    health: Health


def page_of(
    cohort_ids: Collection[int], text: str = "", state: State | None = None, *, limit: int = A_PAGE, offset: int = 0
) -> list[Row]:
    """A page of active matches whose people's names contain each word of ``text``, worst first, in one statement.

    The worker's last look decides which and in what order; what is said of each is found out anew.
    """
    rank = sa.case({one.value: place for place, one in enumerate(ORDER)}, value=STATE)
    chosen = _narrowed(sa.select(Match.id, rank.label("rank"), SINCE.label("since")), cohort_ids, text)
    if state:
        chosen = chosen.where(sa.literal(state.value) == STATE)
    page = chosen.order_by("rank", "since", Match.id).limit(limit).offset(offset).subquery()
    named = (Match.id, Mentee.name.label("mentee"), Mentor.name.label("mentor"), Cohort.name.label("cohort"))
    rows = sa.select(*named, *RULED_BY, *facts_columns(Match.id)).join(page, page.c.id == Match.id)
    rows = rows.join(Mentee, Mentee.id == Match.mentee_id).join(Mentor, Mentor.id == Match.mentor_id)
    rows = rows.join(Cohort, Cohort.id == Match.cohort_id).order_by(page.c.rank, page.c.since, Match.id)
    at = now()
    return [
        Row(row.id, row.mentee, row.mentor, row.cohort, row.began_at, health(facts_of(row), at))
        for row in db.session.execute(rows)
    ]


def counts(cohort_ids: Collection[int], text: str = "") -> Counter[State]:
    """How many of these matches are in each state, as of the worker's last look."""
    found = _narrowed(sa.select(STATE, sa.func.count()), cohort_ids, text).group_by(STATE)
    return Counter({State(state): number for state, number in db.session.execute(found)})


def still_in_need(match_ids: Sequence[int]) -> set[int]:
    """Which of these matches somebody should ask about at this very moment."""
    found = sa.select(Match.id, *RULED_BY, *facts_columns(Match.id)).join(Cohort, Cohort.id == Match.cohort_id)
    found = found.where(Match.id.in_(match_ids), Match.status == MatchStatus.ACTIVE)
    at = now()
    rows = db.session.execute(found)
    return {row.id for row in rows if health(facts_of(row), at).state == State.CHECK_IN}


def facts_of(row: Any) -> Facts:
    """What the rules look at, from a row with ``RULED_BY`` and ``facts_columns``."""
    return Facts(row.began_at, row.met_at, row.missed_at, row.next_at, row.late_since, row.check_in_days)


def _narrowed(
    found: sa.Select[*tuple[Any, ...]], cohort_ids: Collection[int], text: str
) -> sa.Select[*tuple[Any, ...]]:
    found = found.select_from(Match).outerjoin(Pulse, Pulse.match_id == Match.id)
    found = found.where(Match.cohort_id.in_(cohort_ids), Match.status == MatchStatus.ACTIVE)
    if text:
        found = found.join(Mentee, Mentee.id == Match.mentee_id).join(Mentor, Mentor.id == Match.mentor_id)
    for word in text.split():
        found = found.where(sa.or_(*(person.name.icontains(word, autoescape=True) for person in (Mentee, Mentor))))
    return found
