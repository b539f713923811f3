"""Words for appointments as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching.models import Appointment, Meeting, Outcome, QuestionKind, Wanted
from mentormatch.coaching.policy import is_late
from mentormatch.core.i18n import Lazy, _l
from mentormatch.sessions.shown import Shown
from mentormatch.sessions.shown import shown as shown_booking

OUTCOMES: dict[Outcome, Lazy] = {
    Outcome.HELD: _l("Held"),
    Outcome.MISSED: _l("Missed"),
    Outcome.CANCELLED_LATE: _l("Cancelled late"),
}
MEETINGS: dict[Meeting, Lazy] = {
    Meeting.LINK: _l("Online, at the link of the coach"),
    Meeting.ROOM: _l("In a room"),
    Meeting.FIXED_LINK: _l("Online, at a link of the office"),
    Meeting.PHONE: _l("By phone"),
}
WANTED: dict[Wanted, Lazy] = {
    Wanted.NONE: _l("No document"),
    Wanted.OPTIONAL: _l("A document, if the student has one"),
    Wanted.NEEDED: _l("A document is needed"),
}
QUESTION_KINDS: dict[QuestionKind, Lazy] = {
    QuestionKind.BEHAVIOUR: _l("Behaviour"),
    QuestionKind.MOTIVATION: _l("Motivation"),
    QuestionKind.TECHNICAL: _l("Technical"),
    QuestionKind.CASE: _l("Case"),
}
RUBRIC_WORDS: dict[str, Lazy] = {
    "structure": _l("Structure"),
    "content": _l("Content"),
    "examples": _l("Examples"),
    "clarity": _l("Clarity"),
    "asked": _l("Questions asked"),
}
MARKS: dict[int, Lazy] = {
    1: _l("1 · not yet"),
    2: _l("2 · on the way"),
    3: _l("3 · good"),
    4: _l("4 · very good"),
}


def outcome_of(appointment: Appointment) -> Lazy | str:
    """What became of an appointment, or nothing."""
    return OUTCOMES[appointment.outcome] if appointment.outcome else ""


@dataclass(frozen=True, slots=True)
class Row:
    """An appointment with its booking as lists of sessions show it."""

    appointment: Appointment
    session: Shown
    late: bool

    @property
    def chip(self) -> tuple[str, Lazy]:
        return (
            ("bad", OUTCOMES[Outcome.CANCELLED_LATE])
            if (self.appointment.outcome == Outcome.CANCELLED_LATE)
            else self.session.chip
        )


def row(appointment: Appointment, reader: Person, at: datetime) -> Row:
    """``appointment`` at the moment ``at`` for one of its two people."""
    return Row(appointment, shown_booking(appointment.booking, reader, at), is_late(appointment, at))


def names(coaches: tuple[Person, ...]) -> str:
    """``Clara``, ``Clara or Paolo``."""
    found = [coach.first_name for coach in coaches]
    if len(found) < 2:
        return "".join(found)
    return str(_l("%(some)s or %(last)s", some=", ".join(found[:-1]), last=found[-1]))


STATUS_WORDS: dict[BookingStatus, Lazy] = {
    BookingStatus.BOOKED: _l("Booked"),
    BookingStatus.HELD: _l("Held"),
    BookingStatus.MISSED: _l("Missed"),
    BookingStatus.CANCELLED: _l("Cancelled"),
}
