"""Rows of the queue as pages show them: in words, with the address of the page where each is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import Lazy, _
from mentormatch.queue.labels import CHIPS, KINDS
from mentormatch.queue.models import Kind
from mentormatch.queue.policy import COUNTED
from mentormatch.queue.queries import own, rows
from mentormatch.queue.queries.rows import Row


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it is drawn; ``about`` is the mentor, or what it is about where there is none."""

    key: str
    kind: Kind
    chip: tuple[str, Lazy]
    who: str
    about: str
    detail: str
    band: str | None
    cohort: str
    since: datetime
    due: datetime | None
    assignee: str
    mine: bool
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    label: Lazy
    count: str
    url: str


def shown(row: Row, viewer_id: int, *, back: str | None = None) -> Shown:
    """A row in words. ``back`` is where the page of the decision leads on to."""
    return Shown(
        key=str(row.key),
        kind=row.kind,
        chip=CHIPS[row.kind],
        who=row.who,
        about=row.other or _about(row),
        detail=row.role or "" if row.other else "",
        band=row.band,
        cohort=row.cohort or "",
        since=row.since,
        due=row.due,
        assignee=row.assignee or "",
        mine=row.assignee_id == viewer_id,
        url=address_of(row, back),
    )


def address_of(row: Row, back: str | None = None) -> str:
    """The page where a row is decided."""
    return _PAGES[row.kind](row, back)


def number(count: int) -> str:
    """A count as it is shown: nobody counts further than ``COUNTED``."""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def tiles_for(person: Person) -> list[Tile]:
    """How much waits for a coordinator, kind by kind."""
    found = rows.counts(own.everything_for(person))
    return [Tile(KINDS[kind], number(found[kind]), url_for("queue.index", kind=kind.value)) for kind in Kind]


def first_for(person: Person, limit: int) -> list[Shown]:
    """What has waited longest for a coordinator."""
    found, _more = rows.page_of(own.everything_for(person), limit=limit)
    return [shown(row, person.id) for row in found]


def _about(row: Row) -> str:
    if row.kind is Kind.APPLICATION:
        return row.role or _("Wants to be a mentor")
    words = {Kind.LETTER: _("A letter to them could not be delivered"), Kind.JOIN: _("Wants to take part as a student")}
    return words.get(row.kind) or _("Looks for a mentor")


def _request(row: Row, back: str | None) -> str:
    return url_for("coordinator_mentoring.request_review", request_id=row.id, next=back)


def _match(row: Row, back: str | None) -> str:
    return url_for("coordinator_mentoring.match_review", match_id=row.id, next=back)


_PAGES: dict[Kind, Callable[[Row, str | None], Any]] = {
    Kind.REQUEST: _request,
    Kind.EXPIRING: _request,
    Kind.SILENT: _request,
    Kind.MATCH: _match,
    Kind.STUCK: _match,
    Kind.CONCERN: lambda row, _back: url_for("coordinator_concerns.show", concern_id=row.id),
    Kind.DISPUTE: lambda row, _back: url_for("coordinator_attendance.index", _anchor=f"attendance-{row.id}"),
    Kind.APPLICATION: lambda row, _back: url_for("coordinator_profiles.show", offer_id=row.id),
    Kind.JOIN: lambda row, _back: url_for("coordinator_programmes.joiners", cohort_id=row.cohort_id, asked=row.id),
    Kind.WAITING: lambda row, _back: url_for("coordinator_mentoring.waiting", q=row.who),
    Kind.LETTER: lambda row, _back: url_for("queue.letter", letter_id=row.id),
}
