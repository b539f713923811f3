"""What became of a session, and what the two say about it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.db import Base, enum_column


class Outcome(enum.StrEnum):
    HELD = "held"
    MISSED = "missed"
    CANCELLED_LATE = "cancelled_late"


class Decision(enum.StrEnum):
    """What a coordinator says: it stays as it was marked, it does not count, or it is as the other one says."""

    STAYS = "stays"
    EXCUSED = "excused"
    AS_THE_OTHER_SAYS = "as_the_other_says"


class Attendance(Base):
    """One row for each session that has ended, or was cancelled late. ``outcome`` is what counts now."""

    __tablename__ = "attendance"
    __table_args__ = (
        sa.CheckConstraint(
            "(outcome is not null and outcome = 'missed') = (missed_by_id is not null)", name="missed_by_somebody"
        ),
        sa.CheckConstraint("(outcome is null) = (marked_at is null)", name="marked_at_a_time"),
        sa.CheckConstraint("length(other_words) <= 1000", name="words_are_few"),
        # Open disputes, which are few among all sessions.
        sa.Index(
            "ix_attendance_open_dispute",
            "disputed_at",
            sqlite_where=sa.text("disputed_at is not null and decision is null"),
            postgresql_where=sa.text("disputed_at is not null and decision is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id", ondelete="CASCADE"), unique=True)
    #: When both were asked; None when nobody was, as for a late cancellation.
    asked_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome, "attendance_outcome"))
    missed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    #: Who said so first; None when nobody did for a week and it was counted as held.
    marked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    marked_at: Mapped[datetime | None]
    #: What the other one says instead; what was said first, once a coordinator has believed the other one.
    other_outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome, "attendance_other_outcome"))
    other_missed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    other_words: Mapped[str] = mapped_column(default="")
    disputed_at: Mapped[datetime | None]
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision, "attendance_decision"))
    decided_at: Mapped[datetime | None]
    #: After a talk with a coordinator a missed session no longer counts towards a pause.
    settled_at: Mapped[datetime | None]

    booking: Mapped[Booking] = relationship()
    missed_by: Mapped[Person | None] = relationship(foreign_keys=missed_by_id)
    marked_by: Mapped[Person | None] = relationship(foreign_keys=marked_by_id)
    other_missed_by: Mapped[Person | None] = relationship(foreign_keys=other_missed_by_id)

    @property
    def is_open_dispute(self) -> bool:
        return self.disputed_at is not None and self.decision is None

    @property
    def said(self) -> tuple[tuple[Outcome | None, Person | None], tuple[Outcome | None, Person | None]]:
        """What was said first, and what the other one said: a coordinator who believes the second has turned them."""
        counts, other = (self.outcome, self.missed_by), (self.other_outcome, self.other_missed_by)
        return (other, counts) if self.decision == Decision.AS_THE_OTHER_SAYS else (counts, other)
