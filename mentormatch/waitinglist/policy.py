"""Rules of the waiting list that need no database."""

from datetime import datetime, timedelta

from mentormatch.programmes.models import Cohort

#: So many offers that lapse without a word take somebody out of the line: each keeps a place from the others.
MOST_LAPSED = 2
#: What a coordinator writes when removing somebody or offering by hand.
REASON_MOST = 1000


def closes_at(cohort: Cohort, at: datetime) -> datetime:
    """Until when an offer made at ``at`` is kept. The one place that says how long."""
    return at + timedelta(hours=cohort.offer_hold_hours)
