"""Guides from a file. Each row says by its key which guide it is; the same file again changes nothing.

A row that is refused leaves the others alone. What a file does not name stays as it is. Whatever is new or changed is
a draft, or waits for review: nothing from a file is published by itself.

What is there is read once, each row is decided in memory, and everything is written at the end with a few statements:
a thousand guides hold the database up for seconds, not for minutes.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid, Refusal
from mentormatch.core.i18n import _l
from mentormatch.profiles.languages import names
from mentormatch.resources import queries
from mentormatch.resources.content import Content, as_facts, check, of_version
from mentormatch.resources.errors import NotAMentor, UnknownLanguage, WrongLanguage
from mentormatch.resources.models import KEY_MOST, Guide, GuideGroup, GuideKind, GuideStatus, GuideVersion
from mentormatch.resources.service.holding import hold_keys

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

    place: int | str
    key: str
    title: str
    outcome: Outcome
    why: str = ""


#: The line or the name of the file it is from, and its cells by the names of columns.
Told = tuple[int | str, Mapping[str, str]]


class _Undo(Exception):
    pass


@dataclass(slots=True)
class _Group:
    """Guides that are translations of each other; new ones have no number yet."""

    number: int | None
    languages: set[str]


@dataclass(frozen=True, slots=True)
class _New:
    key: str
    language: str
    group: _Group
    content: Content


@dataclass(frozen=True, slots=True)
class _There:
    """What is there already, with what the rows above have decided."""

    guides: Mapping[str, Guide]
    groups: dict[str, _Group]
    mentors: Mapping[str, int]
    new: list[_New] = field(default_factory=list)
    changed: list[tuple[Guide, Content]] = field(default_factory=list)


def run(rows: Iterable[Told], *, by: Person | None, dry_run: bool, submit: bool = False) -> list[Result]:
    """Import rows, or only say what would happen; ``submit``: what is new or changed waits for review, without letters.

    ``by`` is None for the command line.
    """
    results: list[Result] = []
    with suppress(_Undo):
        _run(list(rows), results, by, dry_run, submit)
    return results


@transactional
def _run(rows: Sequence[Told], results: list[Result], by: Person | None, dry_run: bool, submit: bool) -> None:
    results.clear()  # of an attempt that the database had to begin anew
    there = _there([cells for _where, cells in rows])
    seen: set[str] = set()
    for place, cells in rows:
        key, title = cells.get("key", ""), cells.get("title", "")
        try:
            if not 1 <= len(key) <= KEY_MOST or key in seen:
                raise WrongKey
            seen.add(key)
            results.append(Result(place, key, title, _decided(cells, key, there)))
        except Refusal as refusal:
            results.append(Result(place, key, title, Outcome.REFUSED, _why(refusal)))
    _write(there, by, submit)
    if dry_run:
        raise _Undo


def _why(refusal: Refusal) -> str:
    """With the column that it is about."""
    column = "mentor_email" if isinstance(refusal, NotAMentor) else refusal.facts.get("field")
    return f"{column}: {refusal}" if column else str(refusal)


def _there(rows: Sequence[Mapping[str, str]]) -> _There:
    """What the rows name, held until it is written."""
    keys = {cells.get(name, "") for cells in rows for name in ("key", "translation_of")} - {""}
    guides = hold_keys(keys)
    groups = {guide.group_id: _Group(guide.group_id, set()) for guide in guides}
    taken = sa.select(Guide.group_id, Guide.language).where(Guide.group_id.in_(groups))
    for number, language in db.session.execute(taken):
        groups[number].languages.add(language)
    addresses = {address for cells in rows if (address := _address(cells))}
    return _There(
        guides={guide.import_key: guide for guide in guides},
        groups={guide.import_key: groups[guide.group_id] for guide in guides},
        mentors={mentor.email: mentor.id for mentor in queries.mentors_by_email(addresses)},
    )


def _decided(cells: Mapping[str, str], key: str, there: _There) -> Outcome:
    guide = there.guides.get(key)
    if guide is None:
        content = _content(cells, {}, there)
        check(content)
        there.new.append(_New(key, *_place(cells, key, there), content))
        return Outcome.ADDED
    if cells.get("language") and cells["language"] != guide.language:
        raise OtherLanguage
    present = of_version(guide.latest)
    content = _content(cells, as_facts(present), there)
    check(content)
    if content == present:
        return Outcome.SAME
    there.changed.append((guide, content))
    return Outcome.CHANGED


def _place(cells: Mapping[str, str], key: str, there: _There) -> tuple[str, _Group]:
    """The language of a new guide, and those whose translation it is."""
    language, original = cells.get("language") or "en", cells.get("translation_of", "")
    if language not in names("en"):
        raise UnknownLanguage
    if original and original not in there.groups:
        raise NoSuchGuide
    group = there.groups[original] if original else _Group(None, set())
    if language in group.languages:
        raise WrongLanguage
    group.languages.add(language)
    there.groups[key] = group
    return language, group


def _write(there: _There, by: Person | None, submit: bool) -> None:
    for guide, content in [*_make(there.new), *there.changed]:
        guide.newest += 1
        guide.status = GuideStatus.IN_REVIEW if submit else GuideStatus.DRAFT
        db.session.add(
            GuideVersion(
                guide_id=guide.id, number=guide.newest, by_id=by.id if by is not None else None, alone=False,
                **as_facts(content),
            )
        )  # fmt: skip
        is_new = guide.newest == 1
        audit.record(
            by, "guide.made" if is_new else "guide.changed", guide, **({} if is_new else {"version": guide.newest})
        )
        if submit:
            audit.record(by, "guide.submitted", guide, version=guide.newest)
    db.session.flush()
    db.session.expire_all()


def _make(new: Sequence[_New]) -> list[tuple[Guide, Content]]:
    groups = {id(one.group): (one.group, GuideGroup()) for one in new if one.group.number is None}
    db.session.add_all(row for _group, row in groups.values())
    db.session.flush()
    for group, row in groups.values():
        group.number = row.id
    made = [
        (Guide(group_id=one.group.number, import_key=one.key, language=one.language, newest=0), one.content)
        for one in new
    ]
    db.session.add_all(guide for guide, _content in made)
    db.session.flush()
    return made


def _content(cells: Mapping[str, str], present: dict[str, Any], there: _There) -> Content:
    facts = {"kind": GuideKind.GUIDE, "title": "", **present}
    if cells.get("kind"):
        if cells["kind"].casefold() not in set(GuideKind):
            raise WrongKind
        facts["kind"] = GuideKind(cells["kind"].casefold())
    facts |= {name: cells[name] for name in LINES if name in cells}
    facts |= {name: _list(cells[name]) for name in LISTS if name in cells}
    if address := _address(cells):
        if address not in there.mentors:
            raise NotAMentor
        facts["mentor_id"] = there.mentors[address]
    return Content(**facts)


def _address(cells: Mapping[str, str]) -> str:
    return cells.get("mentor_email", "").strip().casefold()


def _list(cell: str) -> tuple[str, ...]:
    words = (" ".join(word.split()) for word in cell.split(";"))
    return tuple({word.casefold(): word for word in words if word}.values())
