"""People files as tables: bytes to cells and back. What cannot be read as a whole is refused with its line."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _
from mentormatch.people.columns import READERS
from mentormatch.people.record import COLUMNS, PersonRow

MAX_ROWS = 50_000
MAX_BYTES = 200 * 1024 * 1024
DELIMITERS = (",", ";")
#: How workbooks (.xlsx, .ods) begin: they are ZIP archives.
_ZIP = b"PK\x03\x04"


class UnreadableFile(Invalid):
    """The file as a whole cannot be read; the sentence says where and what to do."""


@dataclass(frozen=True)
class Table:
    """A header and the lines below it. ``lines`` holds the number of the line a row starts on, and its cells."""

    header: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def unknown(self) -> list[str]:
        """Columns that mean nothing here; they are reported and left out."""
        return [name for name in self.header if name and name not in COLUMNS]


def read_table(content: bytes) -> Table:
    """Read CSV in UTF-8, with commas or semicolons. Raises UnreadableFile."""
    text = _decoded(content)
    rows = _rows(text, _delimiter(text))
    _number, first = next(rows, (0, ()))
    header = tuple(name.strip().casefold().replace(" ", "_") for name in first)
    _check_header(header)
    lines: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(lines) == MAX_ROWS:
            raise UnreadableFile(_("The file has more than %(n)d rows. Please split it.", n=MAX_ROWS))
        lines.append((number, cells))
    return Table(header, tuple(lines))


def write_table(people: Iterable[PersonRow]) -> bytes:
    """Write people in the columns that an import reads, with a mark that tells spreadsheets it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in people:
        writer.writerow(READERS[name].cell(getattr(row, name)) for name in COLUMNS)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _decoded(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than %(n)d MB.", n=MAX_BYTES // 1024**2))
    if content.startswith(_ZIP):
        raise UnreadableFile(_("This is a workbook. Save it as “CSV UTF-8” and try again."))
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
