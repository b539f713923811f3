"""Who is registered for an event, as a table for spreadsheets. Nothing in it runs as a formula."""

import io
import re
from collections.abc import Iterator

import sqlalchemy as sa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from mentormatch.core.db import db
from mentormatch.core.formulas import neutral
from mentormatch.core.i18n import _
from mentormatch.events import queries
from mentormatch.events.models import Event, PlaceStatus
from mentormatch.events.policy import PLACES
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.profiles.models import Profile

LISTED = (PlaceStatus.REGISTERED, PlaceStatus.OFFERED, PlaceStatus.WAITING, PlaceStatus.DROPPED_IN)
#: What XML cannot hold, and the most characters of a cell.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_CHARACTERS = 32_767


def as_csv(rows: list[list[str]]) -> bytes:
    headings = [neutral(word) for word in rows[0]]
    return csv_text(headings, iter(rows[1:])).encode()


def as_workbook(rows: list[list[str]]) -> bytes:
    """A workbook in which every cell is text, whatever it looks like."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Registrations")
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("", text)[:MOST_CHARACTERS]) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(event: Event) -> list[list[str]]:
    """The headings, and a row for everybody who has a place, waits for one or dropped in."""
    return list(_rows(event))


def _rows(event: Event) -> Iterator[list[str]]:
    places = queries.everybody_in(event, LISTED)
    asked = list(dict.fromkeys(said["question"] for place in places for said in place.answers))
    ids = [place.person_id for place in places]
    degrees = sa.select(Profile.person_id, Profile.degree).where(Profile.person_id.in_(ids))
    degree_of = {row[0]: row[1] for row in db.session.execute(degrees)}
    yield [_("Name"), _("Address"), _("Degree"), _("Status"), _("Since (UTC)"), _("Came"), *asked]
    for place in places:
        said = {one["question"]: one["answer"] for one in place.answers}
        yield [
            place.person.name,
            place.person.email,
            degree_of.get(place.person_id, ""),
            str(PLACES[place.status]),
            f"{place.joined_at:%Y-%m-%d %H:%M}",
            _("yes") if place.came_at else "",
            *(said.get(question, "") for question in asked),
        ]
