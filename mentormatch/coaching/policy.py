"""Rules of coaching that need no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import Purpose
from mentormatch.coaching.errors import AnswerNeeded, NotALink, WrongLength, WrongQuestions
from mentormatch.coaching.models import Appointment, AppointmentType, CoachOffer, Meeting, Outcome
from mentormatch.core.i18n import _
from mentormatch.profiles.policy import is_meeting_link

#: The name of bookings of this kind, and of the service.
COACHING = "coaching"
#: What limits "in a term" look back on; appointments ahead count as well.
TERM = timedelta(days=120)
#: How long both the coach and the office can say what became of an appointment; then it counts as held.
TO_SAY = timedelta(days=7)
#: How long after the last appointment a coach still sees a student's page.
KNOWN_FOR = timedelta(days=365)
#: For how long at most a time is kept for somebody in line, and the least that is worth a letter.
KEPT_FOR, LEAST_KEPT = timedelta(hours=24), timedelta(minutes=30)
#: So many kept times that lapse without a word take somebody out of the line.
MOST_LAPSED = 2
#: Figures about fewer people are not shown.
FEWEST_SHOWN = 10
MOST_QUESTIONS, QUESTION_MOST = 5, 300
SHORT_MOST, LONG_MOST, WORDS_MOST = 300, 3000, 1000
#: What becomes of the booking itself.
STATUS = {
    Outcome.HELD: BookingStatus.HELD,
    Outcome.MISSED: BookingStatus.MISSED,
    Outcome.CANCELLED_LATE: BookingStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about who may book."""

    affiliation: str
    cohorts: frozenset[str]
    degree: str
    graduation_year: int | None


def may_book(kind: AppointmentType, facts: Facts) -> bool:
    """Whether a type is for somebody: each list that is not empty must hold them."""
    degrees = {name.casefold() for name in kind.degrees}
    return (
        kind.active
        and (not kind.affiliations or facts.affiliation in kind.affiliations)
        and (not kind.cohorts or bool(facts.cohorts & set(kind.cohorts)))
        and (not degrees or facts.degree.casefold() in degrees)
        and (not kind.graduation_years or str(facts.graduation_year) in kind.graduation_years)
    )


def gives(offer: CoachOffer, today: date) -> bool:
    """Whether a coach can be booked for a type at present."""
    return offer.paused_until is None or offer.paused_until < today


def purpose_of(kind: AppointmentType, offer: CoachOffer) -> Purpose:
    """What the calendar keeps of an appointment: its name, and where one meets."""
    where = {
        Meeting.LINK: offer.link,
        Meeting.ROOM: kind.place,
        Meeting.FIXED_LINK: kind.place,
        Meeting.PHONE: kind.place or _("By phone"),
    }
    return Purpose(kind=COACHING, title=kind.name, link=where[kind.meeting])


def kept_until(kind: AppointmentType, notice: timedelta, starts_at: datetime, at: datetime) -> datetime | None:
    """Until when a time is kept for somebody in line: a day at most, and half of what is left until nobody could book
    it any more, so that another one has time as well; None when that is too little."""
    half = (starts_at - notice - at) / 2
    return at + min(KEPT_FOR, half) if half >= LEAST_KEPT else None


def is_late(appointment: Appointment, at: datetime) -> bool:
    """Whether a student who cancels at ``at`` cancels late."""
    return at > appointment.booking.starts_at - timedelta(hours=appointment.type.cancel_hours)


def needs_outcome(booking: Booking, at: datetime) -> bool:
    return booking.status == BookingStatus.BOOKED and booking.ends_at <= at


def is_over(appointment: Appointment, at: datetime) -> bool:
    """Whether its time is over, and it was not cancelled."""
    booking = appointment.booking
    return booking.status != BookingStatus.CANCELLED and booking.ends_at <= at


def is_student(person: Person, appointment: Appointment) -> bool:
    return person.id == appointment.student_id


def is_coach(person: Person, appointment: Appointment) -> bool:
    return person.id == appointment.booking.host_id


@dataclass(frozen=True, slots=True)
class Brought:
    """What a student brings: a version of a document of theirs, or a link where there are no documents."""

    version_id: int | None = None
    link: str = ""


NOTHING = Brought()


def ensure_questions(questions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Questions as they are stored, those without words left out. Refuses WrongQuestions."""
    found: list[dict[str, Any]] = [
        {"text": " ".join(str(one["text"]).split()), "long": bool(one["long"]), "needed": bool(one["needed"])}
        for one in questions
        if str(one["text"]).strip()
    ]
    texts = {one["text"].casefold() for one in found}
    if len(found) > MOST_QUESTIONS or len(texts) < len(found) or any(len(one["text"]) > QUESTION_MOST for one in found):
        raise WrongQuestions(field="questions")
    return found


def ensure_answers(kind: AppointmentType, answers: Sequence[str]) -> list[dict[str, Any]]:
    """Answers beside their questions, as they are stored; ``facts["field"]`` of a refusal is ``answer_0`` and so on.

    Refuses AnswerNeeded, WrongLength.
    """
    given = [*answers, *[""] * len(kind.questions)]
    found = []
    for number, question in enumerate(kind.questions):
        text, field = given[number].strip(), f"answer_{number}"
        if question["needed"] and not text:
            raise AnswerNeeded(field=field)
        if len(text) > (LONG_MOST if question["long"] else SHORT_MOST):
            raise WrongLength(field=field)
        found.append({"question": question["text"], "text": text})
    return found


def ensure_link(link: str, field: str) -> str:
    """A link, or nothing. Refuses NotALink."""
    link = link.strip()
    if link and not is_meeting_link(link):
        raise NotALink(field=field)
    return link


def fairest(candidates: Iterable[int], in_week: Mapping[int, int], last: Mapping[int, datetime]) -> list[int]:
    """Coaches in the order in which they are given an appointment: who has the fewest in that week, then who has gone
    the longest without being asked, then by number."""
    order = {one: (in_week.get(one, 0), one in last, last.get(one, datetime.min), one) for one in candidates}
    return sorted(order, key=lambda one: order[one])
