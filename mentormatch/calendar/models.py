"""Time that is offered (rules, exceptions, limits) and time that is taken (bookings and their claims, busy times)."""

import enum
from datetime import date, datetime
from typing import Any

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
    """A day that differs: off as a whole (no minutes), with other hours, or with hours besides the usual ones."""

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
    #: Besides the weekly hours of that day, not instead of them.
    extra: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class OwnLimits(Base):
    """How somebody who gives time is stricter than the cohort; None: as the cohort says."""

    __tablename__ = "own_limits"
    __table_args__ = (
        sa.CheckConstraint("buffer_minutes between 0 and 120 and buffer_minutes % 15 = 0", name="buffer"),
        sa.CheckConstraint("notice_hours between 0 and 336", name="notice"),
        sa.CheckConstraint("window_days between 7 and 180", name="window"),
        sa.CheckConstraint("sessions_per_week between 1 and 20", name="sessions"),
    )

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    buffer_minutes: Mapped[int | None]
    notice_hours: Mapped[int | None]
    window_days: Mapped[int | None]
    sessions_per_week: Mapped[int | None]


def _where(condition: str) -> dict[str, Any]:
    """An index of some rows only, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


#: A session of a match. What other features book is of their own kind (``calendar.kinds``).
SESSION = "session"


class Booking(Base):
    """A time of two people, or of one. ``host`` gives the time (a mentor), ``guest`` takes it (a mentee).

    A time of one person, such as a place at an event, is theirs alone: they are its host and it has no guest.
    """

    __tablename__ = "booking"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        sa.CheckConstraint("host_id <> guest_id", name="two_people"),
        sa.CheckConstraint("(status = 'reserved') = (reserved_until is not null)", name="reserved_until_a_time"),
        sa.CheckConstraint("holder_id is null or status = 'reserved'", name="held_while_reserved"),
        sa.CheckConstraint("kind <> 'session' or guest_id is not null", name="session_of_two"),
        # One hold each: in a match, and of each other kind.
        sa.Index("uq_booking_hold", "match_id", "holder_id", unique=True, **_where("holder_id is not null")),
        sa.Index(
            "uq_booking_hold_of_kind",
            "holder_id",
            "kind",
            unique=True,
            **_where("holder_id is not null and match_id is null"),
        ),
        sa.Index(None, "host_id", "starts_at"),
        sa.Index(None, "guest_id", "starts_at"),
        sa.Index(None, "status", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What it is for: ``SESSION``, or the name of another kind.
    kind: Mapped[str] = mapped_column(default=SESSION, server_default=SESSION)
    match_id: Mapped[int | None] = mapped_column(sa.ForeignKey("match.id"), index=True)
    host_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: What was agreed on the clock: wall time and zone of the host, kept if the zone's rules change.
    wall_start: Mapped[str]
    wall_zone: Mapped[str]
    buffer_minutes: Mapped[int] = mapped_column(default=15)
    status: Mapped[BookingStatus] = mapped_column(enum_column(BookingStatus, "booking_status"))
    reserved_until: Mapped[datetime | None]
    #: Who holds this time while choosing the words; None for a session, and for a time kept until a review.
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    #: What the office calls it, as in "CV audit"; empty for a session.
    title: Mapped[str] = mapped_column(default="", server_default="")
    topic: Mapped[str] = mapped_column(default="")
    #: Where one meets: a link; of other kinds than a session also a place in words.
    meeting_link: Mapped[str] = mapped_column(default="")
    #: Identity and version of the calendar entry (RFC 5545): every move or cancellation counts one up.
    uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    cancel_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime | None] = mapped_column(onupdate=now)
    #: When the present time was agreed: booked, confirmed or moved. None in rows older than this column.
    agreed_at: Mapped[datetime | None] = mapped_column(default=now)

    host: Mapped[Person] = relationship(foreign_keys=host_id)
    guest: Mapped[Person | None] = relationship(foreign_keys=guest_id)


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


class CalendarFeed(Base):
    """The address at which a calendar reads somebody's sessions. The secret in it is shown once and not kept."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship()


class BusyCalendar(Base):
    """When somebody's own calendar was read, how far it reaches, and how many of its events could not be read."""

    __tablename__ = "busy_calendar"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    read_at: Mapped[datetime] = mapped_column(default=now)
    reaches_until: Mapped[datetime]
    left_out: Mapped[int] = mapped_column(default=0)


class BusyTime(Base):
    """A stretch in which somebody cannot meet, from their own calendar: when, never what."""

    __tablename__ = "busy_time"
    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        sa.Index(None, "person_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("busy_calendar.person_id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
