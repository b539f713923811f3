"""Goals of a match and their steps."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from mentormatch.goals.models import STEP_MOST, TITLE_MOST, WHY_MOST
from mentormatch.web.rest.schema import Day, Line, Number, PersonName, Sent, Text


class NewGoal(Sent):
    match_id: Number
    title: Annotated[Line, Field(min_length=1, max_length=TITLE_MOST)]
    #: Why it matters, or what it looks like when it is reached.
    why: Annotated[Text, Field(max_length=WHY_MOST)] = ""
    target_on: Day | None = None


class NewStep(Sent):
    text: Annotated[Line, Field(min_length=1, max_length=STEP_MOST)]
    due_on: Day | None = None
    #: One of the two of the match.
    doer_id: Number


class StepRead(BaseModel):
    id: int
    text: str
    due_on: date | None
    doer: PersonName
    done_at: datetime | None


class GoalRead(BaseModel):
    """``progress`` is the share of steps done, from 0 to 1; a goal without steps has 0 or 1."""

    id: int
    match_id: int
    by_id: int
    title: str
    why: str
    target_on: date | None
    status: str
    progress: Annotated[float, Field(ge=0, le=1)]
    steps: list[StepRead]
    created_at: datetime
    ended_at: datetime | None


class GoalPage(BaseModel):
    items: list[GoalRead]
    next_cursor: str | None
