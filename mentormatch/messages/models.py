"""Messages, and how far each of the two has read."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base

TEXT_MOST = 4000


class Message(Base):
    """Something one of the two wrote. Taken back, it is empty and stays as a mark."""

    __tablename__ = "message"
    __table_args__ = (
        sa.CheckConstraint(f"length(text) <= {TEXT_MOST}", name="not_too_long"),
        sa.CheckConstraint("(taken_back_at is null) = (text <> '')", name="words_or_taken_back"),
        sa.Index(None, "match_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    taken_back_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship()


class Reading(Base):
    """How far one of the two has read a thread, and whether letters tell them about it."""

    __tablename__ = "message_reading"
    __table_args__ = (sa.CheckConstraint("read_up_to >= 0 and told_up_to >= 0", name="counted_from_nothing"),)

    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    #: Numbers of messages: the newest one they have read, and the newest one a letter has told them about.
    read_up_to: Mapped[int] = mapped_column(default=0)
    told_up_to: Mapped[int] = mapped_column(default=0)
    muted: Mapped[bool] = mapped_column(default=False)
