"""Change stamps: a number that only grows, so that a process can ask "what has changed since I looked?"."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.db import Base, db


class Stamp(Base):
    __tablename__ = "stamp"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


def next_stamp(name: str) -> int:
    """Draw the next number inside the present transaction. The row stays locked until commit, so numbers become
    visible in their order and no reader can overlook a change that was committed late."""
    value = db.session.scalar(
        sa.update(Stamp).where(Stamp.name == name).values(value=Stamp.value + 1).returning(Stamp.value)
    )
    if value is None:
        db.session.add(Stamp(name=name, value=1))
        db.session.flush()
        return 1
    return value


def latest_stamp(name: str) -> int:
    return db.session.scalar(sa.select(Stamp.value).where(Stamp.name == name)) or 0
