"""Career paths with all versions of their text, salaries with their source, and the degrees that lead there."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.degrees.models import Degree


class PathStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Stage(enum.StrEnum):
    """How far along a salary is: first job, some years, senior, or everybody in the role."""

    FIRST = "first"
    SOME_YEARS = "some_years"
    SENIOR = "senior"
    ALL = "all"


class CareerPath(Base):
    """A role. Readers see the text of version ``shown``; editors write on at version ``latest``."""

    __tablename__ = "career_path"
    __table_args__ = (
        sa.CheckConstraint("length(title) between 1 and 80", name="title_fits"),
        sa.CheckConstraint("shown is null or shown <= latest", name="shows_what_is_there"),
        sa.CheckConstraint("status <> 'published' or shown is not null", name="published_shows_a_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The role, as people write it: "Data analyst".
    title: Mapped[str] = mapped_column(unique=True)
    #: Other names by which mentors call the same role.
    names: Mapped[tuple[str, ...]] = mapped_column(default=())
    status: Mapped[PathStatus] = mapped_column(enum_column(PathStatus, "path_status"), default=PathStatus.DRAFT)
    latest: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    versions: Mapped[list["PathVersion"]] = relationship(order_by="PathVersion.number.desc()")
    salaries: Mapped[list["Salary"]] = relationship(order_by="Salary.id")
    links: Mapped[list["PathDegree"]] = relationship(order_by="PathDegree.degree_id", back_populates="path")

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.title, *self.names)


class PathVersion(Base):
    """A text as it was saved once; never changed. Long texts are Markdown."""

    __tablename__ = "career_path_version"
    __table_args__ = (
        sa.CheckConstraint(
            "length(summary) <= 300 and length(does) <= 6000 and length(ways_in) <= 6000 and length(progress) <= 6000",
            name="words_fit",
        ),
    )

    path_id: Mapped[int] = mapped_column(sa.ForeignKey("career_path.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    summary: Mapped[str]
    #: What one does.
    does: Mapped[str]
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    ways_in: Mapped[str]
    #: From the first job to senior.
    progress: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(default=now)


class Salary(Base):
    """What a role pays in a year. Without source and day there is none."""

    __tablename__ = "career_salary"
    __table_args__ = (
        sa.CheckConstraint("low between 1 and 10000000 and high between low and 10000000", name="range_fits"),
        sa.CheckConstraint("length(currency) = 3", name="has_a_currency"),
        sa.CheckConstraint("length(place) between 1 and 80", name="has_a_place"),
        sa.CheckConstraint("length(source) between 9 and 500", name="has_a_source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    path_id: Mapped[int] = mapped_column(sa.ForeignKey("career_path.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage, "salary_stage"))
    place: Mapped[str]
    #: Before tax, in whole units of ``currency``; the same twice where the source gives one number.
    low: Mapped[int]
    high: Mapped[int]
    currency: Mapped[str]
    #: A link.
    source: Mapped[str]
    said_on: Mapped[date]


class PathDegree(Base):
    """An editor's word that a degree leads to a role."""

    __tablename__ = "career_path_degree"
    __table_args__ = (sa.CheckConstraint("length(words) <= 300", name="words_fit"),)

    path_id: Mapped[int] = mapped_column(
        sa.ForeignKey("career_path.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    degree_id: Mapped[int] = mapped_column(
        sa.ForeignKey("degree.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    #: How.
    words: Mapped[str] = mapped_column(default="")

    path: Mapped[CareerPath] = relationship(back_populates="links")
    degree: Mapped[Degree] = relationship(lazy="joined", innerjoin=True)
