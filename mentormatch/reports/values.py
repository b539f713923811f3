"""What a figure is worth: counted from its rows, in one statement each."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa
from scipy.stats import binomtest

from mentormatch.core.db import db

Rows = sa.Select[*tuple[Any, ...]]
#: A mean of fewer answers could be traced to a person, so it is not shown.
FEWEST_ANSWERS = 5
#: Upper ends of the bins of a duration, in days.
DAYS = (1, 3, 7, 14, 30)
#: Numbers of a spread that have a bin of their own; the last one holds all above.
MOST_BINS = 6


class Kind(enum.StrEnum):
    """How a figure is counted, and which columns of its rows it needs.

    ``count``: rows; ``share``: ``yes`` of all rows; ``duration``: ``seconds``, None while it lasts; ``mean``:
    ``number``; ``spread``: ``number`` of each mentor; ``room``: ``part`` of ``of``.
    """

    COUNT = "count"
    SHARE = "share"
    DURATION = "duration"
    MEAN = "mean"
    SPREAD = "spread"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Value:
    """``value`` of ``of`` rows: a number of rows, a share, the median in seconds, a mean, the Gini index.

    ``part`` are the rows that count for it, ``low`` and ``high`` the 95 % interval of a share (Wilson 1927), ``said``
    what people were told beforehand, on average. ``bins`` are what its picture draws: upper end (None: above) and rows.
    """

    of: int
    value: float | None = None
    part: int | None = None
    low: float | None = None
    high: float | None = None
    p90: float | None = None
    said: float | None = None
    bins: tuple[tuple[int | None, int], ...] = ()


def value_of(kind: Kind, rows: Rows) -> Value:
    """The value of a figure of this kind over these rows."""
    return COUNTED[kind](rows.order_by(None).subquery())


def share(part: int, of: int, said: float | None = None) -> Value:
    """``part`` of ``of`` with Wilson's interval."""
    if not of:
        return Value(0, None, 0, said=said)
    between = binomtest(part, of).proportion_ci(method="wilson")
    return Value(of, part / of, part, float(between.low), float(between.high), said=said)


def gini(numbers: Sequence[int]) -> float | None:
    """``Σ (2 i - n - 1) x_i / (n Σ x)`` over the numbers in rising order: 0 when all are alike; None without any."""
    ordered = np.sort(np.array(numbers, np.float64))
    n, total = len(ordered), float(ordered.sum())
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total)) if total else None


def _count(rows: sa.Subquery) -> Value:
    number = db.session.scalar(sa.select(sa.func.count()).select_from(rows)) or 0
    return Value(number, float(number), number)


def _share(rows: sa.Subquery) -> Value:
    said = sa.func.avg(rows.c.said) if "said" in rows.c else sa.null()
    of, part, told = db.session.execute(sa.select(sa.func.count(), sa.func.sum(rows.c.yes), said)).one()
    return share(int(part or 0), of, float(told) if told is not None else None)


def _duration(rows: sa.Subquery) -> Value:
    found = np.array(db.session.scalars(sa.select(rows.c.seconds)).all(), np.float64)  # None becomes NaN
    known = found[~np.isnan(found)]
    if not len(known):
        return Value(len(found), None, 0)
    median, p90 = np.percentile(known, (50, 90))
    return Value(len(found), float(median), len(known), p90=float(p90), bins=_days(known))


def _days(seconds: Any) -> tuple[tuple[int | None, int], ...]:
    edges = [0.0, *(day * 86400.0 for day in DAYS), np.inf]
    ends = (*DAYS, None)
    where = np.searchsorted(np.array(edges[1:-1]), seconds, side="left")
    return tuple((end, int((where == number).sum())) for number, end in enumerate(ends))


def _mean(rows: sa.Subquery) -> Value:
    of, mean = db.session.execute(sa.select(sa.func.count(), sa.func.avg(rows.c.number)).select_from(rows)).one()
    return Value(of, float(mean) if of >= FEWEST_ANSWERS else None, of)


def _spread(rows: sa.Subquery) -> Value:
    numbers = list(db.session.scalars(sa.select(rows.c.number)))
    bins: list[tuple[int | None, int]] = [(end, numbers.count(end)) for end in range(MOST_BINS)]
    bins.append((None, sum(number >= MOST_BINS for number in numbers)))
    none = numbers.count(0)
    return Value(len(numbers), gini(numbers), len(numbers) - none, bins=tuple(bins) if numbers else ())


def _room(rows: sa.Subquery) -> Value:
    part, of = db.session.execute(sa.select(sa.func.sum(rows.c.part), sa.func.sum(rows.c.of))).one()
    return Value(int(of or 0), part / of if of else None, int(part or 0))


COUNTED: dict[Kind, Callable[[sa.Subquery], Value]] = {
    Kind.COUNT: _count,
    Kind.SHARE: _share,
    Kind.DURATION: _duration,
    Kind.MEAN: _mean,
    Kind.SPREAD: _spread,
    Kind.ROOM: _room,
}
