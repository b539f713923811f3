"""Degrees as a CSV file and back: each row is known by its key. Nothing in a file runs as a formula."""

import base64
import csv
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from mentormatch.core.formulas import typed
from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.degrees.errors import UnreadableFile, WrongFact
from mentormatch.degrees.models import Degree, DegreeStatus, Level, Mode
from mentormatch.degrees.policy import FACTS
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.uploads.limits import FILE_MOST
from mentormatch.web.forms import clean, clean_line

STATUS = "status"
COLUMNS = (*FACTS[:1], STATUS, *FACTS[1:])
MOST_ROWS, MOST_BYTES, LONGEST_CELL = 5000, FILE_MOST, 20_000
DELIMITERS = (",", ";", "\t")
YES, NO = {"yes", "true", "1"}, {"", "no", "false", "0"}
SEVERAL_LINES = {"content", "faculty", "accreditation", "assessment"}
NUMBERS, DAYS, LISTS = {"months", "ects", "cost"}, {"priced_on", "checked_on"}, {"roles", "skills"}
KINDS = {"level": Level, "mode": Mode, STATUS: DegreeStatus}
_MISREAD: dict[str, Lazy] = {
    "number": _l("This is no whole number."),
    "day": _l("A day is written as 2026-11-24."),
    "yes": _l("Write yes or no."),
    "choice": _l("This is none of the words that can stand here."),
}

#: A line of a file, and its cells by column.
Row = tuple[int, dict[str, str]]


def rows_of(content: bytes) -> tuple[list[Row], list[str]]:
    """The rows of a file, and its columns that mean nothing here. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("The file is larger than %(n)d MB.", n=MOST_BYTES // 1024**2))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("This is not UTF-8 text. Save the file as “CSV UTF-8” and try again.")) from error
    if "\0" in text:
        raise UnreadableFile(_("This is not a text file."))
    header, *lines = list(_lines(text)) or [(0, [])]
    names = [name.strip().casefold().replace(" ", "_") for name in header[1]]
    if "key" not in names:
        columns = ", ".join(COLUMNS)
        raise UnreadableFile(
            _(
                "The first line must name the columns, and one of them must be “key”. They are: %(names)s.",
                names=columns,
            )
        )
    doubles = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    if doubles:
        raise UnreadableFile(_("The first line names a column twice: %(names)s.", names=", ".join(doubles)))
    if len(lines) > MOST_ROWS:
        raise UnreadableFile(_("The file has more than %(n)d rows. Please split it.", n=MOST_ROWS))
    return [(number, _cells(names, cells)) for number, cells in lines], [n for n in names if n and n not in COLUMNS]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(
            _("From line %(n)d on this cannot be read: a quotation mark is missing or a cell is too long.", n=start)
        ) from error


def _cells(names: list[str], cells: list[str]) -> dict[str, str]:
    found = {name: typed(cell[:LONGEST_CELL]) for name, cell in zip(names, cells, strict=False) if name in COLUMNS}
    return found | {name: "" for name in names[len(cells) :] if name in COLUMNS}


def facts_of(cells: dict[str, str], before: Degree | None) -> dict[str, Any]:
    """The facts that a row says; a column that the file lacks stays as it is. Raises WrongFact with its field."""
    facts = {name: getattr(before, name) for name in COLUMNS} if before else dict(EMPTY)
    for name, cell in cells.items():
        facts[name] = _read(name, cell)
    return facts


def _read(name: str, cell: str) -> Any:
    text = clean(cell) if name in SEVERAL_LINES else clean_line(cell)
    for names, read, wrong in READERS:
        if name in names:
            try:
                return read(name, text)
            except ValueError:
                raise WrongFact(_MISREAD[wrong], field=name) from None
    return text


def _number(_name: str, text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError
    return int(text) if text else None


def _yes(_name: str, text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise ValueError
    return text.casefold() in YES


def _day(_name: str, text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _words(_name: str, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in text.split(";") if word.strip()))


def _choice(name: str, text: str) -> Any:
    return DegreeStatus.PUBLISHED if name == STATUS and not text else KINDS[name](text.casefold())


READERS: tuple[tuple[Iterable[str], Callable[[str, str], Any], str], ...] = (
    (NUMBERS, _number, "number"),
    (DAYS, _day, "day"),
    ({"invented"}, _yes, "yes"),
    (LISTS, _words, "choice"),
    (KINDS, _choice, "choice"),
)
EMPTY: dict[str, Any] = {
    **dict.fromkeys(FACTS, ""),
    **dict.fromkeys((*NUMBERS, *DAYS)),
    **dict.fromkeys(LISTS, ()),
    "invented": False,
    STATUS: DegreeStatus.PUBLISHED,
}


def packed(content: bytes) -> str:
    """A file as a page carries it between its report and its import."""
    return base64.b64encode(zlib.compress(content)).decode()


def unpacked(text: str) -> bytes:
    """Never more than a file may hold, whatever a packed one says. Raises UnreadableFile."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (ValueError, zlib.error) as error:
        raise UnreadableFile from error


def written(degrees: Iterable[Degree]) -> str:
    """The file of these degrees, in the columns that an import reads."""
    return csv_text(COLUMNS, ([_cell(getattr(one, name)) for name in COLUMNS] for one in degrees))


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
