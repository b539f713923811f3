"""What all calls share: kinds of values, keys, pages, people by name, problems."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from werkzeug.datastructures import FileStorage

from mentormatch.core.clock import EARLIEST, LATEST
from mentormatch.web.forms import clean, clean_line


def _written(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a time is text such as 2026-11-24T18:00:00+01:00")
    return value


def _instant(at: datetime) -> datetime:
    if not EARLIEST < at < LATEST:
        raise ValueError("no time of this century")
    return at.astimezone(UTC)


def _named(value: object) -> object:
    if value is not None and not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)):
        raise ValueError("a day is text such as 2026-11-24")
    return value


def _day(day: date) -> date:
    if not EARLIEST.date() < day < LATEST.date():
        raise ValueError("no day of this century")
    return day


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _on_one_line(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _is_file(value: object) -> object:
    if not isinstance(value, FileStorage):
        raise ValueError("one file is needed, as a part with a filename")
    return value


Instant = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_instant)]
Number = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Text = Annotated[str, BeforeValidator(_cleaned)]
Line = Annotated[str, BeforeValidator(_on_one_line)]
Day = Annotated[date, BeforeValidator(_named), AfterValidator(_day)]
#: A file in a body of parts (``multipart/form-data``).
SentFile = Annotated[Any, BeforeValidator(_is_file), WithJsonSchema({"type": "string", "format": "binary"})]


class Sent(BaseModel):
    """A body. Fields that nobody knows are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class KeyHeader(BaseModel):
    """Names a call, so that sending it again does nothing again and gets the same answer for 24 hours."""

    key: str | None = Field(None, alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$")


class PageQuery(BaseModel):
    cursor: str | None = Field(None, max_length=200)
    limit: int = Field(20, ge=1, le=100)


class MatchPageQuery(PageQuery):
    """All of one's own, or those of one match."""

    match_id: int | None = Field(None, ge=1, le=2**31 - 1)


class PersonName(BaseModel):
    id: int
    name: str


class SlotRead(BaseModel):
    starts_at: datetime
    ends_at: datetime


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
