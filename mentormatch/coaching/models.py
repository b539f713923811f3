"""Types of appointments and who gives them, appointments with what is said and written about them."""

import enum
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.documents.models import DocumentVersion

#: Longest text of a note, in characters.
TEXT_MOST = 8000


class Meeting(enum.StrEnum):
    """Where one meets: at the link of the coach, in a room, at a link of the office, or by phone."""

    LINK = "link"
    ROOM = "room"
    FIXED_LINK = "fixed_link"
    PHONE = "phone"


class Wanted(enum.StrEnum):
    """Whether a student brings a document."""

    NONE = "none"
    OPTIONAL = "optional"
    NEEDED = "needed"


class Outcome(enum.StrEnum):
    HELD = "held"
    MISSED = "missed"
    CANCELLED_LATE = "cancelled_late"


class QuestionKind(enum.StrEnum):
    BEHAVIOUR = "behaviour"
    MOTIVATION = "motivation"
    TECHNICAL = "technical"
    CASE = "case"


class AppointmentType(Base):
    """What the office offers, with its limits. It is the terms by which the calendar opens times."""

    __tablename__ = "appointment_type"
    __table_args__ = (
        sa.CheckConstraint("session_minutes between 15 and 120 and session_minutes % 15 = 0", name="length_fits"),
        sa.CheckConstraint("buffer_minutes between 0 and 120 and buffer_minutes % 15 = 0", name="buffer_fits"),
        sa.CheckConstraint("notice_hours between 0 and 336", name="notice_fits"),
        sa.CheckConstraint("window_days between 1 and 180", name="window_fits"),
        sa.CheckConstraint("sessions_per_week between 1 and 60", name="week_fits"),
        sa.CheckConstraint("cancel_hours between 0 and 336", name="cancelling_fits"),
        sa.CheckConstraint("most_open between 1 and 20 and most_in_term between 1 and 60", name="limits_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    text: Mapped[str] = mapped_column(default="")
    #: Its place in the list.
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    session_minutes: Mapped[int] = mapped_column(default=45)
    meeting: Mapped[Meeting] = mapped_column(enum_column(Meeting, "appointment_meeting"), default=Meeting.LINK)
    #: The room, the link of the office, or who calls whom.
    place: Mapped[str] = mapped_column(default="")
    #: Who may book: each empty for all. Cohorts by number, years as they are written.
    affiliations: Mapped[tuple[str, ...]] = mapped_column(default=())
    cohorts: Mapped[tuple[str, ...]] = mapped_column(default=())
    degrees: Mapped[tuple[str, ...]] = mapped_column(default=())
    graduation_years: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: What is asked before: ``text``, ``long``, ``needed`` of each, in order.
    questions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    document: Mapped[Wanted] = mapped_column(enum_column(Wanted, "appointment_document"), default=Wanted.NONE)
    most_in_term: Mapped[int] = mapped_column(default=6)
    most_open: Mapped[int] = mapped_column(default=1)
    notice_hours: Mapped[int] = mapped_column(default=24)
    window_days: Mapped[int] = mapped_column(default=30)
    buffer_minutes: Mapped[int] = mapped_column(default=15)
    #: Of each coach, whatever the appointments are for.
    sessions_per_week: Mapped[int] = mapped_column(default=15)
    #: A student who cancels later than this before the start cancels late.
    cancel_hours: Mapped[int] = mapped_column(default=24)
    #: Interview practice: with questions of the bank and a rubric after.
    interview: Mapped[bool] = mapped_column(default=False)


class CoachOffer(Base):
    """A coach gives appointments of a type."""

    __tablename__ = "coach_offer"

    coach_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    type_id: Mapped[int] = mapped_column(sa.ForeignKey("appointment_type.id"), primary_key=True, autoincrement=False)
    #: Where this coach meets students, for types that meet at the link of the coach.
    link: Mapped[str] = mapped_column(default="")
    #: The last day on which nobody can book; appointments that exist stay.
    paused_until: Mapped[date | None]

    coach: Mapped[Person] = relationship()
    type: Mapped[AppointmentType] = relationship()


class Appointment(Base):
    """What a booking of this kind is about. It has the number of its booking; coach and time are the booking's."""

    __tablename__ = "appointment"
    __table_args__ = (
        sa.CheckConstraint("(outcome is null) = (outcome_at is null)", name="outcome_at_a_time"),
        sa.CheckConstraint("recording_link = '' or recording_agreed_at is not null", name="recorded_only_with_consent"),
        sa.CheckConstraint("length(document_link) <= 500 and length(recording_link) <= 500", name="links_fit"),
        sa.Index(None, "student_id", "type_id"),
    )

    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id"), primary_key=True, autoincrement=False)
    type_id: Mapped[int] = mapped_column(sa.ForeignKey("appointment_type.id"), index=True)
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    #: Question and answer as they were: ``question``, ``text``.
    answers: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    #: What the student brought: a version of a document of theirs, or a link while there are no documents here.
    document_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document_version.id"), index=True)
    document_link: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome, "appointment_outcome"))
    #: Who said so; None when nobody did for a week.
    outcome_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    outcome_at: Mapped[datetime | None]
    #: When the student agreed that the practice is recorded.
    recording_agreed_at: Mapped[datetime | None]
    recording_link: Mapped[str] = mapped_column(default="")

    booking: Mapped[Booking] = relationship(lazy="joined", innerjoin=True)
    type: Mapped[AppointmentType] = relationship(lazy="joined", innerjoin=True)
    student: Mapped[Person] = relationship(foreign_keys=student_id)
    document_version: Mapped[DocumentVersion | None] = relationship()

    @property
    def id(self) -> int:
        return self.booking_id

    @property
    def coach(self) -> Person:
        return self.booking.host


