"""Interviews: the student picks one of the proposed times (``proposing``), and it stands in both calendars."""

from datetime import datetime, timedelta

from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import SlotTaken
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import Purpose
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.i18n import as_instant
from mentormatch.internships import queries
from mentormatch.internships.errors import NotProposed, TimeTaken
from mentormatch.internships.models import OPEN, Application, Interview, InterviewStatus
from mentormatch.internships.policy import INTERVIEW
from mentormatch.internships.service import telling
from mentormatch.scheduling import Interval

RUNNING = (InterviewStatus.PROPOSED, InterviewStatus.PICKED)
FARTHEST = timedelta(days=180)


@transactional
def pick_time(interview: Interview, starts_at: datetime, *, by: Person) -> None:
    """The student picks one of the proposed times; both have it in their calendars, and are told. Twice is once.

    Refuses NotProposed, TimeTaken.
    """
    db.session.refresh(interview, with_for_update={"of": Interview})
    if interview.status == InterviewStatus.PICKED and interview.starts_at == starts_at:
        return
    proposed = {as_instant(one) for one in interview.times}
    open_still = interview.status == InterviewStatus.PROPOSED and interview.application.status in OPEN
    if not open_still or starts_at not in proposed or starts_at <= now():
        raise NotProposed
    time = Interval(starts_at, starts_at + timedelta(minutes=interview.minutes))
    bookings = [_take(interview, person, time) for person in (interview.host, interview.application.person)]
    interview.host_booking_id, interview.student_booking_id = (booking.id for booking in bookings)
    interview.starts_at, interview.status = starts_at, InterviewStatus.PICKED
    db.session.flush()
    db.session.refresh(interview)
    audit.record(by, "internship_interview.picked", interview, application=interview.application_id)
    telling.interview_fixed(interview)


@transactional
def call_off_interview(interview: Interview, *, by: Person) -> None:
    """Either of them, or the office, calls an interview off; the application goes on. Twice is once."""
    end(interview, by=by)


def end_all(application: Application, *, by: Person | None) -> None:
    for interview in queries.interviews_of(application.id):
        end(interview, by=by)


def end(interview: Interview, *, by: Person | None) -> None:
    """Free the time of both. Both are told of one that was fixed."""
    was_fixed = interview.status == InterviewStatus.PICKED
    starts_at = interview.starts_at
    if not advance(interview, frm=RUNNING, to=InterviewStatus.CALLED_OFF, starts_at=None):
        return
    for booking in (interview.student_booking, interview.host_booking):
        if booking is not None:
            calendar.free_own_time(booking)
    audit.record(by, "internship_interview.called_off", interview, application=interview.application_id)
    telling.times_gone(interview)
    if was_fixed and starts_at is not None and starts_at > now():
        telling.interview_off(interview, starts_at)


def _take(interview: Interview, person: Person, time: Interval) -> Booking:
    purpose = Purpose(kind=INTERVIEW, title=interview.application.posting.title, link=interview.place)
    try:
        booking = calendar.take_own_time(person, time, purpose=purpose)
    except SlotTaken as error:
        raise TimeTaken(field="time") from error
    if queries.is_booked_by_another(booking.id, interview.id):  # of the same posting, at the same time
        raise TimeTaken(field="time")
    return booking
