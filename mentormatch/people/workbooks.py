"""Workbooks (.xlsx) as rows of text and back. Each is weighed before it is opened, so that none takes all memory."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from mentormatch.core.i18n import _
from mentormatch.people import sheets
from mentormatch.people.cells import as_text, storable
from mentormatch.people.errors import UnreadableFile

#: Columns beyond have no use here.
LAST_COLUMN = 256
#: How workbooks begin: as ZIP archives, or, the older and the encrypted ones, as compound files.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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
        for number, cells in sheets.rows(file):
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


def write_rows(rows: Iterable[Sequence[str]], title: str = "People") -> bytes:
    """A workbook in which every cell is text, whatever it looks like."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
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
