"""The audit trail: who did what to which thing, in the same transaction as the deed.

Rows are never changed: triggers of the database refuse it (migration 0024), and ``trail`` seals them, so that a change
behind their back is found.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, db


class AuditEntry(Base):
    """One deed. No foreign keys: the trail outlives what it tells of, and holds numbers, not names."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index(None, "subject_kind", "subject_id"),
        sa.Index(None, "at", "id"),
        sa.Index(None, "by_id", "at", "id"),
        sa.Index(None, "action", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    #: The acting person; None when the system acted by rule, as in an expiry.
    by_id: Mapped[int | None]
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]


def record(by: Any, action: str, subject: Any, **facts: Any) -> None:
    """Write one entry, as in ``record(mentor, "request.accepted", request, match=7)``.

    ``facts`` are numbers and words of ours, never names or free text of people.
    """
    db.session.add(
        AuditEntry(
            at=now(),
            by_id=by.id if by is not None else None,
            action=action,
            subject_kind=subject.__tablename__,
            subject_id=getattr(subject, "id", None) or getattr(subject, "person_id", None),
            facts=facts,
        )
    )
