"""What programs get from the search and the suggestions."""

from pydantic import BaseModel, Field

from mentormatch.web.rest.schema import PageQuery


class SearchQuery(PageQuery):
    """Words, narrowed as on the page."""

    q: str = Field("", max_length=200)
    kind: str = Field("", max_length=40)
    language: str = Field("", max_length=20)


class FoundRead(BaseModel):
    """``page`` is the address of its page. ``language`` is empty where nobody knows it."""

    kind: str
    id: int
    title: str
    line: str
    page: str
    language: str


class SearchPage(BaseModel):
    """``kinds`` counts what the other filter leaves, by kind; ``meant`` is what was probably meant, or empty."""

    items: list[FoundRead]
    total: int
    kinds: dict[str, int]
    meant: str
    next_cursor: str | None


class SuggestedRead(BaseModel):
    """``reasons`` speak for it, the weightiest first."""

    kind: str
    id: int
    title: str
    line: str
    page: str
    reasons: list[str]


class SuggestedList(BaseModel):
    items: list[SuggestedRead]
