"""Texts of the office that mentors tick before they are listed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base


class TrainingItem(Base):
    """Something to read, perhaps with a link. Of one cohort, or of all where ``cohort_id`` is empty."""

    __tablename__ = "training_item"
    __table_args__ = (
        sa.CheckConstraint("length(title) between 1 and 120", name="title_fits"),
        sa.CheckConstraint("length(text) <= 4000 and length(link) <= 500", name="text_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    #: Also asked of mentors who took part before it was made; without this they stay listed.
    also_present: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: Since then nobody is asked for it any more.
    retired_at: Mapped[datetime | None]


class TrainingTick(Base):
    """A mentor has read an item."""

    __tablename__ = "training_tick"

    item_id: Mapped[int] = mapped_column(
        sa.ForeignKey("training_item.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    ticked_at: Mapped[datetime] = mapped_column(default=now)
