"""Workbooks (.xlsx) as rows of text and back. Each is weighed before it is opened, so that none takes all memory."""

import io
import re
import tempfile
import warnings
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from mentormatch.core.i18n import _
from mentormatch.people.cells import as_text, storable
from mentormatch.people.errors import UnreadableFile

#: What a sheet can hold at most; rows beyond do not exist in any spreadsheet, columns beyond have no use here.
LAST_ROW = 1_048_576
LAST_COLUMN = 256
#: How workbooks begin: as ZIP archives, or, the older and the encrypted ones, as compound files.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = f"{{{SHEET_MAIN_NS}}}"
_STRING = f"{_MAIN}si"
_MERGED = re.compile(rb"<mergeCell [^>]*ref=\"([A-Z0-9:]{1,20})\"")
#: A formula without a value behind it, such as programs write that do not calculate.
_NOT_WORKED_OUT = re.compile(
    rb"<c [^>]*?r=\"([A-Z0-9]{1,12})\"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]{0,8192}</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
#: What is looked for may lie across two pieces of a sheet.
_OVERLAP = 16 * 1024

# It warns of drop-down lists and colours that it does not keep. Nobody misses them here.
warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


class Bounds(NamedTuple):
    """How heavy a workbook may be when it is unfolded: bytes, and XML tags, each of which costs memory and time."""

    size: int
    tags: int


#: Enough for as many people as a file may hold.
WIDEST = Bounds(size=200 * 1024 * 1024, tags=10_000_000)


def is_workbook(content: bytes) -> bool:
    """Whether these bytes are meant to be a workbook, readable or not."""
    return content.startswith((*_ZIP, _COMPOUND))


def read_rows(file: BinaryIO, bounds: Bounds) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of the first visible sheet that hold something, with their numbers. Raises UnreadableFile.

    The first of them is the header; the others are filled up to its width, since a sheet does not say where a row ends.
    """
    file.seek(0)
    if file.read(8) == _COMPOUND:
        raise UnreadableFile(_locked() if _ENCRYPTED in file.read() else _other_format())
    width = 0
    try:
        with ZipFile(file) as archive:
            _weigh(archive, bounds)
        for number, cells in enumerate(_rows(file), start=1):
            row = _trimmed([as_text(cell, number) for cell in cells[:LAST_COLUMN]])
            if row:
                width = width or len(row)
                yield number, (*row, *[""] * (width - len(row)))
    except UnreadableFile:
        raise
    except Exception as error:  # the library lets through whatever it stumbles over, from KeyError to zlib.error
        raise UnreadableFile(
            _("This workbook is damaged or not an .xlsx file. Save it as .xlsx or “CSV UTF-8” and try again.")
        ) from error


def write_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook in which every cell is text, whatever it looks like."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=storable(text)) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _weigh(archive: ZipFile, bounds: Bounds) -> None:
    """Refuse what would unfold to more than the bounds. No part is ever unfolded further than it says it is large."""
    parts = archive.infolist()
    if any(part.filename == "mimetype" for part in parts):
        raise UnreadableFile(_other_format())
    tags = 0
    if sum(part.file_size for part in parts) > bounds.size:
        raise UnreadableFile(_too_heavy())
    for part in parts:
        with archive.open(part) as stream:
            while chunk := stream.read(1024 * 1024):
                tags += chunk.count(b"<")
                if tags > bounds.tags:
                    raise UnreadableFile(_too_heavy())


def _rows(file: BinaryIO) -> Iterator[Sequence[Any]]:
    """The cells of the first visible sheet, row by row.

    ``load_workbook`` would also open all other sheets, and fail at names, themes and properties that nobody needs here.
    """
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    with reader.archive, closing(Strings()) as strings:
        reader.read_manifest()
        strings.read(reader)
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        for sheet, part in reader.parser.find_sheets():
            if sheet.state == "visible" and part.Type.endswith("/worksheet"):
                found = ReadOnlyWorksheet(reader.wb, sheet.name, part.target, strings)
                found.reset_dimensions()  # some programs write wrong ones, and rows would be missing
                yield from found.iter_rows(max_row=LAST_ROW)
                return


class Strings:
    """The texts of a workbook, which its cells name by number: in a file, since there are as many as cells."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        self._ends = array("Q", [0])

    def read(self, reader: ExcelReader) -> None:
        part = reader.package.find(SHARED_STRINGS)
        if part is None:
            return
        with reader.archive.open(part.PartName[1:]) as source:
            events = iterparse(source, events=("start", "end"))
            _event, root = next(events)
            for event, node in events:
                if event == "end" and node.tag == _STRING:
                    self._file.write(_text(node).encode("utf-8", "surrogatepass"))
                    self._ends.append(self._file.tell())
                    root.clear()

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        self._file.close()


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
        sheets = [
            part.target
            for sheet, part in reader.parser.find_sheets()
            if sheet.state == "visible" and part.Type.endswith("/worksheet")
        ]
        with reader.archive.open(sheets[0]) as stream:
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


def _trimmed(row: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    while row and not row[-1].strip():
        row.pop()
    return row


def _locked() -> str:
    return _("This workbook has a password. Save it without one and try again.")


def _other_format() -> str:
    return _("This is a workbook in another format, such as .xls or .ods. Save it as .xlsx and try again.")


def _too_heavy() -> str:
    return _("This workbook holds far more than people. Copy the rows into a new one, or save it as “CSV UTF-8”.")