def _texts_fit(*names: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(" and ".join(f"length({name}) <= {TEXT_MOST}" for name in names), name="texts_fit")


class AppointmentNote(Base):
    """What coach and student keep of an appointment: the coach writes it, the student reads it."""

    __tablename__ = "appointment_note"
    __table_args__ = (_texts_fit("said", "steps"),)

    booking_id: Mapped[int] = mapped_column(
        sa.ForeignKey("appointment.booking_id"), primary_key=True, autoincrement=False
    )
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    said: Mapped[str] = mapped_column(default="")
    steps: Mapped[str] = mapped_column(default="")
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class CoachNote(Base):
    """What coaches keep among themselves about an appointment. No student and no coordinator reads it."""

    __tablename__ = "coach_note"
    __table_args__ = (_texts_fit("text"),)

    booking_id: Mapped[int] = mapped_column(
        sa.ForeignKey("appointment.booking_id"), primary_key=True, autoincrement=False
    )
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str]
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class InterviewQuestion(Base):
    """A question of the office's bank, for a role such as "Data analyst"; with no role for all of them."""

    __tablename__ = "interview_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(120), default="")
    text: Mapped[str]
    kind: Mapped[QuestionKind] = mapped_column(enum_column(QuestionKind, "interview_question_kind"))
    active: Mapped[bool] = mapped_column(default=True)


class PickedQuestion(Base):
    """A question of the bank that a coach has picked for an appointment."""

    __tablename__ = "picked_question"

    booking_id: Mapped[int] = mapped_column(
        sa.ForeignKey("appointment.booking_id"), primary_key=True, autoincrement=False
    )
    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("interview_question.id"), primary_key=True, autoincrement=False
    )

    question: Mapped[InterviewQuestion] = relationship(lazy="joined", innerjoin=True)


#: What a rubric looks at.
RUBRIC = ("structure", "content", "examples", "clarity", "asked")


class InterviewRubric(Base):
    """How an interview practice went, 1 to 4 each: the coach fills it in, the student reads it."""

    __tablename__ = "interview_rubric"
    __table_args__ = (
        sa.CheckConstraint(" and ".join(f"{name} between 1 and 4" for name in RUBRIC), name="one_to_four"),
    )

    booking_id: Mapped[int] = mapped_column(
        sa.ForeignKey("appointment.booking_id"), primary_key=True, autoincrement=False
    )
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    structure: Mapped[int]
    content: Mapped[int]
    examples: Mapped[int]
    clarity: Mapped[int]
    #: The questions that the student asked.
    asked: Mapped[int]
    #: A comment for each, by its name.
    comments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class AppointmentFeedback(Base):
    """How useful a student found it. The coach never sees it; coordinators see figures."""

    __tablename__ = "appointment_feedback"
    __table_args__ = (
        sa.CheckConstraint("useful between 1 and 3", name="one_of_three"),
        sa.CheckConstraint("length(words) <= 1000", name="words_are_few"),
    )

    booking_id: Mapped[int] = mapped_column(
        sa.ForeignKey("appointment.booking_id"), primary_key=True, autoincrement=False
    )
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    #: 1 not really, 2 somewhat, 3 very.
    useful: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime] = mapped_column(default=now)
