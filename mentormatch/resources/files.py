"""Guides as a table for spreadsheets: bytes to rows and back. Nothing that is written runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mentormatch.core.formulas import typed
from mentormatch.core.i18n import _
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.resources import queries
from mentormatch.resources.errors import UnreadableFile
from mentormatch.resources.models import Guide

LISTS = ("topics", "roles", "industries", "skills", "degrees")
COLUMNS = (
    "key", "language", "translation_of", "kind", "title", "lead", "text", "video_link", "alum", *LISTS, "mentor_email",
)  # fmt: skip
#: Written, and passed over when a file is read: they say how a guide stands, which no file changes.
SAID = ("status", "review_on")
MOST_ROWS, LONGEST_CELL = 5000, 100_000
SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """The line a row begins on, or the name of its file, and its cells by the names of columns that there are."""

    place: int | str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]


def read_table(content: bytes) -> Table:
    """CSV in UTF-8, with commas, semicolons or tabs. Raises UnreadableFile."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("This is not UTF-8 text. Save the file as “CSV UTF-8” and try again.")) from error
    if "\0" in text:
        raise UnreadableFile(_("The file holds a NUL character, so this is not a text file."))
    lines = _lines(text)
    _number, first = next(lines, (0, []))
    header = [name.strip().casefold().replace(" ", "_") for name in first]
    _check_header(header)
    rows: list[Row] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise UnreadableFile(_("The file has more than %(n)d rows. Please split it.", n=MOST_ROWS))
        named = dict(zip(header, cells, strict=False))
        rows.append(Row(number, {name: tidy(typed(named[name])).strip() for name in COLUMNS if name in named}))
    return Table(tuple(rows), tuple(name for name in header if name and name not in (*COLUMNS, *SAID)))


def write_table(guides: Iterable[Guide]) -> bytes:
    """The newest version of each, in the columns that are read again; addresses of mentors stay here."""
    columns = [name for name in COLUMNS if name != "mentor_email"]
    rows = [[facts[name] for name in (*columns, *SAID)] for facts in facts_of(guides)]
    return csv_text([*columns, *SAID], rows).encode()


def facts_of(guides: Iterable[Guide]) -> Iterator[dict[str, str]]:
    """Of each what a file tells of it, by the names of columns but ``mentor_email``. Originals before translations."""
    listed = list(guides)
    first = {guide.group_id: guide.import_key for guide in reversed(listed)}
    for guide in sorted(listed, key=lambda one: one.import_key != first[one.group_id]):
        own = {
            "key": guide.import_key,
            "language": guide.language,
            "translation_of": "" if first[guide.group_id] == guide.import_key else first[guide.group_id],
            **{name: "; ".join(getattr(guide.latest, name)) for name in LISTS},
            "status": guide.status.value,
            "review_on": guide.review_on.isoformat() if guide.review_on else "",
        }
        names = [name for name in (*COLUMNS, *SAID) if name != "mentor_email"]
        yield {name: own[name] if name in own else str(getattr(guide.latest, name)) for name in names}


def everything() -> bytes:
    return write_table(queries.everything())


def tidy(text: str) -> str:
    """Lines end as in what is written on a page, whichever system wrote the file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=head.count), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(_wrong_from(start)) from error
        if cells is None:
            return
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableFile(_wrong_from(start))
        yield start, cells


def _wrong_from(number: int) -> str:
    return _("From line %(n)d on this cannot be read: a quotation mark is missing or a cell is far too long.", n=number)


def _check_header(header: list[str]) -> None:
    missing = [name for name in ("key", "title") if name not in header]
    if missing:
        raise UnreadableFile(
            _("The first line must name the columns, among them key and title. The columns are: %(names)s.",
              names=", ".join(COLUMNS))
        )  # fmt: skip
    doubles = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if doubles:
        raise UnreadableFile(_("The first line names a column twice: %(names)s.", names=", ".join(doubles)))
