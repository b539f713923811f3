"""Counting how often mentors are shown: asked for by a coordinator, done by the worker."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations import service as recommendations
from mentormatch.reports.models import ExposureCount, ExposurePlace

JOB = "reports.count_exposure"
#: Places of a list that count, and how long a worker has for a cohort before another one begins anew.
TOP = 10
LEASE = timedelta(minutes=30)


@transactional
def ask_exposure(cohort: Cohort, *, by: Person) -> None:
    """Have the worker count anew; asking twice while it waits is asking once."""
    waiting = db.session.get(ExposureCount, cohort.id)
    if waiting is not None and waiting.counted_at is None:
        return
    if waiting is None:
        db.session.add(ExposureCount(cohort_id=cohort.id))
    else:
        waiting.asked_at, waiting.counted_at, waiting.leased_until = now(), None, None
    audit.record(by, "report.exposure_asked", cohort)
    nudge(JOB)


def count_due() -> int:
    """Count for every cohort for which somebody asked; returns for how many. A killed worker's is begun anew."""
    done = 0
    while (cohort_id := _claim()) is not None:
        cohort = db.session.get_one(Cohort, cohort_id)
        shown = recommendations.shown_in(cohort, top=TOP)
        _store(cohort_id, shown.places, shown.lists)
        done += 1
    return done


@transactional
def _claim() -> int | None:
    at = now()
    free = sa.or_(ExposureCount.leased_until.is_(None), ExposureCount.leased_until < at)
    due = sa.select(ExposureCount.cohort_id).where(ExposureCount.counted_at.is_(None), free)
    first = due.order_by(ExposureCount.asked_at).limit(1).with_for_update(skip_locked=True)
    claimed = sa.update(ExposureCount).where(ExposureCount.cohort_id == first.scalar_subquery())
    return db.session.scalar(
        claimed.values(leased_until=at + LEASE)
        .returning(ExposureCount.cohort_id)
        .execution_options(synchronize_session=False)
    )


@transactional
def _store(cohort_id: int, places: Counter[int], lists: int) -> None:
    """Replace the places of the cohort, unless somebody else has counted meanwhile."""
    mine = sa.update(ExposureCount).where(ExposureCount.cohort_id == cohort_id, ExposureCount.counted_at.is_(None))
    done = mine.values(counted_at=now(), leased_until=None, lists=lists)
    if not changed(done.execution_options(synchronize_session=False)):
        return
    db.session.execute(sa.delete(ExposurePlace).where(ExposurePlace.cohort_id == cohort_id))
    present = set(db.session.scalars(sa.select(Person.id).where(Person.id.in_(places))))
    rows = [
        {"cohort_id": cohort_id, "mentor_id": mentor, "places": number}
        for mentor, number in sorted(places.items())
        if mentor in present
    ]
    if rows:
        db.session.execute(sa.insert(ExposurePlace), rows)
