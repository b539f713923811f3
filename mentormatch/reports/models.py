"""How often each mentor of a cohort stands on the students' lists, as last counted by the worker."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base


class ExposureCount(Base):
    """A count that somebody asked for: waiting until ``counted_at`` is filled, claimed by ``leased_until``."""

    __tablename__ = "exposure_count"

    cohort_id: Mapped[int] = mapped_column(
        sa.ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    asked_at: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    #: When the places of the present rows were counted, and over how many lists.
    counted_at: Mapped[datetime | None]
    lists: Mapped[int] = mapped_column(default=0)


class ExposurePlace(Base):
    """In how many lists of the cohort a mentor stands among the first."""

    __tablename__ = "exposure_place"

    cohort_id: Mapped[int] = mapped_column(
        sa.ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mentor_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    places: Mapped[int]
