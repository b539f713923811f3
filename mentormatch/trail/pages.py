"""One page of the trail, whoever reads it: filters and the place in the list stand in the address."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from flask import Response, render_template, request, url_for
from flask_login import current_user

from mentormatch.core.clock import EARLIEST, LATEST, now
from mentormatch.core.i18n import _, as_instant, as_utc
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.trail import checking, queries, service
from mentormatch.trail.queries import PAGE_SIZE, Cursor, Filters, Reader
from mentormatch.trail.words import DEEDS, KINDS, sentence
from mentormatch.web.forms import clean_line

Entry = TypeVar("Entry")
#: Filters in the address.
NAMES = ("by", "about", "action", "kind", "number", "from", "to")
LARGEST = 2**31 - 1


def trail_page(reader: Reader, endpoint: str, file_endpoint: str) -> str:
    asked = {name: clean_line(request.args.get(name))[: queries.TEXT_MOST] for name in NAMES}
    kept: dict[str, Any] = {name: text for name, text in asked.items() if text}
    filters = _filters(asked)
    found = queries.page_of(reader, _first_people(filters), wanted_cursor())
    lines, next_url = cut(found, endpoint, kept, key=lambda line: line.entry)
    return render_template(
        "trail/index.html",
        lines=lines,
        next_url=next_url,
        first_url=url_for(endpoint, **kept) if wanted_cursor() else None,
        file_url=url_for(file_endpoint, **kept),
        asked=asked,
        most_people=queries.MOST_PEOPLE if _first_people(filters) != filters else None,
        kept=kept,
        sentences=sorted(((action, str(deed.sentence)) for action, deed in DEEDS.items()), key=lambda one: one[1]),
        kinds=sorted(((kind, str(word)) for kind, word in KINDS.items()), key=lambda one: one[1]),
        kind_words=KINDS,
        sentence=sentence,
        everything=reader.cohort_ids is None,
        check=checking.last_check(),
        sealed=service.last_seal(),
    )


def trail_file(reader: Reader) -> Response:
    """The same entries as a file, the newest ten thousand at most."""
    asked = {name: clean_line(request.args.get(name))[: queries.TEXT_MOST] for name in NAMES}
    lines = queries.page_of(reader, _first_people(_filters(asked)), None, limit=queries.MOST_ROWS)[: queries.MOST_ROWS]
    headings = [_("Number"), _("When (UTC)"), _("Who"), _("What"), _("Action"), _("To whom"), _("About"), _("Facts")]
    rows = (
        (line.entry.id, line.entry.at.isoformat(timespec="seconds"), line.by, sentence(line.entry.action),
         line.entry.action, ", ".join(line.about), f"{line.entry.subject_kind} {line.entry.subject_id or ''}".strip(),
         json.dumps(line.entry.facts, ensure_ascii=False) if line.entry.facts else "")
        for line in lines
    )  # fmt: skip
    answer = Response(csv_text(headings, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="trail-{now():%Y-%m-%d}.csv"'
    return answer


def wanted_cursor() -> Cursor | None:
    """The place in the list that the address names, None for its beginning and for nonsense."""
    at, _underscore, number = request.args.get("after", "").partition("_")
    try:
        found = as_instant(at)
    except (ValueError, OverflowError):
        return None
    is_number = number.isascii() and number.isdigit() and len(number) <= 10
    return Cursor(found, min(int(number), LARGEST)) if is_number and EARLIEST < found < LATEST else None


def cut(
    found: Sequence[Entry], endpoint: str, kept: dict[str, Any], key: Any = lambda entry: entry
) -> tuple[Sequence[Entry], str | None]:
    """A page of these, and the address of the next one when there are more."""
    page = found[:PAGE_SIZE]
    if len(found) <= PAGE_SIZE:
        return page, None
    last = key(page[-1])
    after = f"{last.at.isoformat()}_{last.id}"
    return page, url_for(endpoint, **kept, after=after)


def _filters(asked: dict[str, str]) -> Filters:
    number = asked["number"]
    first, last = _day(asked["from"]), _day(asked["to"])
    return Filters(
        by=queries.people_named(asked["by"]) if asked["by"] else None,
        about=queries.people_named(asked["about"]) if asked["about"] else None,
        action=asked["action"],
        kind=asked["kind"],
        number=min(int(number), LARGEST) if number.isascii() and number.isdigit() else None,
        since=_start(first) if first else None,
        until=_start(last + timedelta(days=1)) if last else None,
    )


def _first_people(filters: Filters) -> Filters:
    """The same for no more people than are looked for at once; the page says when a name fits more."""
    by, about = (people[: queries.MOST_PEOPLE] if people else people for people in (filters.by, filters.about))
    return replace(filters, by=by, about=about)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST.date() < found < LATEST.date() else None


def _start(day: date) -> datetime:
    return as_utc(datetime.combine(day, time()), current_user.time_zone)
