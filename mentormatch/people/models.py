"""Files that coordinators have uploaded, their rows, and which column meant what the last time."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.people.record import OutcomeStatus
from mentormatch.programmes.models import Cohort


class UploadStatus(enum.StrEnum):
    #: Its columns are to be named.
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    WRITING = "writing"
    WRITTEN = "written"
    FAILED = "failed"


#: Statuses in which the worker has something to do.
UNDER_WAY = frozenset({UploadStatus.CHECKING, UploadStatus.WRITING})


class PeopleUpload(Base):
    """A people file from its arrival to its import. What was checked is what is written."""

    __tablename__ = "people_upload"
    __table_args__ = (sa.CheckConstraint("progress >= 0 and total >= 0", name="progress_counted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    file_name: Mapped[str]
    #: The names of its columns as they are written, and the cells of its first rows.
    header: Mapped[tuple[str, ...]]
    samples: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    #: What each column of the file means, in the order of the header; "" is left out.
    meanings: Mapped[tuple[str, ...]] = mapped_column(default=())
    status: Mapped[UploadStatus] = mapped_column(
        enum_column(UploadStatus, "upload_status"), default=UploadStatus.MAPPING, index=True
    )
    #: Rows that are done, of how many; while the file is read the latter is about right.
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    #: The worker that holds it, and until when; afterwards another one goes on.
    run: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    #: Why it could not be read, in the language of whoever has sent it.
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    imported_at: Mapped[datetime | None]

    cohort: Mapped[Cohort] = relationship(lazy="joined", innerjoin=True)
    by: Mapped[Person] = relationship()


class PeopleUploadPart(Base):
    """A piece of the bytes of a file, so that no process has to hold them all."""

    __tablename__ = "people_upload_part"

    upload_id: Mapped[int] = mapped_column(
        sa.ForeignKey("people_upload.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes]


class PeopleUploadRow(Base):
    """A row of a file with what its import does, or why it cannot be imported. ``done``: it is written."""

    __tablename__ = "people_upload_row"
    __table_args__ = (
        sa.UniqueConstraint("upload_id", "line"),
        sa.Index("ix_people_upload_row_status", "upload_id", "status", "line"),
        sa.Index("ix_people_upload_row_email", "upload_id", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("people_upload.id", ondelete="CASCADE"))
    line: Mapped[int]
    #: Its cells by the names of our columns, as typed or corrected; empty ones are left out.
    cells: Mapped[dict[str, Any]]
    #: The address when the row can be read, "" otherwise.
    email: Mapped[str] = mapped_column(default="")
    status: Mapped[OutcomeStatus] = mapped_column(enum_column(OutcomeStatus, "outcome_status"))
    #: ``changes``: column, old, new; ``faults``: column, reason; ``unused``: columns.
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)
    corrected: Mapped[bool] = mapped_column(default=False)
    done: Mapped[bool] = mapped_column(default=False)


class PeopleMapping(Base):
    """What the columns of a file meant, for the next file of the same person with the same header."""

    __tablename__ = "people_mapping"

    by_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    header_hash: Mapped[str] = mapped_column(primary_key=True)
    meanings: Mapped[tuple[str, ...]]
    used_at: Mapped[datetime] = mapped_column(default=now)
