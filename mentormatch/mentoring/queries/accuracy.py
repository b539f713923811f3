"""Whether what mentees were told to expect came true: for coordinators, over all mentors of their cohorts."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from scipy.stats import binomtest

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Request, RequestStatus
from mentormatch.mentoring.queries.record import DECIDED, FEWEST_ANSWERS, LATELY

Row = sa.Row[*tuple[Any, ...]]
#: Upper ends of the bands of told shares: seldom, about every second, mostly.
BANDS = (0.4, 0.7, 1.0)
#: So many requests, the newest, tell how it is now.
MOST_LOOKED_AT = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """Requests that were told nearly the same: ``said`` on average, ``came`` true, 95 % interval ``low`` to ``high``.

    The interval is Wilson's for a share (E. B. Wilson 1927).
    """

    cases: int
    said: float
    came: float
    low: float
    high: float

    @property
    def fits(self) -> bool:
        """Whether what was said lies within what chance allows."""
        return self.low <= self.said <= self.high


@dataclass(frozen=True, slots=True)
class Accuracy:
    """``shares`` by band, None where there are too few cases; ``in_time``: answered within the told time (said: half).

    ``untold`` is how many requests were asked when too little was known.
    """

    shares: tuple[Told | None, ...]
    in_time: Told | None
    untold: int


def accuracy_in(cohort_ids: Collection[int]) -> Accuracy:
    """Return how the expectations of the last twelve months did in these cohorts."""
    asked = sa.select(
        Request.status, Request.told_share, Request.told_seconds, Request.opened_at, Request.answered_at
    ).where(Request.cohort_id.in_(cohort_ids), Request.opened_at >= now() - LATELY)
    over = asked.where(Request.status.in_(DECIDED | {RequestStatus.EXPIRED})).order_by(Request.id.desc())
    rows: list[Row] = list(db.session.execute(over.limit(MOST_LOOKED_AT)))
    with_time = [row for row in rows if row.told_seconds is not None and row.answered_at and row.status in DECIDED]
    return Accuracy(
        shares=tuple(_told(some) for some in _by_band([row for row in rows if row.told_share is not None])),
        in_time=_one([(0.5, _in_time(row)) for row in with_time]),
        untold=sum(row.told_seconds is None for row in rows),
    )


def _by_band(rows: list[Row]) -> list[list[Row]]:
    starts = (-1.0, *BANDS[:-1])
    return [[row for row in rows if start < row.told_share <= end] for start, end in zip(starts, BANDS, strict=True)]


def _told(rows: list[Row]) -> Told | None:
    return _one([(row.told_share, row.status == RequestStatus.ACCEPTED) for row in rows])


def _in_time(row: Row) -> bool:
    return bool((row.answered_at - row.opened_at).total_seconds() <= row.told_seconds)


def _one(cases: list[tuple[float, bool]]) -> Told | None:
    if len(cases) < FEWEST_ANSWERS:
        return None
    said = sum(share for share, _came in cases) / len(cases)
    came = sum(came for _share, came in cases)
    between = binomtest(came, len(cases)).proportion_ci(method="wilson")
    return Told(len(cases), said, came / len(cases), float(between.low), float(between.high))
