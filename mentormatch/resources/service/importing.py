"""Guides from a file. Each row says by its key which guide it is; the same file again changes nothing.

A row that is refused leaves the others alone. What a file does not name stays as it is. Whatever is new or changed is
a draft, or waits for review: nothing from a file is published by itself.
"""

import enum
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid, Refusal
from mentormatch.core.i18n import _l
from mentormatch.resources import queries
from mentormatch.resources.content import Content, as_facts, of_version
from mentormatch.resources.errors import NotAMentor
from mentormatch.resources.models import KEY_MOST, Guide, GuideKind, GuideStatus
from mentormatch.resources.service import reviewing, writing

LISTS = ("topics", "roles", "industries", "skills", "degrees")
LINES = ("title", "lead", "text", "video_link", "alum")


class Outcome(enum.StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class WrongKey(Invalid):
    sentence = _l("A key has between 1 and 80 characters, and stands in one row only.")


class WrongKind(Invalid):
    sentence = _l("The kind is one of: guide, template, checklist, video, interview.")


class NoSuchGuide(Invalid):
    sentence = _l("No guide has the key in the column translation_of. It must stand above this row, or be there.")


class OtherLanguage(Invalid):
    sentence = _l("This guide is in another language. A translation has a key of its own.")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row; ``why`` it was refused."""

    line: int
    key: str
    title: str
    outcome: Outcome
    why: str = ""


class _Undo(Exception):
    pass


def run(
    rows: Iterable[tuple[int, Mapping[str, str]]], *, by: Person | None, dry_run: bool, submit: bool = False
) -> list[Result]:
    """Import rows, or only say what would happen; ``submit``: what is new or changed waits for review, without letters.

    ``rows`` are lines with cells by the names of columns. ``by`` is None for the command line.
    """
    results: list[Result] = []
    with suppress(_Undo):
        _run(list(rows), results, by, dry_run, submit)
    return results


@transactional
def _run(
    rows: list[tuple[int, Mapping[str, str]]], results: list[Result], by: Person | None, dry_run: bool, submit: bool
) -> None:
    results.clear()  # of an attempt that the database had to begin anew
    seen: set[str] = set()
    for line, cells in rows:
        key, title = cells.get("key", ""), cells.get("title", "")
        try:
            if not 1 <= len(key) <= KEY_MOST or key in seen:
                raise WrongKey
            seen.add(key)
            with db.session.begin_nested():
                outcome = _take(cells, key, by, submit)
            results.append(Result(line, key, title, outcome))
        except Refusal as refusal:
            results.append(Result(line, key, title, Outcome.REFUSED, str(refusal)))
    if dry_run:
        raise _Undo


def _take(cells: Mapping[str, str], key: str, by: Person | None, submit: bool) -> Outcome:
    guide = queries.guide_by_key(key)
    if guide is None:
        content = _content(cells, {})
        made = writing.make(
            content, language=cells.get("language") or "en", by=by, translates=_original(cells), key=key
        )  # fmt: skip
        return _taken(made, Outcome.ADDED, by, submit)
    if cells.get("language") and cells["language"] != guide.language:
        raise OtherLanguage
    changed = writing.save(guide, _content(cells, as_facts(of_version(guide.latest))), version=guide.newest, by=by)
    return _taken(guide, Outcome.CHANGED, by, submit) if changed else Outcome.SAME


def _taken(guide: Guide, outcome: Outcome, by: Person | None, submit: bool) -> Outcome:
    if submit and guide.status == GuideStatus.DRAFT:
        reviewing.submit(guide, version=guide.newest, by=by, quiet=True)
    return outcome


def _original(cells: Mapping[str, str]) -> Guide | None:
    key = cells.get("translation_of", "")
    found = queries.guide_by_key(key) if key else None
    if key and found is None:
        raise NoSuchGuide
    return found


def _content(cells: Mapping[str, str], present: dict[str, Any]) -> Content:
    facts = {"kind": GuideKind.GUIDE, "title": "", **present}
    if cells.get("kind"):
        if cells["kind"].casefold() not in set(GuideKind):
            raise WrongKind
        facts["kind"] = GuideKind(cells["kind"].casefold())
    facts |= {name: cells[name] for name in LINES if name in cells}
    facts |= {name: _list(cells[name]) for name in LISTS if name in cells}
    if cells.get("mentor_email"):
        mentor = queries.mentor_by_email(cells["mentor_email"])
        if mentor is None:
            raise NotAMentor
        facts["mentor_id"] = mentor.id
    return Content(**facts)


def _list(cell: str) -> tuple[str, ...]:
    words = (" ".join(word.split()) for word in cell.split(";"))
    return tuple({word.casefold(): word for word in words if word}.values())
