"""Concerns and what coordinators noted about them."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.mentoring.models import Match

WORDS_MOST = 4000


class ConcernKind(enum.StrEnum):
    NO_ANSWER = "no_answer"
    BEHAVIOUR = "behaviour"
    SAFETY = "safety"
    WRONG_MATCH = "wrong_match"
    OTHER = "other"


class ConcernStatus(enum.StrEnum):
    """``handling``: a coordinator has noted something, and it is not over."""

    OPEN = "open"
    HANDLING = "handling"
    CLOSED = "closed"


class Concern(Base):
    """What one of the two tells the coordinators. The other one never learns of it from here."""

    __tablename__ = "concern"
    __table_args__ = (
        sa.Index("ix_concern_status_since", "status", "created_at"),
        sa.CheckConstraint(f"length(words) between 1 and {WORDS_MOST}", name="words_are_bounded"),
        sa.CheckConstraint("(status = 'closed') = (closed_at is not null)", name="closed_at_a_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id"), index=True)
    raised_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[ConcernKind] = mapped_column(enum_column(ConcernKind, "concern_kind"))
    words: Mapped[str]
    #: Whether the coordinators may speak about it with the other one. Never assumed.
    may_tell: Mapped[bool] = mapped_column(default=False)
    status: Mapped[ConcernStatus] = mapped_column(
        enum_column(ConcernStatus, "concern_status"), default=ConcernStatus.OPEN, index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]

    match: Mapped[Match] = relationship()
    raised_by: Mapped[Person] = relationship()
    notes: Mapped[list["ConcernNote"]] = relationship(order_by="ConcernNote.id")


class ConcernNote(Base):
    """What a coordinator did about a concern, for the coordinators who come after."""

    __tablename__ = "concern_note"
    __table_args__ = (sa.CheckConstraint(f"length(text) between 1 and {WORDS_MOST}", name="text_is_bounded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(sa.ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship()
