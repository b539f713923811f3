"""Goals and their steps. Places keep the limits: a goal or step that counts stands on one of so many numbered places,
each of which the database gives once."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.mentoring.models import Match

#: Open goals of a match, and steps of a goal.
MOST_GOALS, MOST_STEPS = 10, 20
#: Longest texts, in characters.
TITLE_MOST, WHY_MOST, STEP_MOST = 120, 1000, 200


class GoalStatus(enum.StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Goal(Base):
    """Something the two of a match want to reach."""

    __tablename__ = "goal"
    __table_args__ = (
        sa.UniqueConstraint("match_id", "place"),
        sa.CheckConstraint(f"place between 1 and {MOST_GOALS}", name="places_of_a_match"),
        sa.CheckConstraint("(status = 'open') = (place is not null)", name="open_ones_have_a_place"),
        sa.CheckConstraint("(status = 'open') = (ended_at is null)", name="ended_at_a_time"),
        sa.CheckConstraint(f"length(title) between 1 and {TITLE_MOST}", name="title_fits"),
        sa.CheckConstraint(f"length(why) <= {WHY_MOST}", name="why_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    title: Mapped[str]
    #: Why it matters, or what it looks like when it is reached.
    why: Mapped[str] = mapped_column(default="")
    target_on: Mapped[date | None]
    status: Mapped[GoalStatus] = mapped_column(enum_column(GoalStatus, "goal_status"), default=GoalStatus.OPEN)
    place: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    #: When it was done or dropped.
    ended_at: Mapped[datetime | None]

    match: Mapped[Match] = relationship()
    steps: Mapped[list["GoalStep"]] = relationship(order_by="GoalStep.id", cascade="all, delete-orphan")


class GoalStep(Base):
    """One thing to do on the way, by one of the two."""

    __tablename__ = "goal_step"
    __table_args__ = (
        sa.UniqueConstraint("goal_id", "place"),
        sa.CheckConstraint(f"place between 1 and {MOST_STEPS}", name="places_of_a_goal"),
        sa.CheckConstraint(f"length(text) between 1 and {STEP_MOST}", name="text_fits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    text: Mapped[str]
    due_on: Mapped[date | None]
    doer_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    done_at: Mapped[datetime | None]

    goal: Mapped[Goal] = relationship(back_populates="steps")
    doer: Mapped[Person] = relationship()
