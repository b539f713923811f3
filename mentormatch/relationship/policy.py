"""How a match is going, by written rules. No database.

The rules, the first that fits:

1. The last session was missed, and no other one took place since or is booked: needs a check-in.
2. A step of an open goal is more than a week late: needs a check-in.
3. A session is booked: on track.
4. No session took place and none is booked: too early in the first 14 days, needs a check-in afterwards.
5. The last session is 21 days ago or more, or as many as the cohort says: needs a check-in.
6. Otherwise: on track.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mentormatch.relationship.models import State, Why

#: A match this young owes nobody a session yet.
EARLY = timedelta(days=14)
#: Longest time in days between sessions before somebody should ask how it is going, where the cohort says nothing else.
CHECK_IN_DAYS = 21
#: A step may be this late before it counts.
LATE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at; instants in UTC, None where there is none. ``late_since``: the earliest due day of a
    step that is still to do, which may lie ahead."""

    began_at: datetime
    met_at: datetime | None = None
    missed_at: datetime | None = None
    next_at: datetime | None = None
    late_since: date | None = None
    check_in_days: int = CHECK_IN_DAYS


@dataclass(frozen=True, slots=True)
class Health:
    """The state, the rule behind it, and the instant or day that the rule speaks of."""

    state: State
    why: Why
    since: datetime | date

    @property
    def moment(self) -> datetime:
        """``since`` as an instant: midnight in UTC for a day."""
        return self.since if isinstance(self.since, datetime) else datetime.combine(self.since, time(), UTC)


def health(facts: Facts, at: datetime) -> Health:
    """How an active match is going at the moment ``at``."""
    missed_last = facts.missed_at is not None and (facts.met_at is None or facts.met_at < facts.missed_at)
    if facts.missed_at is not None and missed_last and facts.next_at is None:
        return Health(State.CHECK_IN, Why.MISSED, facts.missed_at)
    if facts.late_since is not None and facts.late_since < at.date() - LATE:
        return Health(State.CHECK_IN, Why.LATE_STEP, facts.late_since)
    if facts.next_at is not None:
        return Health(State.ON_TRACK, Why.BOOKED, facts.next_at)
    if facts.met_at is None:
        early = at - facts.began_at < EARLY
        return Health(*((State.EARLY, Why.JUST_BEGUN) if early else (State.CHECK_IN, Why.NEVER_MET)), facts.began_at)
    if at - facts.met_at >= timedelta(days=facts.check_in_days):
        return Health(State.CHECK_IN, Why.SILENT, facts.met_at)
    return Health(State.ON_TRACK, Why.MET_LATELY, facts.met_at)
