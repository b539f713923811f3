"""The first visible sheet of a workbook, row by row: neither the sheet nor its texts are ever held as a whole."""

import re
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, BinaryIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from mentormatch.core.i18n import _
from mentormatch.people.errors import UnreadableFile

#: Rows beyond do not exist in any spreadsheet.
LAST_ROW = 1_048_576
_MAIN = f"{{{SHEET_MAIN_NS}}}"
_STRING, _DATA = f"{_MAIN}si", f"{_MAIN}sheetData"
_MERGED = re.compile(rb"<mergeCell [^>]*ref=\"([A-Z0-9:]{1,20})\"")
#: A formula without a value behind it, such as programs write that do not calculate.
_NOT_WORKED_OUT = re.compile(
    rb"<c [^>]*?r=\"([A-Z0-9]{1,12})\"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]{0,8192}</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
#: What is looked for may lie across two pieces of a sheet.
_OVERLAP = 16 * 1024


def rows(file: BinaryIO) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of the first visible sheet: their numbers and their cells.

    ``load_workbook`` would also open all other sheets, and fail at names, themes and properties that nobody needs here.
    """
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    with reader.archive:
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        part = _first_visible(reader)
        if part is not None:
            with closing(Strings(reader)) as strings, reader.archive.open(part) as source:
                yield from _read(reader, source, strings)


def _read(reader: ExcelReader, source: Any, strings: "Strings") -> Iterator[tuple[int, Sequence[Any]]]:
    book = reader.wb
    sheet = _Sheet(book, "", "", strings)
    parser = _Parser(source, strings, True, book.epoch, book._date_formats, book._timedelta_formats)
    last = 0
    for number, row in parser.parse():
        if number > LAST_ROW:
            return
        if number > last:  # a row that comes twice counts once
            last = number
            yield number, sheet._get_row(row)


def _first_visible(reader: ExcelReader) -> str | None:
    for sheet, part in reader.parser.find_sheets():
        if sheet.state == "visible" and part.Type.endswith("/worksheet"):
            return str(part.target)
    return None


class _Sheet(ReadOnlyWorksheet):
    """A sheet that does not look for its size: it would be read to its end for that."""

    def _get_size(self) -> None:
        """The rows say how wide they are."""


class _Parser(WorkSheetParser):
    """A parser that forgets each row behind it, and passes over whatever is not a row."""

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        events = iterparse(self.source, events=("start", "end"))
        above: list[Any] = []
        for event, element in events:
            if event == "start":
                if element.tag == _DATA:
                    above = [element]
            elif element.tag == ROW_TAG:
                yield self.parse_row(element)
                self.row_dimensions.clear()
                for one in above:
                    one.clear()


class Strings:
    """The texts of a workbook, which its cells name by number: read as far as they are asked for, and kept in a file,
    since there may be as many as cells."""

    def __init__(self, reader: ExcelReader) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._ends = array("Q", [0])
        part = reader.package.find(SHARED_STRINGS)
        self._source = reader.archive.open(part.PartName[1:]) if part is not None else None
        self._more = self._rest()

    def __getitem__(self, number: int) -> str:
        while len(self._ends) < number + 2:
            if next(self._more, None) is None:
                raise IndexError(number)
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def _rest(self) -> Iterator[int]:
        """Put one text after the other into the file; yields where each ends."""
        if self._source is None:
            return
        events = iterparse(self._source, events=("start", "end"))
        _event, root = next(events)
        for event, node in events:
            if event == "end" and node.tag == _STRING:
                self._file.seek(self._ends[-1])
                self._file.write(_text(node).encode("utf-8", "surrogatepass"))
                self._ends.append(self._file.tell())
                root.clear()
                yield self._ends[-1]

    def close(self) -> None:
        self._file.close()
        if self._source is not None:
            self._source.close()


def _text(node: Any) -> str:
    """A text without the hints of how to say it."""
    parts = (*node.iterfind(f"{_MAIN}t"), *node.iterfind(f"{_MAIN}r/{_MAIN}t"))
    return "".join(part.text or "" for part in parts)


def look_over(file: BinaryIO) -> int:
    """About how many rows the first visible sheet has. Raises UnreadableFile for what would be read wrong: merged
    cells, and formulas that no program has worked out."""
    file.seek(0)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    with reader.archive:
        reader.read_manifest()
        reader.read_workbook()
        part = _first_visible(reader)
        if part is None:
            return 0
        with reader.archive.open(part) as stream:
            return _look_through(stream)


def _look_through(stream: Any) -> int:
    rows, kept = 0, b""
    while chunk := stream.read(1024 * 1024):
        piece = kept + chunk
        if merged := _MERGED.search(piece):
            raise UnreadableFile(
                _(
                    "The cells %(cells)s are merged, so it is not clear whose they are. Unmerge them and try again.",
                    cells=merged[1].decode(),
                )
            )
        if formula := _NOT_WORKED_OUT.search(piece):
            raise UnreadableFile(
                _(
                    "The cell %(cell)s holds a formula without a result. Open the file in a spreadsheet program, save "
                    "it and try again.",
                    cell=formula[1].decode(),
                )
            )
        rows += piece.count(b"<row") - kept.count(b"<row")
        kept = piece[-_OVERLAP:]
    return rows
