"""All active matches of a coordinator's cohorts with their health: what needs somebody first."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.programmes.models import Cohort
from mentormatch.relationship.policy import Facts, Health, State, health
from mentormatch.relationship.queries import facts_columns

A_PAGE = 25
#: Worst first.
ORDER = (State.CHECK_IN, State.EARLY, State.ON_TRACK)

Mentee = aliased(Person, name="mentee")
Mentor = aliased(Person, name="mentor")


@dataclass(frozen=True, slots=True)
class Row:
    """A match as coordinators list it."""

    match_id: int
    mentee: str
    mentor: str
    cohort: str
    began_at: datetime
    health: Health


def matches_of(cohort_ids: Collection[int], text: str = "") -> list[Row]:
    """Active matches whose people's names contain each word of ``text``, worst first, in one statement.

    The rules of health stand in ``policy`` alone, so every match of these cohorts is looked at: 10,000 take a second.
    """
    began = sa.func.coalesce(Match.activated_at, Match.created_at)
    named = (
        Match.id,
        Mentee.name.label("mentee"),
        Mentor.name.label("mentor"),
        Cohort.name.label("cohort"),
        Cohort.check_in_days,
    )
    found = sa.select(*named, began.label("began_at"), *facts_columns(Match.id)).join(
        Mentee, Mentee.id == Match.mentee_id
    )
    found = found.join(Mentor, Mentor.id == Match.mentor_id).join(Cohort, Cohort.id == Match.cohort_id)
    found = found.where(Match.cohort_id.in_(cohort_ids), Match.status == MatchStatus.ACTIVE)
    for word in text.split():
        found = found.where(sa.or_(*(person.name.icontains(word, autoescape=True) for person in (Mentee, Mentor))))
    at = now()
    rows = []
    for row in db.session.execute(found):
        facts = Facts(row.began_at, row.met_at, row.missed_at, row.next_at, row.late_since, row.check_in_days)
        rows.append(Row(row.id, row.mentee, row.mentor, row.cohort, row.began_at, health(facts, at)))
    return sorted(rows, key=_urgency)


def counts(rows: Collection[Row]) -> Counter[State]:
    return Counter(row.health.state for row in rows)


def need_check_in(cohort_ids: Collection[int]) -> int:
    """How many matches somebody should ask about."""
    return counts(matches_of(cohort_ids))[State.CHECK_IN] if cohort_ids else 0


def _urgency(row: Row) -> tuple[int, datetime, int]:
    """The state, then how long it has lasted; a booked session that is nearest first."""
    since = row.health.since
    moment = since if isinstance(since, datetime) else datetime.combine(since, time(), UTC)
    return ORDER.index(row.health.state), moment, row.match_id
