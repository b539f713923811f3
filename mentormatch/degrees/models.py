"""Degrees, each with its facts, where they come from and when somebody last looked there."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class DegreeStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Level(enum.StrEnum):
    CERTIFICATE = "certificate"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"


class Mode(enum.StrEnum):
    ONLINE = "online"
    CAMPUS = "campus"
    MIXED = "mixed"


class Degree(Base):
    """One degree. A cost has a currency and a day; facts have a source, or are marked as invented."""

    __tablename__ = "degree"
    __table_args__ = (
        sa.CheckConstraint("length(key) between 1 and 80", name="key_fits"),
        sa.CheckConstraint("length(name) between 1 and 120 and length(provider) between 1 and 120", name="names_fit"),
        sa.CheckConstraint(
            "length(faculty) <= 600 and length(accreditation) <= 600 and length(assessment) <= 600"
            " and length(content) <= 8000",
            name="words_fit",
        ),
        sa.CheckConstraint("months is not null or ects is not null", name="has_a_length"),
        sa.CheckConstraint("months is null or months between 1 and 120", name="months_fit"),
        sa.CheckConstraint("ects is null or ects between 1 and 600", name="ects_fit"),
        sa.CheckConstraint("cost is null or cost between 0 and 1000000", name="cost_fits"),
        sa.CheckConstraint(
            "cost is null or (length(currency) = 3 and priced_on is not null)", name="cost_has_currency_and_day"
        ),
        sa.CheckConstraint("invented or length(source) > 0", name="has_a_source_or_is_invented"),
        sa.Index("ix_degree_status_name", "status", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: How files know it again, as ``kth-machine-learning``.
    key: Mapped[str] = mapped_column(unique=True)
    status: Mapped[DegreeStatus] = mapped_column(enum_column(DegreeStatus, "degree_status"), default=DegreeStatus.DRAFT)
    #: As people write it in their profiles.
    name: Mapped[str]
    provider: Mapped[str]
    level: Mapped[Level] = mapped_column(enum_column(Level, "degree_level"))
    mode: Mapped[Mode] = mapped_column(enum_column(Mode, "degree_mode"))
    #: In which it is taught, as ``en``.
    language: Mapped[str]
    months: Mapped[int | None]
    ects: Mapped[int | None]
    #: Tuition for the whole degree, in whole units of ``currency``, as it was on ``priced_on``.
    cost: Mapped[int | None]
    currency: Mapped[str] = mapped_column(default="")
    priced_on: Mapped[date | None]
    #: Markdown.
    content: Mapped[str] = mapped_column(default="")
    faculty: Mapped[str] = mapped_column(default="")
    accreditation: Mapped[str] = mapped_column(default="")
    assessment: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    invented: Mapped[bool] = mapped_column(default=False)
    #: Shared terms, for searches and suggestions.
    roles: Mapped[tuple[str, ...]] = mapped_column(default=())
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: Grows with every change.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
