"""The count of a mentee's open requests: kept in the enrolment, moved only here, and only by conditional updates."""

import sqlalchemy as sa

from mentormatch.core.db import changed
from mentormatch.mentoring.models import Request
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment


def take(mentee_id: int, cohort: Cohort) -> bool:
    """Count one more open request; False when the cohort's limit is reached."""
    below = Enrolment.open_requests < cohort.open_requests_limit
    return _move(mentee_id, cohort.id, by=1, condition=below)


def give_back(request: Request) -> None:
    """Count one less. Called by whoever moved the request out of waiting, which happens once."""
    _move(request.mentee_id, request.cohort_id, by=-1, condition=Enrolment.open_requests > 0)


def _move(mentee_id: int, cohort_id: int, *, by: int, condition: sa.ColumnElement[bool]) -> bool:
    mine = sa.update(Enrolment).where(
        Enrolment.person_id == mentee_id,
        Enrolment.cohort_id == cohort_id,
        Enrolment.enrolled_as == EnrolledAs.MENTEE,
        condition,
    )
    return bool(changed(mine.values(open_requests=Enrolment.open_requests + by)))
