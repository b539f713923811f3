"""Time that is offered (rules, exceptions) and time that is taken (bookings and their claims)."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class BookingStatus(enum.StrEnum):
    """``reserved`` keeps a time until ``reserved_until``; the others are a session's life."""

    RESERVED = "reserved"
    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class AvailabilityRule(Base):
    """Hours that come back every week, in the person's own zone. Minutes of the day; 1440 is midnight at the end."""

    __tablename__ = "availability_rule"
    __table_args__ = (
        sa.CheckConstraint("weekday between 0 and 6", name="weekday_exists"),
        sa.CheckConstraint(
            "0 <= start_minute and start_minute < end_minute and end_minute <= 1440", name="starts_before_it_ends"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    start_minute: Mapped[int]
    end_minute: Mapped[int]


class AvailabilityException(Base):
    """A day that differs: off as a whole (no minutes), or with other hours."""

    __tablename__ = "availability_exception"
    __table_args__ = (
        sa.CheckConstraint("(start_minute is null) = (end_minute is null)", name="both_minutes_or_neither"),
        sa.CheckConstraint(
            "start_minute is null or (0 <= start_minute and start_minute < end_minute and end_minute <= 1440)",
            name="starts_before_it_ends",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    on_date: Mapped[date]
    start_minute: Mapped[int | None]
    end_minute: Mapped[int | None]


class Booking(Base):
    """A time of two people. ``host`` gives the time (a mentor), ``guest`` takes it (a mentee)."""

    __tablename__ = "booking"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        sa.CheckConstraint("host_id <> guest_id", name="two_people"),
        sa.CheckConstraint("(status = 'reserved') = (reserved_until is not null)", name="reserved_until_a_time"),
        sa.Index(None, "host_id", "starts_at"),
        sa.Index(None, "guest_id", "starts_at"),
        sa.Index(None, "status", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int | None] = mapped_column(sa.ForeignKey("match.id"), index=True)
    host_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    guest_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: What was agreed on the clock: wall time and zone of the host, kept if the zone's rules change.
    wall_start: Mapped[str]
    wall_zone: Mapped[str]
    buffer_minutes: Mapped[int] = mapped_column(default=15)
    status: Mapped[BookingStatus] = mapped_column(enum_column(BookingStatus, "booking_status"))
    reserved_until: Mapped[datetime | None]
    topic: Mapped[str] = mapped_column(default="")
    meeting_link: Mapped[str] = mapped_column(default="")
    #: Identity and version of the calendar entry (RFC 5545): every move or cancellation counts one up.
    uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    cancel_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When the present time was agreed: booked, confirmed or moved. None in rows older than this column.
    agreed_at: Mapped[datetime | None] = mapped_column(default=now)

    host: Mapped[Person] = relationship(foreign_keys=host_id)
    guest: Mapped[Person] = relationship(foreign_keys=guest_id)


class CalendarClaim(Base):
    """A quarter of an hour of one person's life. The primary key is what makes double booking impossible."""

    __tablename__ = "calendar_claim"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: Quarter hours since 1970 (UTC).
    quarter_hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id", ondelete="CASCADE"), index=True)
    #: A claim of a reserved time lapses here and may be replaced; None: it stands.
    lapses_at: Mapped[datetime | None]
