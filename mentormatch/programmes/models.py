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


#: What an invitation or a request to join can make of somebody. Nobody becomes staff by a link.
JOINABLE = frozenset({EnrolledAs.MENTEE, EnrolledAs.MENTOR})


class OpenTo(enum.StrEnum):
    """Who may ask to join a cohort as a mentee."""

    EVERYBODY = "everybody"
    STUDENTS = "students"
    ALUMNI = "alumni"


class JoinStatus(enum.StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


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
        sa.CheckConstraint("mentor_capacity between 1 and 20", name="mentor_capacity_fits"),
        sa.CheckConstraint("offer_hold_hours between 1 and 336", name="offer_hold_fits"),
        sa.CheckConstraint("check_in_days between 7 and 120", name="check_in_fits"),
        sa.CheckConstraint(
            "notice_hours >= 0 and window_days > 0 and sessions_per_week > 0", name="booking_makes_sense"
        ),
        sa.CheckConstraint("starts_on is null or ends_on is null or ends_on > starts_on", name="ends_after_it_starts"),
        sa.CheckConstraint('archived_at is null or not "default"', name="archived_takes_nobody"),
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
    #: How many mentees a new mentor takes, until they say otherwise.
    mentor_capacity: Mapped[int] = mapped_column(default=2)
    #: For how long a place that became free is kept for whoever is offered it.
    offer_hold_hours: Mapped[int] = mapped_column(default=48)
    #: A match without a session for so long needs a check-in.
    check_in_days: Mapped[int] = mapped_column(default=21)
    #: The degrees it is for; empty: all of them.
    degrees: Mapped[tuple[str, ...]] = mapped_column(default=())
    open_to: Mapped[OpenTo] = mapped_column(enum_column(OpenTo, "open_to"), default=OpenTo.EVERYBODY)
    #: Whether people may ask to join; a coordinator decides.
    self_enrolment: Mapped[bool] = mapped_column(default=False)
    #: Since then it takes no new people, requests or bookings, and stays readable.
    archived_at: Mapped[datetime | None]
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


class Invitation(Base):
    """A link that lets people into a cohort. The secret in its address is nowhere: see ``programmes.links``."""

    __tablename__ = "invitation"
    __table_args__ = (
        sa.CheckConstraint("enrolled_as in ('mentee', 'mentor')", name="makes_nobody_staff"),
        sa.CheckConstraint("uses >= 0 and uses <= most_uses", name="used_at_most"),
        sa.CheckConstraint("most_uses between 1 and 5000", name="most_uses_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    enrolled_as: Mapped[EnrolledAs] = mapped_column(enum_column(EnrolledAs, "invited_as"))
    #: Random and no secret: it finds the row, and with the secret key of the installation it gives the secret.
    seed: Mapped[str] = mapped_column(unique=True)
    #: Whose addresses it is for: all of a domain, a list, or, with both empty, whoever has the link.
    domain: Mapped[str] = mapped_column(default="")
    addresses: Mapped[tuple[str, ...]] = mapped_column(default=())
    most_uses: Mapped[int]
    uses: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    cohort: Mapped[Cohort] = relationship()


class InvitationUse(Base):
    """Somebody who came by an invitation; ``used_at`` is empty until their address is confirmed."""

    __tablename__ = "invitation_use"

    invitation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    followed_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


class JoinRequest(Base):
    """Somebody asks to join a cohort as a mentee; a coordinator decides."""

    __tablename__ = "join_request"
    __table_args__ = (
        sa.Index(
            "uq_join_request_waiting",
            "person_id",
            "cohort_id",
            unique=True,
            sqlite_where=sa.text("status = 'waiting'"),
            postgresql_where=sa.text("status = 'waiting'"),
        ),
        sa.Index("ix_join_request_cohort_id_status", "cohort_id", "status"),
        sa.Index("ix_join_request_status_created", "status", "created_at"),
        sa.CheckConstraint("(status in ('approved', 'declined')) = (decided_at is not null)", name="decided_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    words: Mapped[str] = mapped_column(default="")
    status: Mapped[JoinStatus] = mapped_column(enum_column(JoinStatus, "join_status"), default=JoinStatus.WAITING)
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined", innerjoin=True)
    cohort: Mapped[Cohort] = relationship()
