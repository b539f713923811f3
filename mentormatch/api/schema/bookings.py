"""Sessions and free times."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from mentormatch.sessions.forms import TOPIC_MOST, WORD_MOST
from mentormatch.web.rest.schema import Instant, Number, PageQuery, PersonName, Sent, SlotRead, Text


class NewBooking(Sent):
    match_id: Number
    starts_at: Instant
    topic: Annotated[Text, Field(max_length=TOPIC_MOST)] = ""


class NewTime(Sent):
    starts_at: Instant


class Cancellation(Sent):
    reason: Annotated[Text, Field(max_length=WORD_MOST)] = ""


class SlotQuery(PageQuery):
    match_id: int = Field(ge=1, le=2**31 - 1)


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


class BookingPage(BaseModel):
    items: list[BookingRead]
    next_cursor: str | None


class SlotPage(BaseModel):
    items: list[SlotRead]
    next_cursor: str | None
