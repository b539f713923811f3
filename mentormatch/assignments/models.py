"""Drafts of an assignment, their rows, and the rules about pairs that every draft of a cohort keeps."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.matching import Objective
from mentormatch.programmes.models import Cohort


class DraftStatus(enum.StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    DISCARDED = "discarded"


#: Statuses in which the worker has something to do.
UNDER_WAY = frozenset({DraftStatus.QUEUED, DraftStatus.RUNNING, DraftStatus.PUBLISHING})


class Failure(enum.StrEnum):
    """Why a draft could not be made. Each is said in words on its page."""

    NOBODY_WAITS = "nobody_waits"
    NO_PLACES = "no_places"
    RULES_CONTRADICT = "rules_contradict"
    CRASHED = "crashed"


class RuleKind(enum.StrEnum):
    TOGETHER = "together"
    APART = "apart"


class Draft(Base):
    """One answer to the question who could be whose mentor. Nobody is told anything until it is published.

    ``most_new`` bounds how many new mentees a mentor gets. ``bound`` is the proved limit of what the objective names.
    """

    __tablename__ = "assignment_draft"
    __table_args__ = (
        sa.CheckConstraint("progress between 0 and 100", name="progress_in_percent"),
        sa.CheckConstraint("most_new is null or most_new > 0", name="most_new_counts"),
        sa.CheckConstraint("(status = 'published') = (published_at is not null)", name="published_at_a_time"),
        # One publication of a cohort at a time.
        sa.Index(
            "uq_assignment_draft_publishing",
            "cohort_id",
            unique=True,
            sqlite_where=sa.text("status = 'publishing'"),
            postgresql_where=sa.text("status = 'publishing'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"), index=True)
    objective: Mapped[Objective] = mapped_column(enum_column(Objective, "assignment_objective"))
    most_new: Mapped[int | None]
    #: Whether pairs that had each other before are kept apart.
    new_faces: Mapped[bool] = mapped_column(default=False)
    #: Whether people who work at one place are kept apart.
    other_organisations: Mapped[bool] = mapped_column(default=False)
    status: Mapped[DraftStatus] = mapped_column(enum_column(DraftStatus, "assignment_status"), index=True)
    progress: Mapped[int] = mapped_column(default=0)
    failure: Mapped[Failure | None] = mapped_column(enum_column(Failure, "assignment_failure"))
    #: None when somebody at a terminal asked.
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: The worker that holds it, and until when; afterwards another one begins it anew.
    run: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    ranker: Mapped[str] = mapped_column(default="")
    total: Mapped[float | None]
    worst: Mapped[float | None]
    bound: Mapped[float | None]
    blocking_pairs: Mapped[int | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    cohort: Mapped[Cohort] = relationship()
    asked_by: Mapped[Person | None] = relationship(foreign_keys=asked_by_id)


class DraftRow(Base):
    """What a draft says about one mentee: a mentor and the reasons, or why there is none."""

    __tablename__ = "assignment_row"
    __table_args__ = (
        sa.UniqueConstraint("draft_id", "mentee_id"),
        sa.Index("ix_assignment_row_mentor", "draft_id", "mentor_id"),
        sa.CheckConstraint("(mentor_id is null) = (score is null)", name="score_with_a_mentor"),
        sa.CheckConstraint("mentor_id is null or mentor_id <> mentee_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment_draft.id", ondelete="CASCADE"))
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    score: Mapped[float | None]
    #: The recommendation as it is stored with a match: ranker, score, band, reasons.
    recommendation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: The engine's code for somebody without a mentor.
    unmatched: Mapped[str] = mapped_column(default="")
    #: A coordinator put it there.
    by_hand: Mapped[bool] = mapped_column(default=False)
    #: Set when publishing: the match that was made, or why none could be made any more.
    match_id: Mapped[int | None] = mapped_column(sa.ForeignKey("match.id"))
    skipped: Mapped[str] = mapped_column(default="")

    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person | None] = relationship(foreign_keys=mentor_id)


class PairRule(Base):
    """Two people whom every draft of a cohort puts together, or keeps apart, and why."""

    __tablename__ = "pair_rule"
    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "mentee_id", "mentor_id"),
        sa.CheckConstraint("mentee_id <> mentor_id", name="two_people"),
        # A mentee gets one mentor, so at most one can be fixed.
        sa.Index(
            "uq_pair_rule_together",
            "cohort_id",
            "mentee_id",
            unique=True,
            sqlite_where=sa.text("kind = 'together'"),
            postgresql_where=sa.text("kind = 'together'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    mentee_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[RuleKind] = mapped_column(enum_column(RuleKind, "pair_rule_kind"))
    reason: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    mentee: Mapped[Person] = relationship(foreign_keys=mentee_id)
    mentor: Mapped[Person] = relationship(foreign_keys=mentor_id)
