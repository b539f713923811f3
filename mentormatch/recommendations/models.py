"""Stored sentence vectors: encoded once by the worker or an import, read by every ranking."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.db import Base, enum_column


class VectorKind(enum.StrEnum):
    MENTOR = "mentor"
    GOAL = "goal"


class StoredVector(Base):
    """The vectors of one person's texts. Stale when the encoder or the profile's ``texts_stamp`` has moved on."""

    __tablename__ = "stored_vector"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    kind: Mapped[VectorKind] = mapped_column(enum_column(VectorKind, "vector_kind"), primary_key=True)
    encoder_id: Mapped[str]
    texts_stamp: Mapped[int]
    vectors: Mapped[bytes]
    encoded_at: Mapped[datetime]
