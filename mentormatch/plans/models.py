"""Action plans, their steps, who helps with them, and templates of the office.

A plan has at most so many open steps: each stands on one of as many numbered places, which the database gives once.
"""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.mentoring.models import Match

#: Open steps of a plan, steps of a template, comments on a step.
MOST_STEPS, MOST_TEMPLATE_STEPS, MOST_COMMENTS = 60, 30, 100
#: Longest texts, in characters.
TITLE_MOST, AIM_MOST, STEP_MOST, WHY_MOST, WORDS_MOST, LINK_MOST = 120, 1000, 200, 1000, 1000, 500
#: Days before the due day on which one is reminded, unless a step says otherwise; at most; days of a template.
REMIND_DAYS, MOST_REMIND_DAYS, MOST_DAYS = 3, 30, 730


class StepStatus(enum.StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Source(enum.StrEnum):
    """Where a step was made."""

    SELF = "self"
    MENTORING = "mentoring"
    COACHING = "coaching"


class HelperKind(enum.StrEnum):
    MENTOR = "mentor"
    COACH = "coach"


class PlanOutcome(enum.StrEnum):
    JOB = "job"
    INTERNSHIP = "internship"
    STUDY = "study"
    CHANGED_AIM = "changed_aim"
    OTHER = "other"


class HandOverStatus(enum.StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PlanTemplate(Base):
    """A path of the office: what people usually do, and when."""

    __tablename__ = "plan_template"
    __table_args__ = (
        sa.CheckConstraint(f"length(title) between 1 and {TITLE_MOST}", name="title_fits"),
        sa.CheckConstraint(f"length(text) <= {AIM_MOST}", name="text_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    #: Grows with every change of its title or text.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]

    steps: Mapped[list["TemplateStep"]] = relationship(
        order_by="(TemplateStep.days, TemplateStep.id)", cascade="all, delete-orphan"
    )


class TemplateStep(Base):
    """One thing to do, so many days after the start."""

    __tablename__ = "plan_template_step"
    __table_args__ = (
        sa.UniqueConstraint("template_id", "place"),
        sa.CheckConstraint(f"place between 1 and {MOST_TEMPLATE_STEPS}", name="places_of_a_template"),
        sa.CheckConstraint(f"length(text) between 1 and {STEP_MOST}", name="text_fits"),
        sa.CheckConstraint(f"length(why) <= {WHY_MOST}", name="why_fits"),
        sa.CheckConstraint(f"days between 0 and {MOST_DAYS}", name="days_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_template.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    text: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    days: Mapped[int]

    template: Mapped[PlanTemplate] = relationship(back_populates="steps")


class ActionPlan(Base):
    """Where a student wants to get, and how it ended."""

    __tablename__ = "action_plan"
    __table_args__ = (
        sa.CheckConstraint(f"length(title) between 1 and {TITLE_MOST}", name="title_fits"),
        sa.CheckConstraint(f"length(aim) <= {AIM_MOST}", name="aim_fits"),
        sa.CheckConstraint(f"length(outcome_words) <= {WORDS_MOST}", name="words_fit"),
        sa.CheckConstraint("(finished_at is null) = (outcome is null)", name="finished_with_an_outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    title: Mapped[str]
    #: In the student's own words.
    aim: Mapped[str] = mapped_column(default="")
    #: Grows with every change of title or aim.
    version: Mapped[int] = mapped_column(default=1)
    #: The path it began with.
    template_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plan_template.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When the last letter about what is overdue was written.
    overdue_told_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[PlanOutcome | None] = mapped_column(enum_column(PlanOutcome, "plan_outcome"))
    outcome_words: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship()
    template: Mapped[PlanTemplate | None] = relationship()


class PlanStep(Base):
    """One thing to do, by the student or by somebody who helps."""

    __tablename__ = "plan_step"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "place"),
        sa.CheckConstraint(f"place between 1 and {MOST_STEPS}", name="places_of_a_plan"),
        sa.CheckConstraint("(status = 'open') = (place is not null)", name="open_ones_have_a_place"),
        sa.CheckConstraint("(status = 'open') = (ended_at is null)", name="ended_at_a_time"),
        sa.CheckConstraint(f"length(text) between 1 and {STEP_MOST}", name="text_fits"),
        sa.CheckConstraint(f"length(why) <= {WHY_MOST}", name="why_fits"),
        sa.CheckConstraint(f"length(words) <= {WORDS_MOST}", name="words_fit"),
        sa.CheckConstraint(f"link = '' or link like 'https://%' and length(link) <= {LINK_MOST}", name="link_is_safe"),
        sa.CheckConstraint(f"remind_days between 0 and {MOST_REMIND_DAYS}", name="reminded_before"),
        sa.Index("ix_plan_step_due", "status", "due_on"),
        sa.Index("ix_plan_step_remind_at", "remind_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    place: Mapped[int | None]
    #: Its turn among the steps of the plan, the smallest first.
    turn: Mapped[int]
    text: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    #: Grows with every change of what it says.
    version: Mapped[int] = mapped_column(default=1)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    source: Mapped[Source] = mapped_column(enum_column(Source, "plan_step_source"))
    due_on: Mapped[date | None]
    #: Days before ``due_on``; None: no reminder. ``remind_at``: when one is to be written; None: none is to come.
    remind_days: Mapped[int | None] = mapped_column(default=REMIND_DAYS)
    remind_at: Mapped[datetime | None]
    status: Mapped[StepStatus] = mapped_column(enum_column(StepStatus, "plan_step_status"), default=StepStatus.OPEN)
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When it was done or dropped, and with which words: the evidence, or why not. ``link`` shows it.
    ended_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")

    plan: Mapped[ActionPlan] = relationship()
    owner: Mapped[Person] = relationship(foreign_keys=owner_id)
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)


class PlanComment(Base):
    """A word of the student or a helper about a step."""

    __tablename__ = "plan_comment"
    __table_args__ = (sa.CheckConstraint(f"length(text) between 1 and {WORDS_MOST}", name="text_fits"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(sa.ForeignKey("plan_step.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship()


class PlanHelper(Base):
    """Somebody whom the student has let into the plan, or who asks for it (``since`` is empty then).

    A mentor sees the plan while the match is active, whatever this row says.
    """

    __tablename__ = "plan_helper"
    __table_args__ = (
        sa.Index(
            "uq_plan_helper_once",
            "plan_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        ),
        sa.CheckConstraint("(kind = 'mentor') = (match_id is not null)", name="mentors_by_a_match"),
        sa.CheckConstraint("asked_at is not null or since is not null", name="asked_or_let_in"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[HelperKind] = mapped_column(enum_column(HelperKind, "plan_helper_kind"))
    match_id: Mapped[int | None] = mapped_column(sa.ForeignKey("match.id"), index=True)
    asked_at: Mapped[datetime | None]
    since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    plan: Mapped[ActionPlan] = relationship()
    person: Mapped[Person] = relationship()
    match: Mapped[Match | None] = relationship()


class HandOver(Base):
    """A mentor would like a coach to go on with a plan; its student decides."""

    __tablename__ = "plan_hand_over"
    __table_args__ = (
        sa.Index(
            "uq_plan_hand_over_open",
            "plan_id",
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        ),
        sa.CheckConstraint("(status = 'open') = (answered_at is null)", name="answered_at_a_time"),
        sa.CheckConstraint(f"length(words) <= {WORDS_MOST}", name="words_fit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    from_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    status: Mapped[HandOverStatus] = mapped_column(
        enum_column(HandOverStatus, "plan_hand_over_status"), default=HandOverStatus.OPEN
    )
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]

    plan: Mapped[ActionPlan] = relationship()
    mentor: Mapped[Person] = relationship(foreign_keys=from_id)
    coach: Mapped[Person] = relationship(foreign_keys=to_id)
