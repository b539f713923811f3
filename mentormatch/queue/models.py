"""Who looks after a row of the queue, views that people keep, and acts on many rows that wait for their moment."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column

NAME_MOST, ADDRESS_MOST, WORDS_MOST = 60, 600, 1000


class Kind(enum.StrEnum):
    """What waits for a human. In the order in which the tabs stand."""

    CONCERN = "concern"
    REQUEST = "request"
    MATCH = "match"
    APPLICATION = "application"
    JOIN = "join"
    EXPIRING = "expiring"
    SILENT = "silent"
    STUCK = "stuck"
    DISPUTE = "dispute"
    WAITING = "waiting"
    LETTER = "letter"


class Act(enum.StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    ASSIGN = "assign"


class BulkStatus(enum.StrEnum):
    """``waiting`` can be undone; ``undone`` never began, and nobody was told."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


class RowStatus(enum.StrEnum):
    """``gone``: somebody else decided it, or it needs nobody any more."""

    PENDING = "pending"
    DONE = "done"
    GONE = "gone"
    REFUSED = "refused"


class Assignment(Base):
    """A row of the queue that one coordinator has taken on, or was given."""

    __tablename__ = "queue_assignment"

    kind: Mapped[Kind] = mapped_column(enum_column(Kind, "queue_assignment_kind"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class SavedView(Base):
    """Filters and order that somebody keeps under a name; ``address`` is what stands behind the question mark."""

    __tablename__ = "queue_view"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "name"),
        sa.Index(
            "uq_queue_view_default",
            "person_id",
            unique=True,
            sqlite_where=sa.text("is_default"),
            postgresql_where=sa.text("is_default"),
        ),
        sa.CheckConstraint(f"length(name) between 1 and {NAME_MOST}", name="name_fits"),
        sa.CheckConstraint(f"length(address) <= {ADDRESS_MOST}", name="address_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str]
    address: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Wish(Base):
    """What one person wants of the queue; who never said anything has no row."""

    __tablename__ = "queue_wish"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: Single letters act as keys.
    shortcuts: Mapped[bool] = mapped_column(default=True)


class Bulk(Base):
    """One act on many rows. It takes effect at ``due_at``; until then it can be undone, and nothing has happened."""

    __tablename__ = "queue_bulk"
    __table_args__ = (
        sa.Index("ix_queue_bulk_status_due", "status", "due_at"),
        sa.CheckConstraint(f"length(words) <= {WORDS_MOST}", name="words_fit"),
        sa.CheckConstraint("(act = 'assign') = (assignee_id is not null)", name="assigned_to_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    act: Mapped[Act] = mapped_column(enum_column(Act, "queue_bulk_act"))
    #: The reason from the list, and the words that everybody concerned reads.
    reason: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    status: Mapped[BulkStatus] = mapped_column(enum_column(BulkStatus, "queue_bulk_status"), default=BulkStatus.WAITING)
    created_at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]
    #: The worker that carries it out, and until when; afterwards another one goes on.
    run: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(foreign_keys=by_id)
    assignee: Mapped[Person | None] = relationship(foreign_keys=assignee_id)


class BulkRow(Base):
    """One row of such an act, and what became of it."""

    __tablename__ = "queue_bulk_row"
    __table_args__ = (sa.UniqueConstraint("bulk_id", "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bulk_id: Mapped[int] = mapped_column(sa.ForeignKey("queue_bulk.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(enum_column(Kind, "queue_bulk_row_kind"))
    subject_id: Mapped[int]
    status: Mapped[RowStatus] = mapped_column(
        enum_column(RowStatus, "queue_bulk_row_status"), default=RowStatus.PENDING
    )
    #: Why it was not done, in the words of the refusal.
    note: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
