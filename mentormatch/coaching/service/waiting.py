"""Somebody joins the line of a type, or leaves it."""

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person
from mentormatch.coaching.errors import NoSuchCoach, TimesAreFree
from mentormatch.coaching.models import AppointmentType
from mentormatch.coaching.queries import times, types, waiting
from mentormatch.coaching.service.booking import ensure_may_book
from mentormatch.coaching.service.lines import JOB, end_kept, end_place
from mentormatch.coaching.waiting_models import CoachingWait, KeptStatus, WaitStatus
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import nudge


@transactional
def join(kind: AppointmentType, *, by: Person, coach_id: int | None = None) -> CoachingWait:
    """Stand at the end of the line of a type, for one coach or any; joining twice is once.

    Refuses NotForYou, TooManyOpen, TermFull, NoSuchCoach, and TimesAreFree while there is something to choose from.
    """
    accounts.held(by)
    if wait := waiting.wait_in(by.id, kind.id):
        return wait
    ensure_may_book(kind, by)
    if coach_id is not None and coach_id not in {offer.coach_id for offer in types.offers_of(kind)}:
        raise NoSuchCoach
    if times.free_times(kind, by, coach_id=coach_id):
        raise TimesAreFree
    wait = CoachingWait(type_id=kind.id, student_id=by.id, coach_id=coach_id)
    db.session.add(wait)
    db.session.flush()
    audit.record(by, "coaching_wait.joined", wait, student=by.id, type=kind.id)
    nudge(JOB)
    return wait


@transactional
def leave_line(kind: AppointmentType, *, by: Person) -> None:
    """Leave the line of a type; a time that is kept passes on. Leaving twice is once."""
    accounts.held(by)
    wait = waiting.wait_in(by.id, kind.id)
    if wait is None:
        return
    if kept := waiting.open_for(wait):
        end_kept(kept, KeptStatus.PASSED_ON, by=by)
    end_place(wait, WaitStatus.LEFT, by=by)
