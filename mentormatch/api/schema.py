"""What programs send and read. Field names are the product's words; times are instants with an offset."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from mentormatch.mentoring.models import DeclineReason
from mentormatch.mentoring.policy import MOST_TIMES, NOTE_LEAST, NOTE_MOST, WORDS_MOST
from mentormatch.sessions.forms import TOPIC_MOST, WORD_MOST
from mentormatch.web.forms import clean

#: Times that can be meant here; what is beyond would not even have a zone.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _written(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a time is text such as 2026-11-24T18:00:00+01:00")
    return value


def _instant(at: datetime) -> datetime:
    if not EARLIEST < at < LATEST:
        raise ValueError("no time of this century")
    return at.astimezone(UTC)


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


Instant = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_instant)]
Number = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Text = Annotated[str, BeforeValidator(_cleaned)]


class Sent(BaseModel):
    """A body. Fields that nobody knows are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class NewRequest(Sent):
    mentor_id: Number
    note: Annotated[Text, Field(min_length=NOTE_LEAST, max_length=NOTE_MOST)]
    proposed_times: Annotated[list[Instant], Field(max_length=MOST_TIMES)] = []


class Yes(Sent):
    #: One of the proposed times, or none yet.
    starts_at: Instant | None = None


class No(Sent):
    reason: DeclineReason
    words: Annotated[Text, Field(max_length=WORDS_MOST)] = ""


class NewBooking(Sent):
    match_id: Number
    starts_at: Instant
    topic: Annotated[Text, Field(max_length=TOPIC_MOST)] = ""


class NewTime(Sent):
    starts_at: Instant


class Cancellation(Sent):
    reason: Annotated[Text, Field(max_length=WORD_MOST)] = ""


class KeyHeader(BaseModel):
    """Names a call, so that sending it again does nothing again and gets the same answer for 24 hours."""

    key: str | None = Field(None, alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$")


class PageQuery(BaseModel):
    cursor: str | None = Field(None, max_length=200)
    limit: int = Field(20, ge=1, le=100)


class MentorQuery(PageQuery):
    q: str = Field("", max_length=80)
    language: str = Field("", max_length=80)
    topic: str = Field("", max_length=80)


class SlotQuery(PageQuery):
    match_id: int = Field(ge=1, le=2**31 - 1)


class PersonName(BaseModel):
    id: int
    name: str


class Me(PersonName):
    email: str
    locale: str
    time_zone: str
    roles: list[str]


class ReasonRead(BaseModel):
    feature: str
    kind: Literal["base", "for", "against", "adjustment"]
    contribution: float
    text: str


class MentorRead(PersonName):
    headline: str
    role_title: str
    organisation: str
    industries: list[str]
    skills: list[str]
    help_topics: list[str]
    languages: list[str]
    places: int
    score: float
    band: Literal["strong", "good", "possible"]
    reasons: list[ReasonRead]


class RequestRead(BaseModel):
    id: int
    mentee: PersonName
    mentor: PersonName
    status: str
    note: str
    proposed_times: list[datetime]
    created_at: datetime
    closes_at: datetime | None
    answered_at: datetime | None
    decline_reason: str | None
    decline_words: str
    match_id: int | None


class MatchRead(BaseModel):
    id: int
    request_id: int | None
    mentee: PersonName
    mentor: PersonName
    status: str
    created_at: datetime
    activated_at: datetime | None
    ended_at: datetime | None


class BookingRead(BaseModel):
    id: int
    match_id: int | None
    host: PersonName
    guest: PersonName
    starts_at: datetime
    ends_at: datetime
    status: str
    topic: str
    meeting_link: str
    cancel_reason: str


class SlotRead(BaseModel):
    starts_at: datetime
    ends_at: datetime


class MentorPage(BaseModel):
    items: list[MentorRead]
    next_cursor: str | None


class RequestPage(BaseModel):
    items: list[RequestRead]
    next_cursor: str | None


class MatchPage(BaseModel):
    items: list[MatchRead]
    next_cursor: str | None


class BookingPage(BaseModel):
    items: list[BookingRead]
    next_cursor: str | None


class SlotPage(BaseModel):
    items: list[SlotRead]
    next_cursor: str | None


class Fault(BaseModel):
    """Where a body or a query is wrong, and why."""

    where: list[str | int]
    what: str


class Problem(BaseModel):
    """Why a call was refused (RFC 9457). ``code`` is stable; ``slots`` are free times instead of one that is gone."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    errors: list[Fault] = []
    slots: list[SlotRead] = []
    request: int | None = None
    match: int | None = None
