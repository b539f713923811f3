"""Career paths for programs: the roles, one role, and where a degree can take one."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from mentormatch.degrees.models import Degree
from mentormatch.paths import leading, queries
from mentormatch.paths.models import CareerPath, PathVersion
from mentormatch.paths.readers import READERS, degree_for_reader
from mentormatch.web.access import access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import answers, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import PageQuery

rest = rest_blueprint("paths_api", "mentormatch.paths", at="/paths")


class PathLine(BaseModel):
    id: int
    title: str
    names: list[str]
    summary: str


class PathPage(BaseModel):
    items: list[PathLine]
    next_cursor: str | None


class SalaryRead(BaseModel):
    """A year before tax, in whole units of ``currency``."""

    stage: str
    place: str
    low: int
    high: int
    currency: str
    source: str
    said_on: date


class PathDegreeRead(BaseModel):
    degree_id: int
    name: str
    provider: str
    words: str


class PathRead(PathLine):
    """``does``, ``ways_in`` and ``progress`` are Markdown."""

    does: str
    skills: list[str]
    ways_in: str
    progress: str
    salaries: list[SalaryRead]
    degrees: list[PathDegreeRead]


class WayRead(BaseModel):
    """``people``: how many mentors went this way, null when they are fewer than five. ``words``: an editor's, null when
    no editor says that the degree leads there."""

    path_id: int
    title: str
    people: int | None
    words: str | None


class WayList(BaseModel):
    items: list[WayRead]


@rest.get("")
@access(*READERS)
@spec.validate(resp=answers(200, PathPage))
def paths(query: PageQuery) -> PathPage:
    """Published paths, by name."""
    found, cursor = part(queries.published(), query.cursor, query.limit)
    texts = queries.texts_of(found)
    return PathPage(items=[PathLine(**_line(one, texts.get(one.id))) for one in found], next_cursor=cursor)


@rest.get("/<int:path_id>")
@access(*READERS, load=queries.path_for_reader)
@spec.validate(resp=answers(200, PathRead, 404))
def one(path: CareerPath) -> PathRead:
    """One path, as its page tells it."""
    text = queries.version_of(path, path.shown)
    return PathRead(
        **_line(path, text),
        does=text.does if text else "",
        skills=list(text.skills) if text else [],
        ways_in=text.ways_in if text else "",
        progress=text.progress if text else "",
        salaries=[SalaryRead.model_validate(pay, from_attributes=True) for pay in path.salaries],
        degrees=[
            PathDegreeRead(
                degree_id=link.degree_id, name=link.degree.name, provider=link.degree.provider, words=link.words
            )
            for link in queries.links_of(path)
        ],
    )


@rest.get("/from-degree/<int:degree_id>")
@access(*READERS, load=degree_for_reader)
@spec.validate(resp=answers(200, WayList, 404))
def from_degree(degree: Degree) -> WayList:
    """Where a degree can take one, the way that most went first."""
    return WayList(
        items=[
            WayRead(path_id=way.path.id, title=way.path.title, people=way.people, words=way.words)
            for way in leading.ways_from(degree)
        ]
    )


def _line(path: CareerPath, text: PathVersion | None) -> dict[str, Any]:
    summary = text.summary if text else ""
    return {"id": path.id, "title": path.title, "names": list(path.names), "summary": summary}
