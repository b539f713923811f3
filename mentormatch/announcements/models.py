"""Announcements and the people they went to."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.programmes.models import Cohort


class AnnouncementStatus(enum.StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


class Segment(enum.StrEnum):
    """A part of a cohort, as it stands when the letters are written."""

    EVERYBODY = "everybody"
    STUDENTS = "students"
    MENTORS = "mentors"
    NO_PROFILE = "no_profile"
    NO_MATCH = "no_match"
    NOT_MET = "not_met"


class Announcement(Base):
    """What a coordinator wants to say to whom. ``next_at`` is when its next letters may be written."""

    __tablename__ = "announcement"
    __table_args__ = (
        sa.CheckConstraint("length(subject) <= 150 and length(body) <= 5000", name="short_enough"),
        sa.CheckConstraint("status <> 'scheduled' or send_at is not null", name="scheduled_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    segment: Mapped[Segment] = mapped_column(enum_column(Segment, "announcement_segment"))
    #: Only those of this degree; "" for all.
    degree: Mapped[str] = mapped_column(default="")
    #: Only whom the cases of this view of the queue are about: its name, and its address as it was when it was chosen.
    view_name: Mapped[str] = mapped_column(default="", server_default="")
    view_address: Mapped[str] = mapped_column(default="", server_default="")
    subject: Mapped[str]
    body: Mapped[str]
    status: Mapped[AnnouncementStatus] = mapped_column(
        enum_column(AnnouncementStatus, "announcement_status"), default=AnnouncementStatus.DRAFT, index=True
    )
    send_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship(lazy="joined", innerjoin=True)
    by: Mapped[Person] = relationship()


class AnnouncementReader(Base):
    """Somebody whom an announcement has reached, once; or who wants none."""

    __tablename__ = "announcement_reader"

    announcement_id: Mapped[int] = mapped_column(
        sa.ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    opted_out: Mapped[bool] = mapped_column(default=False)
