"""Cohorts and enrolments. The limits of a cohort are rules of the product, enforced by services and the database."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class ReviewMode(enum.StrEnum):
    """When a coordinator looks at a pair."""

    NONE = "none"
    BEFORE_MENTOR = "before_mentor"
    AFTER_BOTH = "after_both"


class EnrolledAs(enum.StrEnum):
    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


class Programme(Base):
    """The installation's one programme: its name and the person to turn to."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    contact_name: Mapped[str]
    contact_email: Mapped[str]
    registration_open: Mapped[bool] = mapped_column(default=True)


class Cohort(Base):
    """One round of the programme, with its limits and defaults."""

    __tablename__ = "cohort"
    __table_args__ = (
        # At most one cohort takes those who register by themselves.
        sa.Index(
            "uq_cohort_default",
            "default",
            unique=True,
            sqlite_where=sa.text('"default"'),
            postgresql_where=sa.text('"default"'),
        ),
        sa.CheckConstraint("session_minutes % 15 = 0 and session_minutes > 0", name="session_in_quarter_hours"),
        sa.CheckConstraint("buffer_minutes % 15 = 0 and buffer_minutes >= 0", name="buffer_in_quarter_hours"),
        sa.CheckConstraint(
            "open_requests_limit > 0 and close_after_days > remind_after_days", name="limits_make_sense"
        ),
        sa.CheckConstraint("no_shows_limit > 0", name="no_shows_limit_counts"),
        sa.CheckConstraint("no_shows_days > 0", name="no_shows_days_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    default: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    review_mode: Mapped[ReviewMode] = mapped_column(
        enum_column(ReviewMode, "review_mode"), default=ReviewMode.AFTER_BOTH
    )
    open_requests_limit: Mapped[int] = mapped_column(default=3)
    remind_after_days: Mapped[int] = mapped_column(default=7)
    close_after_days: Mapped[int] = mapped_column(default=14)
    session_minutes: Mapped[int] = mapped_column(default=45)
    buffer_minutes: Mapped[int] = mapped_column(default=15)
    notice_hours: Mapped[int] = mapped_column(default=24)
    window_days: Mapped[int] = mapped_column(default=60)
    sessions_per_week: Mapped[int] = mapped_column(default=3)
    #: So many missed sessions in so many days pause a person's booking of new ones.
    no_shows_limit: Mapped[int] = mapped_column(default=2)
    no_shows_days: Mapped[int] = mapped_column(default=90)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Enrolment(Base):
    """A person in a cohort in one role. A mentee's counts open requests, bounded by the cohort's limit."""

    __tablename__ = "enrolment"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "cohort_id", "enrolled_as"),
        sa.Index("ix_enrolment_since", "enrolled_as", "open_requests", "created_at"),
        sa.CheckConstraint("open_requests >= 0", name="open_requests_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    enrolled_as: Mapped[EnrolledAs] = mapped_column(enum_column(EnrolledAs, "enrolled_as"))
    open_requests: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship()
    cohort: Mapped[Cohort] = relationship()
