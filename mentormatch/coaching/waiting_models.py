"""Who waits for an appointment of a type, and the times that were kept for them."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.coaching.models import AppointmentType
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class WaitStatus(enum.StrEnum):
    """``silent``: several kept times lapsed without a word; ``closed``: the office offers the type no more."""

    WAITING = "waiting"
    LEFT = "left"
    BOOKED = "booked"
    SILENT = "silent"
    CLOSED = "closed"


class KeptStatus(enum.StrEnum):
    """``withdrawn``: it could not be kept up."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


class CoachingWait(Base):
    """A student's place in the line of a type. The position is computed, never stored."""

    __tablename__ = "coaching_wait"
    __table_args__ = (
        sa.Index("uq_coaching_wait_waiting", "type_id", "student_id", unique=True, **_where("status = 'waiting'")),
        sa.Index("ix_coaching_wait_line", "type_id", "status", "joined_at"),
        sa.CheckConstraint("(status = 'waiting') = (closed_at is null)", name="closed_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    type_id: Mapped[int] = mapped_column(sa.ForeignKey("appointment_type.id"))
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    #: For whom one waits; None for any coach.
    coach_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    status: Mapped[WaitStatus] = mapped_column(
        enum_column(WaitStatus, "coaching_wait_status"), default=WaitStatus.WAITING
    )
    joined_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]

    type: Mapped[AppointmentType] = relationship(lazy="joined", innerjoin=True)
    student: Mapped[Person] = relationship(foreign_keys=student_id)
    coach: Mapped[Person | None] = relationship(foreign_keys=coach_id)


class KeptTime(Base):
    """A time that is kept for somebody in line until ``closes_at``: a reservation of the calendar."""

    __tablename__ = "kept_time"
    __table_args__ = (
        # One at a time for each place in line.
        sa.Index("uq_kept_time_open", "wait_id", unique=True, **_where("status = 'open'")),
        sa.Index("ix_kept_time_due", "status", "closes_at"),
        sa.CheckConstraint("(status = 'open') = (answered_at is null)", name="answered_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wait_id: Mapped[int] = mapped_column(sa.ForeignKey("coaching_wait.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id"), unique=True)
    status: Mapped[KeptStatus] = mapped_column(enum_column(KeptStatus, "kept_time_status"), default=KeptStatus.OPEN)
    offered_at: Mapped[datetime] = mapped_column(default=now)
    closes_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    wait: Mapped[CoachingWait] = relationship(lazy="joined", innerjoin=True)
    booking: Mapped[Booking] = relationship(lazy="joined", innerjoin=True)
