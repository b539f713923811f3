"""Reading the rows behind a figure, a page at a time."""

from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.reports.figures import Figure
from mentormatch.reports.models import ExposureCount
from mentormatch.reports.scope import Scope

PAGE_SIZE = 50
#: Rows of one file.
MOST_ROWS = 20_000


def rows_behind(
    figure: Figure, scope: Scope, *, counts: bool | None = None, limit: int = MOST_ROWS, offset: int = 0
) -> tuple[list[sa.Row[Any]], int]:
    """Rows of a figure by their number, only those that count or do not, and how many there are."""
    rows = figure.rows_in(scope).order_by(None).subquery()
    found = sa.select(rows)
    if counts is not None and "yes" in rows.c:
        found = found.where(rows.c.yes == int(counts))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    return list(db.session.execute(found.order_by(rows.c.id).limit(limit).offset(offset))), total


def exposure_count(scope: Scope) -> ExposureCount | None:
    """When the places of the cohort's mentors were counted, or that they are being counted; None: never asked."""
    return db.session.get(ExposureCount, scope.cohort.id)
