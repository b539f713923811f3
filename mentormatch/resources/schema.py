"""What programs send and get about guides."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from mentormatch.web.rest.schema import PageQuery, Sent, Text


class GuideQuery(PageQuery):
    """What is published, narrowed as on the page; each group of translations once. ``sort``: ``newest``, or ``suits``
    for what suits the reader best."""

    kind: str = Field("", max_length=20)
    topic: str = Field("", max_length=40)
    language: str = Field("", max_length=20)
    role: str = Field("", max_length=120)
    sort: str = Field("newest", max_length=20)


class GuideLine(BaseModel):
    """``reasons`` are told in the order of what suits the reader best."""

    id: int
    kind: str
    language: str
    title: str
    lead: str
    topics: list[str]
    roles: list[str]
    minutes: int
    published_at: datetime | None
    saved: bool
    read: bool
    reasons: list[str] = []


class TranslationRead(BaseModel):
    id: int
    language: str
    title: str


class ItemRead(BaseModel):
    """A line of a checklist."""

    key: str
    text: str
    ticked: bool


class GuideRead(GuideLine):
    """``text`` is Markdown. ``helpful`` is one's own vote, null without one."""

    text: str
    video_link: str
    alum: str
    industries: list[str]
    skills: list[str]
    degrees: list[str]
    looked_at: datetime | None
    review_on: date | None
    translations: list[TranslationRead]
    items: list[ItemRead]
    helpful: bool | None


class GuidePage(BaseModel):
    items: list[GuideLine]
    next_cursor: str | None


class Wish(Sent):
    """Whether it is to be so from now on."""

    wanted: bool = Field(strict=True)


class Vote(Sent):
    """Null takes the vote back."""

    helpful: bool | None = Field(strict=True)


class Ticks(Sent):
    """The keys of all lines that are ticked from now on."""

    keys: list[str] = Field(max_length=500)


class GuideSuggestionSent(Sent):
    text: Text = Field(min_length=1, max_length=2000)


class GuideSuggestionRead(BaseModel):
    id: int
    guide_id: int
    guide: str
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None


class GuideSuggestionPage(BaseModel):
    items: list[GuideSuggestionRead]
    next_cursor: str | None
