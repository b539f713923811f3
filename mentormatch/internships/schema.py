"""What programs send and get about internships. Of applications nothing says how good they are: nothing here knows."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from mentormatch.internships.models import Alarm, Back, ExternalStage, Period, PostingKind, Stage, Where
from mentormatch.web.rest.schema import Day, Instant, Line, Number, PageQuery, Sent, Text


class PostingQuery(PageQuery):
    """Postings that are open, narrowed as on the page."""

    kind: str = Field("", max_length=20)
    where: str = Field("", max_length=20)
    language: str = Field("", max_length=20)
    words: str = Field("", max_length=100)
    paid: bool = False
    for_me: bool = False
    order: Literal["fit", "deadline"] = "fit"


class OrganisationRead(BaseModel):
    id: int
    name: str
    website: str
    sector: str
    place: str
    verified_at: datetime | None


class PostingRead(BaseModel):
    """``contact`` is empty for who has not applied; ``pay_amount`` is null for what is unpaid."""

    id: int
    organisation: OrganisationRead
    kind: str
    status: str
    title: str
    text: str
    where: str
    place: str
    starts_on: date | None
    ends_on: date | None
    pay_amount: int | None
    pay_currency: str
    pay_period: str
    unpaid_reason: str
    skills: list[str]
    roles: list[str]
    languages: list[str]
    degrees: list[str]
    years: list[str]
    questions: list[str]
    contact: str
    deadline: datetime
    deadline_wall: str
    deadline_zone: str
    for_me: bool
    my_application: int | None
    reasons: list[str]
    #: For those who handle it: why it was sent back or taken down, and whether the office looks at a report.
    back: str
    back_words: str
    hidden: bool


class PostingPage(BaseModel):
    items: list[PostingRead]
    next_cursor: str | None


class AnswerToQuestion(Sent):
    """An answer to the question with this number, from 1."""

    number: int = Field(strict=True, ge=1, le=5)
    answer: Text = Field(max_length=2000)


class ApplicationSent(Sent):
    """``version`` is one of one's own documents' versions."""

    version: Number
    note: Text = Field("", max_length=2000)
    answers: list[AnswerToQuestion] = Field(default=[], max_length=5)


class AnswerRead(BaseModel):
    question: str
    answer: str


class InterviewRead(BaseModel):
    id: int
    status: str
    minutes: int
    place: str
    times: list[datetime]
    starts_at: datetime | None


class ApplicationRead(BaseModel):
    """One's own application."""

    id: int
    posting: int
    title: str
    organisation: str
    stage: str
    version: int | None
    note: str
    answers: list[AnswerRead]
    sent_at: datetime
    moved_at: datetime
    interviews: list[InterviewRead]


class ApplicationPage(BaseModel):
    items: list[ApplicationRead]
    next_cursor: str | None


class HandledApplication(BaseModel):
    """For the organisation and the office. Of a withdrawn one everything about its student is empty."""

    id: int
    posting: int
    stage: str
    sent_at: datetime
    name: str
    email: str
    version: int | None
    note: str
    answers: list[AnswerRead]
    ways: list[str]


class HandledPage(BaseModel):
    items: list[HandledApplication]
    next_cursor: str | None


class StageSent(Sent):
    stage: Stage


class TimesSent(Sent):
    times: list[Instant] = Field(min_length=1, max_length=6)
    minutes: int = Field(30, strict=True, ge=15, le=240)
    place: Line = Field("", max_length=300)


class PickSent(Sent):
    starts_at: Instant


class AlarmSent(Sent):
    reason: Alarm
    words: Text = Field("", max_length=2000)


class AlarmRead(BaseModel):
    id: int
    status: str


class BackSent(Sent):
    reason: Back
    words: Text = Field("", max_length=1000)


class PostingSent(Sent):
    """``deadline_wall`` is what a clock in ``deadline_zone`` shows, as ``2026-11-30T23:59``."""

    title: Line = Field(min_length=1, max_length=120)
    kind: PostingKind
    text: Text = Field(min_length=1, max_length=8000)
    where: Where
    place: Line = Field("", max_length=120)
    starts_on: Day | None = None
    ends_on: Day | None = None
    pay_amount: int | None = Field(None, strict=True, ge=1, le=1_000_000)
    pay_currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    pay_period: Period | None = None
    unpaid_reason: Line = Field("", max_length=300)
    skills: list[Line] = Field(default=[], max_length=20)
    roles: list[Line] = Field(default=[], max_length=10)
    languages: list[Line] = Field(default=[], max_length=10)
    degrees: list[Line] = Field(default=[], max_length=30)
    years: list[Line] = Field(default=[], max_length=20)
    questions: list[Line] = Field(default=[], max_length=5)
    contact: Line = Field("", max_length=300)
    deadline_wall: str = Field(pattern=r"^20[2-9]\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d$")
    deadline_zone: str = Field(max_length=60)


class ExternalSent(Sent):
    organisation: Line = Field(min_length=1, max_length=120)
    title: Line = Field("", max_length=120)
    link: Line = Field("", max_length=500)
    stage: ExternalStage
    next_step: Line = Field("", max_length=300)
    next_on: Day | None = None


class ExternalRead(BaseModel):
    id: int
    organisation: str
    title: str
    link: str
    stage: str
    next_step: str
    next_on: date | None


class ExternalPage(BaseModel):
    items: list[ExternalRead]
    next_cursor: str | None


class ExternalGone(BaseModel):
    id: int
