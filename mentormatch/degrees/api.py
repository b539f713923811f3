"""Degrees for programs: the catalogue, narrowed as on the page, and one degree."""

from datetime import date

from pydantic import BaseModel, Field

from mentormatch.degrees import queries
from mentormatch.degrees.models import Degree
from mentormatch.degrees.policy import FACTS
from mentormatch.degrees.readers import READERS
from mentormatch.web.access import access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import answers, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import PageQuery

rest = rest_blueprint("degrees_api", "mentormatch.degrees", at="/degrees")


class DegreeQuery(PageQuery):
    """As on the page: ``cost`` is the most, in ``currency``; what is not known is left out then."""

    language: str = Field("", max_length=12)
    mode: str = Field("", max_length=20)
    level: str = Field("", max_length=20)
    months: int | None = Field(None, ge=1, le=120)
    cost: int | None = Field(None, ge=0, le=1_000_000)
    currency: str = Field("EUR", max_length=3)
    #: Words of the name or of who offers it.
    q: str = Field("", max_length=80)


class DegreeRead(BaseModel):
    """``content`` is Markdown. ``cost`` is for the whole degree; ``checked_on`` is null when nobody has checked."""

    id: int
    key: str
    name: str
    provider: str
    level: str
    mode: str
    language: str
    months: int | None
    ects: int | None
    cost: int | None
    currency: str
    priced_on: date | None
    content: str
    faculty: str
    accreditation: str
    assessment: str
    source: str
    checked_on: date | None
    invented: bool
    roles: list[str]
    skills: list[str]


class DegreePage(BaseModel):
    items: list[DegreeRead]
    next_cursor: str | None


@rest.get("")
@access(*READERS)
@spec.validate(resp=answers(200, DegreePage))
def catalogue(query: DegreeQuery) -> DegreePage:
    """Published degrees, by name."""
    asked = {one: getattr(query, one) for one in ("language", "mode", "level", "months", "cost", "currency")}
    wanted = queries.Wanted(**asked, q=queries.clean_words(query.q))
    found, cursor = part(queries.catalogue(wanted), query.cursor, query.limit)
    return DegreePage(items=[_read(one) for one in found], next_cursor=cursor)


@rest.get("/<int:degree_id>")
@access(*READERS, load=queries.degree_for_reader)
@spec.validate(resp=answers(200, DegreeRead, 404))
def one(degree: Degree) -> DegreeRead:
    """One degree."""
    return _read(degree)


def _read(degree: Degree) -> DegreeRead:
    return DegreeRead.model_validate({"id": degree.id, **{name: getattr(degree, name) for name in FACTS}})
