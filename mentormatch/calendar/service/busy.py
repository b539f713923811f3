"""Times at which somebody is busy, from a file of their own calendar. The file is read and forgotten."""

from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.errors import EndlessCalendar, FullCalendar, NotACalendar
from mentormatch.calendar.models import BusyCalendar, BusyTime
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.limits import spend
from mentormatch.scheduling import Busy, Interval, NoCalendar, TooManyEvents, TooMuchWork
from mentormatch.scheduling.reading import read_busy

#: How far ahead events are looked at: as far as the longest usual window of booking.
AHEAD = timedelta(days=120)
#: Reading costs seconds of a processor.
READINGS_AN_HOUR = 10
HOUR = 3600


def read_busy_times(person: Person, content: bytes, *, by: Person) -> BusyCalendar:
    """Replace a person's busy times by those of a calendar file; sessions are left as they are.

    The file is read before the transaction begins, so that nobody waits for it. Refuses NotACalendar, FullCalendar,
    EndlessCalendar, TooMany.
    """
    spend("busy", person.id, limit=READINGS_AN_HOUR, seconds=HOUR)
    within = Interval(now(), now() + AHEAD)
    try:
        busy = read_busy(content, person.time_zone, within)
    except NoCalendar as error:
        raise NotACalendar from error
    except TooManyEvents as error:
        raise FullCalendar from error
    except TooMuchWork as error:
        raise EndlessCalendar from error
    return _keep(person, busy, within, by=by)


@transactional
def forget_busy_times(person: Person, *, by: Person) -> None:
    """Take all busy times of a person away; nothing when there are none."""
    if _delete(person):
        audit.record(by, "busy_times.forgotten", person)


@transactional
def _keep(person: Person, busy: Busy, within: Interval, *, by: Person) -> BusyCalendar:
    _delete(person)
    kept = BusyCalendar(person_id=person.id, reaches_until=within.end, left_out=busy.left_out)
    db.session.add(kept)
    db.session.flush()
    rows = [{"person_id": person.id, "starts_at": time.start, "ends_at": time.end} for time in busy.times]
    if rows:
        db.session.execute(sa.insert(BusyTime), rows)
    audit.record(by, "busy_times.read", person, times=len(rows), left_out=busy.left_out)
    return kept


def _delete(person: Person) -> bool:
    return bool(changed(sa.delete(BusyCalendar).where(BusyCalendar.person_id == person.id)))
