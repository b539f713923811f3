"""Somebody of an organisation proposes times for an interview."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.internships.errors import NotThatWay, NotTimes
from mentormatch.internships.models import Application, Interview, InterviewStatus, Stage
from mentormatch.internships.policy import TIMES_MOST, WAYS
from mentormatch.internships.service import interviewing, moving, telling

FARTHEST = timedelta(days=180)


@transactional
def propose_times(
    application: Application, times: Iterable[datetime], *, minutes: int, place: str, by: Person
) -> Interview:
    """Somebody of the organisation proposes times; what was proposed or picked before is called off. The application
    is in the stage of interviews then.

    Refuses NotYours, NotThatWay, NotTimes.
    """
    moving.ensure_handles(application, by)
    wanted = sorted(set(times))
    at = now()
    fine = all(at < one <= at + FARTHEST and one.minute % 15 == 0 and not one.second for one in wanted)
    if not fine or not 1 <= len(wanted) <= TIMES_MOST or minutes % 15 or not 15 <= minutes <= 240:
        raise NotTimes(field="time_1")
    db.session.refresh(application)
    if application.status != Stage.INTERVIEW:
        if Stage.INTERVIEW not in WAYS[application.status]:
            raise NotThatWay
        moving.move(application, Stage.INTERVIEW, by=by)
    interviewing.end_all(application, by=by)
    made = Interview(
        application_id=application.id, host_id=by.id, minutes=minutes, place=place,
        times=tuple(one.isoformat() for one in wanted), status=InterviewStatus.PROPOSED,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(by, "internship_interview.proposed", made, application=application.id)
    telling.times_proposed(made)
    return made
