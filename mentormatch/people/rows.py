"""One row of a file: cells in, a checked ``PersonRow`` or everything that is wrong with it out."""

from collections.abc import Iterator, Mapping
from typing import Any

from mentormatch.core.i18n import _
from mentormatch.people.cells import FailedCell
from mentormatch.people.columns import READERS, Unreadable
from mentormatch.people.files import Table
from mentormatch.people.record import Entry, Fault, PersonRow


def read_entries(table: Table) -> Iterator[Entry]:
    """Check each row of a table, also against the rows above it: an address counts once."""
    first_lines: dict[str, int] = {}
    for line, cells in table.lines:
        entry = read_entry(table.header, line, cells)
        if entry.row is None:
            yield entry
            continue
        first = first_lines.setdefault(entry.row.email, line)
        if first == line:
            yield entry
        else:
            yield Entry(line, entry.email, None, (twice(first),))


def read_entry(header: tuple[str, ...], line: int, cells: tuple[str, ...]) -> Entry:
    """Check one row. All faults are told at once, so that nobody has to import ten times to find ten."""
    named = dict(zip(header, cells, strict=False))
    if fault := wrong_length(header, cells):
        return Entry(line, _shown(named), None, (fault,))
    return read_cells(line, named)


def read_cells(line: int, named: Mapping[str, str]) -> Entry:
    """The same for a row whose cells are known by the names of their columns."""
    email = _shown(named)
    values: dict[str, Any] = {}
    faults = []
    for name, column in READERS.items():
        cell = named.get(name, "")
        if not cell.strip():
            continue
        try:
            values[name] = _stated(column.read(_worked_out(cell).strip()))
        except Unreadable as error:
            faults.append(Fault(name, str(error)))
    if not named.get("email", "").strip():
        faults.insert(0, Fault("email", _("The address is missing.")))
    if faults:
        return Entry(line, email, None, tuple(faults))
    return Entry(line, values["email"], PersonRow(**values))


def twice(first: int) -> Fault:
    """What is said of a row whose address stands on an earlier line."""
    return Fault("email", _("The same address is already on line %(n)d.", n=first))


def _shown(named: Mapping[str, str]) -> str:
    return " ".join(named.get("email", "").split())[:254]


def wrong_length(header: tuple[str, ...], cells: tuple[str, ...]) -> Fault | None:
    """A row with other cells than the header has shifted somewhere; guessing where would put words in wrong places."""
    if len(cells) < len(header):
        return Fault("", _("This row has %(n)d cells; the header has %(most)d.", n=len(cells), most=len(header)))
    if any(cell.strip() for cell in cells[len(header) :]):
        return Fault("", _("This row has %(n)d cells; the header has only %(most)d.", n=len(cells), most=len(header)))
    return None


def _worked_out(cell: str) -> str:
    """The cell, unless a spreadsheet could not work it out."""
    if isinstance(cell, FailedCell):
        raise Unreadable(_("The formula of this cell gives the error %(text)s.", text=cell[:40]))
    return cell


def _stated(value: Any) -> Any:
    """A cell that holds only separators says nothing."""
    return None if value in ("", ()) else value
