"""Texts about a session. Each carries a version, which grows by one with every save."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column

#: Longest text, in characters.
TEXT_MOST = 8000


class Shared(enum.StrEnum):
    """What both write: ``agenda`` before a session, ``minutes`` from its beginning on."""

    AGENDA = "agenda"
    MINUTES = "minutes"


class SharedNote(Base):
    """A text of a session that both people write and read."""

    __tablename__ = "shared_note"
    __table_args__ = (sa.CheckConstraint(f"length(text) <= {TEXT_MOST}", name="text_fits"),)

    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Shared] = mapped_column(enum_column(Shared, "shared_note_kind"), primary_key=True)
    text: Mapped[str]
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class PrivateNote(Base):
    """What one person keeps about a session. Nobody else reads it, whatever their role."""

    __tablename__ = "private_note"
    __table_args__ = (sa.CheckConstraint(f"length(text) <= {TEXT_MOST}", name="text_fits"),)

    booking_id: Mapped[int] = mapped_column(sa.ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    text: Mapped[str]
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(default=now)
