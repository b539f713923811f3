"""Postings of partner organisations, applications to them, interviews, reports, and a student's own entries."""

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
from mentormatch.partners.models import Organisation


class PostingKind(enum.StrEnum):
    INTERNSHIP = "internship"
    PROJECT = "project"
    THESIS = "thesis"
    WORKING_STUDENT = "working_student"


class PostingStatus(enum.StrEnum):
    """``waiting``: for the office; ``over``: the deadline has passed; ``taken_down`` by the office, ``closed`` by its
    people before the deadline."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    OVER = "over"
    CLOSED = "closed"
    TAKEN_DOWN = "taken_down"


class Where(enum.StrEnum):
    ON_SITE = "on_site"
    MIXED = "mixed"
    REMOTE = "remote"


class Period(enum.StrEnum):
    HOUR = "hour"
    MONTH = "month"
    TOTAL = "total"


class Back(enum.StrEnum):
    """Why the office sends a posting back."""

    UNCLEAR = "unclear"
    PAY = "pay"
    NOT_FOR_STUDENTS = "not_for_students"
    CONTACT = "contact"
    DEADLINE = "deadline"
    OTHER = "other"


class Stage(enum.StrEnum):
    RECEIVED = "received"
    IN_CONVERSATION = "in_conversation"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


#: An application goes on.
OPEN = (Stage.RECEIVED, Stage.IN_CONVERSATION, Stage.INTERVIEW, Stage.OFFER)


class InterviewStatus(enum.StrEnum):
    PROPOSED = "proposed"
    PICKED = "picked"
    CALLED_OFF = "called_off"


class Alarm(enum.StrEnum):
    """What is wrong with a posting, as a student reports it."""

    ASKS_MONEY = "asks_money"
    ASKS_DATA = "asks_data"
    NOT_REAL = "not_real"
    UNFAIR = "unfair"
    OTHER = "other"


class AlarmStatus(enum.StrEnum):
    OPEN = "open"
    UNFOUNDED = "unfounded"
    CONFIRMED = "confirmed"


class ExternalStage(enum.StrEnum):
    PLANNED = "planned"
    RECEIVED = "received"
    IN_CONVERSATION = "in_conversation"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class InternshipSettings(Base):
    """What the office has decided for all postings; one row, or none before anything was."""

    __tablename__ = "internship_settings"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    needs_agreement: Mapped[bool] = mapped_column(default=False)


class Posting(Base):
    """``deadline_at`` is what ``deadline_wall`` means in ``deadline_zone``; the wall's time is what was promised."""

    __tablename__ = "internship_posting"
    __table_args__ = (
        sa.CheckConstraint("length(title) between 1 and 120 and length(text) <= 8000", name="words_fit"),
        sa.CheckConstraint("length(place) <= 120 and length(unpaid_reason) <= 300", name="few_words_fit"),
        sa.CheckConstraint("length(contact) <= 300 and length(back_words) <= 1000", name="more_words_fit"),
        sa.CheckConstraint(
            "(pay_amount is null) = (pay_period is null) and (pay_amount is null or pay_amount between 1 and 1000000)",
            name="pay_fits",
        ),
        sa.CheckConstraint("starts_on is null or ends_on is null or starts_on <= ends_on", name="starts_first"),
        sa.Index("ix_internship_posting_status_deadline", "status", "deadline_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("partner_organisation.id"), index=True)
    #: Who wrote it; None once they have left.
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[PostingKind] = mapped_column(enum_column(PostingKind, "internship_kind"))
    status: Mapped[PostingStatus] = mapped_column(
        enum_column(PostingStatus, "internship_posting_status"), default=PostingStatus.DRAFT
    )
    title: Mapped[str]
    #: Markdown.
    text: Mapped[str] = mapped_column(default="")
    where: Mapped[Where] = mapped_column(enum_column(Where, "internship_where"), default=Where.ON_SITE)
    place: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    #: Whole units of the currency (ISO 4217); None: unpaid, and then ``unpaid_reason`` says why.
    pay_amount: Mapped[int | None]
    pay_currency: Mapped[str] = mapped_column(default="EUR")
    pay_period: Mapped[Period | None] = mapped_column(enum_column(Period, "internship_pay_period"))
    unpaid_reason: Mapped[str] = mapped_column(default="")
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    roles: Mapped[tuple[str, ...]] = mapped_column(default=())
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: Who may apply; each empty: everybody. Numbers of cohorts and years as text.
    degrees: Mapped[tuple[str, ...]] = mapped_column(default=())
    years: Mapped[tuple[str, ...]] = mapped_column(default=())
    cohorts: Mapped[tuple[str, ...]] = mapped_column(default=())
    questions: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: Whom one asks there, and how: for who has applied.
    contact: Mapped[str] = mapped_column(default="")
    deadline_wall: Mapped[str]
    deadline_zone: Mapped[str]
    deadline_at: Mapped[datetime]
    #: Nobody finds it while the office looks at a report.
    hidden_at: Mapped[datetime | None]
    back: Mapped[Back | None] = mapped_column(enum_column(Back, "internship_back"))
    back_words: Mapped[str] = mapped_column(default="")
    #: Counts how often it went to the office, so that each time has letters of its own.
    turn: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class Application(Base):
    """A student applies, once for each posting. There is no score in it, and none is ever shown with it."""

    __tablename__ = "internship_application"
    __table_args__ = (
        sa.UniqueConstraint("posting_id", "person_id"),
        sa.CheckConstraint("length(note) <= 2000", name="words_fit"),
        sa.CheckConstraint("(withdrawn_at is not null) = (status = 'withdrawn')", name="withdrawn_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("internship_posting.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    #: Its stage.
    status: Mapped[Stage] = mapped_column(enum_column(Stage, "internship_stage"), default=Stage.RECEIVED)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document_version.id"), index=True)
    note: Mapped[str] = mapped_column(default="")
    #: ``question`` as it was asked, and ``answer``.
    answers: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    #: By the database's clock.
    sent_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    #: Counts moves, so that each has a letter of its own.
    turn: Mapped[int] = mapped_column(default=0)

    posting: Mapped[Posting] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship()
    version: Mapped[DocumentVersion | None] = relationship()


class Interview(Base):
    """Times that somebody of the organisation proposes, of which the student picks one; both calendars have it then."""

    __tablename__ = "internship_interview"
    __table_args__ = (
        sa.CheckConstraint("minutes between 15 and 240 and minutes % 15 = 0", name="length_fits"),
        sa.CheckConstraint("length(place) <= 300", name="words_fit"),
        sa.CheckConstraint("(status = 'picked') = (starts_at is not null)", name="picked_a_time"),
        sa.UniqueConstraint("student_booking_id"),
        sa.UniqueConstraint("host_booking_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        sa.ForeignKey("internship_application.id", ondelete="CASCADE"), index=True
    )
    host_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    status: Mapped[InterviewStatus] = mapped_column(
        enum_column(InterviewStatus, "internship_interview_status"), default=InterviewStatus.PROPOSED
    )
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(default="")
    #: Instants as ISO text.
    times: Mapped[tuple[str, ...]] = mapped_column(default=())
    starts_at: Mapped[datetime | None]
    student_booking_id: Mapped[int | None] = mapped_column(sa.ForeignKey("booking.id", ondelete="SET NULL"))
    host_booking_id: Mapped[int | None] = mapped_column(sa.ForeignKey("booking.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship(lazy="joined", innerjoin=True)
    host: Mapped[Person] = relationship()
    student_booking: Mapped[Booking | None] = relationship(foreign_keys=student_booking_id)
    host_booking: Mapped[Booking | None] = relationship(foreign_keys=host_booking_id)


class Report(Base):
    """A student says that something is wrong with a posting."""

    __tablename__ = "internship_report"
    __table_args__ = (
        sa.UniqueConstraint("posting_id", "person_id"),
        sa.CheckConstraint("length(words) <= 2000", name="words_fit"),
        sa.Index("ix_internship_report_status", "status", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("internship_posting.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    reason: Mapped[Alarm] = mapped_column(enum_column(Alarm, "internship_alarm"))
    words: Mapped[str] = mapped_column(default="")
    status: Mapped[AlarmStatus] = mapped_column(
        enum_column(AlarmStatus, "internship_report_status"), default=AlarmStatus.OPEN
    )
    made_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]

    posting: Mapped[Posting] = relationship(lazy="joined", innerjoin=True)


class External(Base):
    """An application elsewhere, as a student keeps it on their board. Nobody else sees it."""

    __tablename__ = "internship_external"
    __table_args__ = (
        sa.CheckConstraint("length(organisation) between 1 and 120 and length(title) <= 120", name="words_fit"),
        sa.CheckConstraint("length(link) <= 500 and length(next_step) <= 300", name="more_words_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    stage: Mapped[ExternalStage] = mapped_column(enum_column(ExternalStage, "internship_external_stage"))
    next_step: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
