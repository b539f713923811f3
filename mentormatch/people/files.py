"""People files, CSV or workbooks, as tables: bytes to cells and back. What cannot be read is refused with its line."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mentormatch.core.i18n import _
from mentormatch.people import workbooks
from mentormatch.people.columns import READERS
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.record import COLUMNS, PersonRow
from mentormatch.people.workbooks import WIDEST, Bounds

MAX_ROWS = 50_000
MAX_BYTES = 200 * 1024 * 1024
DELIMITERS = (",", ";")


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
    workbook = workbooks.is_workbook(content)
    rows = workbooks.read_rows(content, bounds) if workbook else _csv_rows(content)
    _number, first = next(rows, (0, ()))
    if workbook and not first:
        raise UnreadableFile(_("The first sheet of this workbook is empty."))
    header = tuple(name.strip().casefold().replace(" ", "_") for name in first)
    _check_header(header)
    lines = tuple(_filled(rows))
    if workbook and not lines:
        raise UnreadableFile(_("The first sheet of this workbook has a header and no people below it."))
    return Table(header, lines)


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


def _filled(rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that hold something, and not more of them than anybody needs."""
    count = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if count == MAX_ROWS:
            raise UnreadableFile(_("The file has more than %(n)d rows. Please split it.", n=MAX_ROWS))
        count += 1
        yield number, cells


def _csv_rows(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    text = _decoded(content)
    return _rows(text, _delimiter(text))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            _("Line %(n)d is not UTF-8 text. Save the file as “CSV UTF-8” and try again.", n=line)
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableFile(_("Line %(n)d holds a NUL character, so this is not a text file.", n=line))
    return text


def _delimiter(text: str) -> str:
    """The separator under which the first line names more of our columns."""
    first = text.partition("\n")[0].casefold()

    def known(delimiter: str) -> int:
        return sum(name.strip(' "\r') in COLUMNS for name in first.split(delimiter))

    return max(DELIMITERS, key=known)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableFile(
                _(
                    "From line %(n)d on this cannot be read: a quotation mark is missing or a cell is far too long.",
                    n=start,
                )
            ) from error
        if cells is None:
            return
        yield start, tuple(cells)


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
