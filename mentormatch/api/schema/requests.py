"""Requests and matches."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from mentormatch.mentoring.models import DeclineReason
from mentormatch.mentoring.policy import MOST_TIMES, NOTE_LEAST, NOTE_MOST, WORDS_MOST
from mentormatch.web.rest.schema import Instant, Number, PersonName, Sent, Text


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


class RequestPage(BaseModel):
    items: list[RequestRead]
    next_cursor: str | None


class MatchRead(BaseModel):
    id: int
    request_id: int | None
    mentee: PersonName
    mentor: PersonName
    status: str
    created_at: datetime
    activated_at: datetime | None
    ended_at: datetime | None


class MatchPage(BaseModel):
    items: list[MatchRead]
    next_cursor: str | None
