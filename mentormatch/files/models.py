"""Files of a match, and how much room they take."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.uploads.kinds import FileKind
from mentormatch.uploads.limits import FILE_MOST, MEGABYTE, NAME_MOST
from mentormatch.uploads.owners import owns

#: All files of one match together.
MATCH_MOST = 100 * MEGABYTE


class MatchFile(Base):
    """A file that one of the two shared. Taken away, its bytes are gone and the row says who and when."""

    __tablename__ = "match_file"
    __table_args__ = (
        sa.CheckConstraint(f"size between 1 and {FILE_MOST}", name="size_is_bounded"),
        sa.CheckConstraint(f"length(name) between 1 and {NAME_MOST}", name="name_is_bounded"),
        sa.CheckConstraint("(stored_as is null) = (taken_away_at is not null)", name="kept_or_taken_away"),
        sa.CheckConstraint("(taken_away_at is null) = (taken_away_by_id is null)", name="taken_away_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    #: As the uploader called it, made harmless; nothing is stored under it.
    name: Mapped[str]
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind, "file_kind"))
    size: Mapped[int]
    sha256: Mapped[str]
    #: The random name under which its bytes are kept; None when they have been taken away.
    stored_as: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    taken_away_at: Mapped[datetime | None]
    taken_away_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    by: Mapped[Person] = relationship(foreign_keys=by_id)
    taken_away_by: Mapped[Person | None] = relationship(foreign_keys=taken_away_by_id)


owns(MatchFile.stored_as)


class FileRoom(Base):
    """How many bytes the files of a match take; the database lets nobody go beyond the most."""

    __tablename__ = "match_file_room"
    __table_args__ = (sa.CheckConstraint(f"used between 0 and {MATCH_MOST}", name="room_is_bounded"),)

    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id"), primary_key=True, autoincrement=False)
    used: Mapped[int] = mapped_column(default=0)
