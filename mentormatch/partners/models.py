"""Organisations, the people who speak for them, and agreements."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base


class Organisation(Base):
    """Who offers internships. Verified: somebody of the office has looked at it, and when."""

    __tablename__ = "partner_organisation"
    __table_args__ = (
        sa.CheckConstraint("length(name) between 1 and 120 and length(website) <= 300", name="words_fit"),
        sa.CheckConstraint("length(sector) <= 120 and length(place) <= 120", name="few_words_fit"),
        sa.CheckConstraint("(verified_at is null) = (verified_by_id is null)", name="verified_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    website: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    verified_by: Mapped[Person | None] = relationship()


class Contact(Base):
    """Somebody who speaks for an organisation, until it is ended."""

    __tablename__ = "partner_contact"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "person_id"),
        sa.CheckConstraint("length(job) <= 120", name="words_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("partner_organisation.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    #: What they do there.
    job: Mapped[str] = mapped_column(default="")
    invited_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    #: Counts invitations, so that each has a letter of its own.
    turn: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Agreement(Base):
    """What was agreed with an organisation, from day to day; both days are part of it."""

    __tablename__ = "partner_agreement"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
        sa.CheckConstraint("length(title) between 1 and 120", name="words_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("partner_organisation.id"), index=True)
    title: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=now)
