"""What one of the two says about a session. The other one never sees it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.db import Base


class SessionFeedback(Base):
    __tablename__ = "session_feedback"
    __table_args__ = (
        sa.CheckConstraint("useful between 1 and 3", name="one_of_three"),
        sa.CheckConstraint("length(words) <= 1000", name="words_are_few"),
    )

    booking_id: Mapped[int] = mapped_column(
        sa.ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    #: 1 not really, 2 somewhat, 3 very.
    useful: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    given_at: Mapped[datetime] = mapped_column(default=now)

    booking: Mapped[Booking] = relationship()
    person: Mapped[Person] = relationship()
