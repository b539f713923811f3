"""A place in a cohort's line, and the offers that came of it."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.mentoring.models import Request
from mentormatch.programmes.models import Cohort


class PlaceStatus(enum.StrEnum):
    """``silent``: several offers lapsed without a word. Whoever is no longer in line may join again at its end."""

    WAITING = "waiting"
    LEFT = "left"
    MATCHED = "matched"
    REMOVED = "removed"
    SILENT = "silent"


class OfferStatus(enum.StrEnum):
    """``withdrawn``: it could not be kept up, because the mentor paused or the student found another one."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


_WAITING_SQL, _OPEN_SQL = sa.text("status = 'waiting'"), sa.text("status = 'open'")


class WaitingPlace(Base):
    """A student's place in the line of a cohort. The position is computed, never stored."""

    __tablename__ = "waiting_place"
    __table_args__ = (
        sa.Index(
            "uq_waiting_place_waiting",
            "cohort_id",
            "mentee_id",
            unique=True,
            sqlite_where=_WAITING_SQL,
            postgresql_where=_WAITING_SQL,
        ),
        sa.Index("ix_waiting_place_line", "cohort_id", "status", "joined_at"),
        sa.CheckConstraint("(status = 'waiting') = (closed_at is null)", name="closed_at_a_time"),
        sa.CheckConstraint("status <> 'removed' or reason <> ''", name="removed_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    status: Mapped[PlaceStatus] = mapped_column(enum_column(PlaceStatus, "waiting_status"), default=PlaceStatus.WAITING)
    joined_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    #: Why a coordinator took somebody off the list.
    reason: Mapped[str] = mapped_column(default="")

    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    cohort: Mapped[Cohort] = relationship()


class WaitingOffer(Base):
    """A mentor's place, kept for one student until ``closes_at``. While it is open it counts in the mentor's load."""

    __tablename__ = "waiting_offer"
    __table_args__ = (
        # One offer at a time for each place in line.
        sa.Index("uq_waiting_offer_open", "place_id", unique=True, sqlite_where=_OPEN_SQL, postgresql_where=_OPEN_SQL),
        sa.Index("ix_waiting_offer_due", "status", "closes_at"),
        sa.CheckConstraint("(status = 'open') = (answered_at is null)", name="answered_at_a_time"),
        sa.CheckConstraint("(status = 'accepted') = (request_id is not null)", name="accepted_as_a_request"),
        sa.CheckConstraint("by_id is null or reason <> ''", name="by_hand_for_a_reason"),
        sa.CheckConstraint("mentee_id <> mentor_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("waiting_place.id", ondelete="CASCADE"))
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    status: Mapped[OfferStatus] = mapped_column(
        enum_column(OfferStatus, "waiting_offer_status"), default=OfferStatus.OPEN
    )
    #: What the ranker said when it was offered; it is stored with the request that comes of it.
    recommendation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    offered_at: Mapped[datetime] = mapped_column(default=now)
    closes_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    #: The coordinator who offered by hand, and why; None when it was this student's turn.
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")
    request_id: Mapped[int | None] = mapped_column(sa.ForeignKey("request.id"))

    place: Mapped[WaitingPlace] = relationship()
    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person] = relationship(foreign_keys=mentor_id)
    request: Mapped[Request | None] = relationship()
