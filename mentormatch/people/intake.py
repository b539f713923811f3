"""A file that has just come: what is wrong with it as a whole is said at once, before anything is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from mentormatch.core.i18n import _
from mentormatch.people import mapping, sheets, workbooks
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.files import Line, open_rows
from mentormatch.people.workbooks import Bounds

SAMPLES, SAMPLE_MOST = 3, 80
#: More columns are a mistake, and nobody would find their way through them.
COLUMNS_MOST = 100
#: Enough for as many rows as a file may have; what is read is read as a stream.
BOUNDS = Bounds(size=200 * 1024 * 1024, tags=10_000_000)


@dataclass(frozen=True)
class Looked:
    """What one sees at a glance: the names of the columns, a few rows, and about how many there are."""

    header: tuple[str, ...]
    samples: list[list[str]]
    total: int


def look(file: BinaryIO) -> Looked:
    """Look at a file. Raises UnreadableFile for whatever would keep it from being read as it is meant."""
    file.seek(0)
    workbook = workbooks.is_workbook(file.read(8))
    header, rows = _opened(file)
    first = list(islice(rows, SAMPLES))
    if not first:
        raise UnreadableFile(_("There is a header and no people below it."))
    samples = [[cell[:SAMPLE_MOST] for cell in cells[: len(header)]] for _line, cells in first]
    total = sheets.look_over(file) - 1 if workbook else sum(1 for _row in chain(first, rows))
    return Looked(header, samples, max(total, len(first)))


def reopened(file: BinaryIO) -> Iterator[Line]:
    """The rows of a file that was looked at before."""
    return _opened(file)[1]


def _opened(file: BinaryIO) -> tuple[tuple[str, ...], Iterator[Line]]:
    first, rows = open_rows(file, BOUNDS)
    header = [" ".join(name.split())[:120] for name in first]
    while header and not header[-1]:
        header.pop()
    _check(header)
    return tuple(header), rows


def _check(header: list[str]) -> None:
    if not header:
        raise UnreadableFile(_("The file is empty."))
    if len(header) > COLUMNS_MOST:
        raise UnreadableFile(
            _("The file has %(n)d columns; at most %(most)d are possible.", n=len(header), most=COLUMNS_MOST)
        )
    if mapping.looks_like_people(header):
        raise UnreadableFile(_("The first line must name the columns, but there is somebody's address in it."))
    plain = [mapping.plain(name) or name for name in header]
    doubles = sorted({name for name, simple in zip(header, plain, strict=True) if simple and plain.count(simple) > 1})
    if doubles:
        raise UnreadableFile(_("The first line names a column twice: %(names)s.", names=", ".join(doubles)[:200]))
