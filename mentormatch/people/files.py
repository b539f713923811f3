"""People files, CSV or workbooks, as tables: bytes to cells and back. What cannot be read is refused with its line."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import BinaryIO, TextIO

from mentormatch.core.i18n import _
from mentormatch.people import workbooks
from mentormatch.people.columns import READERS
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.record import COLUMNS, PersonRow
from mentormatch.people.workbooks import WIDEST, Bounds

MAX_ROWS = 50_000
MAX_BYTES = 200 * 1024 * 1024
#: Characters of a line; more are no row of people.
LONGEST_LINE = 1024 * 1024
DELIMITERS = (",", ";", "\t")
#: A row of a file: the number of the line it starts on, and its cells.
Line = tuple[int, tuple[str, ...]]
#: So much of a file tells what separates its cells.
_LOOK = 64 * 1024


@dataclass(frozen=True)
class Table:
    """A header and the lines below it. ``lines`` holds the number of the line a row starts on, and its cells."""

    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def unknown(self) -> list[str]:
        """Columns that mean nothing here; they are reported and left out."""
        return [name for name in self.header if name and name not in COLUMNS]


def read_table(content: bytes, bounds: Bounds = WIDEST) -> Table:
    """Read CSV in UTF-8, with commas or semicolons, or the first sheet of a workbook. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than %(n)d MB.", n=MAX_BYTES // 1024**2))
    first, rows = open_rows(io.BytesIO(content), bounds)
    header = tuple(name.strip().casefold().replace(" ", "_") for name in first)
    _check_header(header)
    return Table(header, tuple(rows))


def open_rows(file: BinaryIO, bounds: Bounds = WIDEST) -> tuple[tuple[str, ...], Iterator[Line]]:
    """The header of a file as it is written, and its rows, read one by one as they are asked for.

    Raises UnreadableFile, also while rows are read.
    """
    file.seek(0)
    workbook = workbooks.is_workbook(file.read(8))
    rows = workbooks.read_rows(file, bounds) if workbook else _csv_rows(file)
    _number, first = next(rows, (0, ()))
    if workbook and not first:
        raise UnreadableFile(_("The first sheet of this workbook is empty."))
    below = _filled(rows)
    if workbook:
        one = next(below, None)
        if one is None:
            raise UnreadableFile(_("The first sheet of this workbook has a header and no people below it."))
        below = chain([one], below)
    return first, below


def write_table(people: Iterable[PersonRow]) -> bytes:
    """Write people in the columns that an import reads, with a mark that tells spreadsheets it is UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(_written(people))
    return codecs.BOM_UTF8 + out.getvalue().encode()


def write_workbook(people: Iterable[PersonRow]) -> bytes:
    """The same columns as a workbook."""
    return workbooks.write_rows(_written(people))


def _written(people: Iterable[PersonRow]) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    for row in people:
        yield tuple(READERS[name].cell(getattr(row, name)) for name in COLUMNS)


def _filled(rows: Iterator[Line]) -> Iterator[Line]:
    """The rows that hold something, and not more of them than anybody needs."""
    count = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if count == MAX_ROWS:
            raise UnreadableFile(_("The file has more than %(n)d rows. Please split it.", n=MAX_ROWS))
        count += 1
        yield number, cells


def _csv_rows(file: BinaryIO) -> Iterator[Line]:
    file.seek(0)
    delimiter = _delimiter(file.read(_LOOK).decode("utf-8-sig", "ignore"))
    file.seek(0)
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        yield from _rows(text, delimiter)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _("Line %(n)d is not UTF-8 text. Save the file as “CSV UTF-8” and try again.", n=_undecodable(file))
        ) from error
    finally:
        with suppress(ValueError):  # it is closed already when nobody reads on
            text.detach()  # whoever has opened the file closes it


def _undecodable(file: BinaryIO) -> int:
    """The first line that is not UTF-8."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    for number, line in enumerate(file, start=1):
        try:
            decoder.decode(line)
        except UnicodeDecodeError:
            return number
    return number


def _delimiter(text: str) -> str:
    """The separator under which the first line names more of our columns, or, if it names none, has more cells."""
    first = text.partition("\n")[0].casefold()

    def found(delimiter: str) -> tuple[int, int]:
        cells = first.split(delimiter)
        return sum(name.strip(' "\r') in COLUMNS for name in cells), len(cells)

    return max(DELIMITERS, key=found)


def _rows(text: TextIO, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(_unreadable_from(start)) from error
        if cells is None:
            return
        yield start, tuple(cells)


def _unreadable_from(number: int) -> str:
    return _("From line %(n)d on this cannot be read: a quotation mark is missing or a cell is far too long.", n=number)


def _lines(text: TextIO) -> Iterator[str]:
    """Line by line; none is taken into memory further than anybody writes."""
    for number, line in enumerate(iter(partial(text.readline, LONGEST_LINE), ""), start=1):
        if len(line) == LONGEST_LINE:
            raise UnreadableFile(_unreadable_from(number))
        if "\0" in line:
            raise UnreadableFile(_("Line %(n)d holds a NUL character, so this is not a text file.", n=number))
        yield line


def _check_header(header: tuple[str, ...]) -> None:
    if "email" not in header:
        raise UnreadableFile(
            _(
                "The first line must name the columns, and one of them must be “email”. The columns are: %(names)s.",
                names=", ".join(COLUMNS),
            )
        )
    doubles = sorted({name for name in header if name in COLUMNS and header.count(name) > 1})
    if doubles:
        raise UnreadableFile(_("The first line names a column twice: %(names)s.", names=", ".join(doubles)))
