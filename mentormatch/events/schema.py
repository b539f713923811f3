"""What programs send and get about events."""

from datetime import datetime

from pydantic import BaseModel, Field

from mentormatch.web.rest.schema import PageQuery, Sent, Text


class EventQuery(PageQuery):
    """What is coming, narrowed as on the page."""

    kind: str = Field("", max_length=20)
    language: str = Field("", max_length=20)
    online: bool = False
    for_me: bool = False


class QuestionRead(BaseModel):
    number: int
    kind: str
    text: str
    choices: list[str]
    needed: bool


class SpeakerRead(BaseModel):
    id: int
    name: str
    words: str
    link: str


class EventRead(BaseModel):
    """``my_status`` is empty for whoever has nothing to do with it, ``position`` null outside the line; ``online_link``
    is for who is registered. ``places_free`` is null without a limit."""

    id: int
    kind: str
    status: str
    title: str
    text: str
    language: str
    series: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    is_online: bool
    online_link: str
    capacity: int | None
    places_free: int | None
    for_me: bool
    can_register: bool
    can_wait: bool
    can_cancel: bool
    questions: list[QuestionRead]
    speakers: list[SpeakerRead]
    my_status: str
    position: int | None
    kept_until: datetime | None
    came: bool
    recording: str
    slides: str


class EventPage(BaseModel):
    items: list[EventRead]
    next_cursor: str | None


class AnswerSent(Sent):
    """An answer to the question with this number."""

    number: int = Field(strict=True, ge=1, le=5)
    answer: Text = Field(max_length=2000)


class Registration(Sent):
    answers: list[AnswerSent] = Field(default=[], max_length=5)
