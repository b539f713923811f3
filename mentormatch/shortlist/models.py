"""Which mentors a mentee has saved."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base

#: More would be a second list of mentors, not a short one.
MOST = 20


class SavedMentor(Base):
    """A mentor on a mentee's shortlist. ``place`` is one of MOST, so that no two saves at once pass the limit."""

    __tablename__ = "saved_mentor"
    __table_args__ = (
        sa.UniqueConstraint("mentee_id", "place"),
        sa.CheckConstraint(f"place between 1 and {MOST}", name="place_exists"),
    )

    mentee_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mentor_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    place: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
