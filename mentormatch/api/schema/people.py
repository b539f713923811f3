"""Who one is, and mentors with the reasons for their place."""

from typing import Literal

from pydantic import BaseModel, Field

from mentormatch.web.rest.schema import PageQuery, PersonName


class MentorQuery(PageQuery):
    q: str = Field("", max_length=80)
    language: str = Field("", max_length=80)
    topic: str = Field("", max_length=80)


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


class MentorPage(BaseModel):
    items: list[MentorRead]
    next_cursor: str | None
