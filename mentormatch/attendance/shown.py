"""What became of a session, in words for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance, Decision, Outcome
from mentormatch.attendance.policy import can_contradict, can_mark
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import people_of
from mentormatch.core.i18n import _, moment


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline, as the macro ``timeline`` draws it."""

    title: str
    when: str = ""
    text: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True)
class After:
    """What the page of a session that is over shows and asks."""

    attendance: Attendance | None
    can_mark: bool
    can_contradict: bool
    events: Sequence[Event]


def after(booking: Booking, attendance: Attendance | None, reader: Person, at: datetime) -> After:
    """The state of ``booking`` at ``at`` for ``reader``, one of the two."""
    return After(
        attendance=attendance,
        can_mark=can_mark(booking, attendance, at),
        can_contradict=can_contradict(reader, attendance, at),
        events=timeline(booking, attendance, reader),
    )


def in_words(outcome: Outcome | None, missed_by: Person | None, reader: Person | None = None) -> str:
    """``Missed by Maya Rossi``, or ``You did not come`` for the reader who did not."""
    if outcome == Outcome.MISSED and missed_by is not None:
        is_reader = reader is not None and reader.id == missed_by.id
        return _("You did not come") if is_reader else _("Missed by %(name)s", name=missed_by.name)
    return {Outcome.HELD: _("Held"), Outcome.CANCELLED_LATE: _("Cancelled late")}.get(outcome, "") if outcome else ""


def timeline(booking: Booking, attendance: Attendance | None, reader: Person) -> list[Event]:
    """How it came about that a session counts as it does."""
    zone = reader.time_zone
    events = [Event(_("Booked"), moment(booking.created_at, zone))]
    if attendance is None or attendance.marked_at is None or attendance.outcome is None:
        return events
    events.append(_marked(attendance, reader, zone))
    if attendance.disputed_at is not None:
        events.append(_contradicted(attendance, reader, booking))
    if attendance.decided_at is not None:
        events.append(_decided(attendance, reader, zone))
    elif attendance.disputed_at is not None:
        events.append(Event(_("A coordinator decides. Until then it does not count."), state="now"))
    return events


def _marked(attendance: Attendance, reader: Person, zone: str) -> Event:
    when = moment(attendance.marked_at, zone) if attendance.marked_at else ""
    if attendance.marked_by is None:
        return Event(_("Counted as held"), when, _("Nobody said otherwise for a week."))
    (outcome, missed_by), _other = attendance.said
    is_reader = attendance.marked_by_id == reader.id
    by = _("You said so.") if is_reader else _("%(name)s said so.", name=attendance.marked_by.name)
    return Event(in_words(outcome, missed_by, reader), when, by, "done" if outcome == Outcome.HELD else "bad")


def _contradicted(attendance: Attendance, reader: Person, booking: Booking) -> Event:
    by = next(person for person in people_of(booking) if person.id != attendance.marked_by_id)
    said = _("You said so.") if by.id == reader.id else _("%(name)s said so.", name=by.name)
    when = moment(attendance.disputed_at, reader.time_zone) if attendance.disputed_at else ""
    return Event(in_words(*attendance.said[1], reader), when, said)


def _decided(attendance: Attendance, reader: Person, zone: str) -> Event:
    when = moment(attendance.decided_at, zone) if attendance.decided_at else ""
    if attendance.decision == Decision.EXCUSED:
        return Event(_("A coordinator excused it: it does not count."), when)
    what = in_words(attendance.outcome, attendance.missed_by, reader)
    return Event(_("A coordinator decided: %(what)s", what=what), when)
