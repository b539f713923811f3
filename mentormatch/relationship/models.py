"""What each of the two leaves behind when a match has ended."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base

THANKS_MOST = 1000
BEST = 5


class Farewell(Base):
    """A thank-you, which the other one reads, and a rating, which nobody reads alone."""

    __tablename__ = "farewell"
    __table_args__ = (
        sa.CheckConstraint(f"length(thanks) <= {THANKS_MOST}", name="thanks_fit"),
        sa.CheckConstraint(f"rating between 1 and {BEST}", name="one_to_five"),
    )

    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    thanks: Mapped[str] = mapped_column(default="")
    #: 1 to 5, how the relationship was. Coordinators see means of at least five.
    rating: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
