"""Who was reminded of what is missing, and when."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.db import Base


class ProgressReminder(Base):
    """When somebody was last reminded of what is missing in a cohort: at most once a week."""

    __tablename__ = "progress_reminder"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), primary_key=True, autoincrement=False)
    reminded_at: Mapped[datetime]
    reminded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
