"""What each of the two leaves behind when a match has ended, certificates being made, and how matches go."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column

THANKS_MOST = 1000
BEST = 5


class State(enum.StrEnum):
    ON_TRACK = "on_track"
    CHECK_IN = "check_in"
    EARLY = "early"


class Why(enum.StrEnum):
    MISSED = "missed"
    LATE_STEP = "late_step"
    BOOKED = "booked"
    JUST_BEGUN = "just_begun"
    NEVER_MET = "never_met"
    SILENT = "silent"
    MET_LATELY = "met_lately"


class Farewell(Base):
    """A thank-you, which the other one reads, and a rating, which nobody reads alone."""

    __tablename__ = "farewell"
    __table_args__ = (
        sa.CheckConstraint(f"length(thanks) <= {THANKS_MOST}", name="thanks_fit"),
        sa.CheckConstraint(f"rating between 1 and {BEST}", name="one_to_five"),
    )

    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    thanks: Mapped[str] = mapped_column(default="")
    #: 1 to 5, how the relationship was. Coordinators see means of at least five.
    rating: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class CertificateStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class CertificateJob(Base):
    """The certificates of a cohort's mentors as one ZIP, made by the worker and kept for two days."""

    __tablename__ = "certificate_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    locale: Mapped[str]
    status: Mapped[CertificateStatus] = mapped_column(
        enum_column(CertificateStatus, "certificate_status"), default=CertificateStatus.QUEUED
    )
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    #: The worker that has it, and until when it is taken for alive.
    run: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Pulse(Base):
    """How a match was going when the worker last looked: what lists are ordered and narrowed by.

    The rules stand in ``policy``; pages that show a match look again.
    """

    __tablename__ = "match_pulse"
    __table_args__ = (sa.Index("ix_match_pulse_state_since", "state", "since"),)

    match_id: Mapped[int] = mapped_column(
        sa.ForeignKey("match.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[State] = mapped_column(enum_column(State, "match_pulse_state"))
    why: Mapped[Why] = mapped_column(enum_column(Why, "match_pulse_why"))
    #: The moment that the rule speaks of; midnight in UTC for a day.
    since: Mapped[datetime]
