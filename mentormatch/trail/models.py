"""Seals of the audit trail, whom and which cohorts its entries are about, and what the last check found."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.db import Base


class Seal(Base):
    """A link of the chain: ``digest`` covers the link before and the digests of all entries that it seals."""

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed_at: Mapped[datetime]
    entries: Mapped[int]
    #: Nothing else waited to be sealed at that moment: older entries that turn up later were not there.
    complete: Mapped[bool]
    digest: Mapped[str]
    #: Keyed with a secret that is not in the database.
    signature: Mapped[str]


class Leaf(Base):
    """The digest of one entry as it was when it was sealed."""

    __tablename__ = "audit_leaf"

    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[int] = mapped_column(index=True)
    digest: Mapped[bytes]


class AboutPerson(Base):
    """Whom an entry concerns besides whoever acted. No foreign key to the entry: it may be checked, never followed."""

    __tablename__ = "audit_person"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)


class AboutCohort(Base):
    """In which cohort something was done: what its coordinators may read."""

    __tablename__ = "audit_cohort"

    cohort_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)


class Check(Base):
    """The last time that the worker checked the whole chain; one row."""

    __tablename__ = "audit_check"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    checked_at: Mapped[datetime]
    #: The last moment up to which entries are sealed, and how many are.
    sealed_until: Mapped[datetime | None]
    entries: Mapped[int]
    faults: Mapped[list[dict[str, Any]]]
