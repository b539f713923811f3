"""A cell of a workbook as the text that somebody would type, and text as a cell can hold it."""

import re
from datetime import date, datetime, time
from typing import Any

from mentormatch.core.i18n import _
from mentormatch.people.errors import UnreadableFile

#: What a cell of a spreadsheet holds at most.
MOST_CHARACTERS = 32_767
#: XML cannot hold these.
_NOT_IN_XML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class FailedCell(str):
    """What a formula gave instead of a value, such as #N/A. It must not pass for text."""

    __slots__ = ()


def as_text(cell: Any, row: int) -> str:
    """What a cell holds, in characters; dates as ISO 8601. Raises UnreadableFile for more than a cell can hold."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return FailedCell(value)
    text = _number(value, cell.number_format) if type(value) in (int, float) else _other(value)
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile(_("Row %(n)d has a cell that is far too long.", n=row))
    return text


def storable(text: str) -> str:
    """``text`` without the few characters that would make the whole workbook unreadable."""
    return _NOT_IN_XML.sub("", text)[:MOST_CHARACTERS]


def _number(value: float, number_format: str) -> str:
    """2027.0 as 2027, and 0.5 as 50% where the sheet shows it so; 15 digits, as many as a spreadsheet keeps."""
    if "%" in number_format:
        return f"{value * 100:.15g}%"
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def _other(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.replace(microsecond=0)
    if isinstance(value, date):
        return value.isoformat().replace("T", " ")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    # Line breaks of Windows come as an escaped carriage return in front of the real one.
    return str(value).replace("_x000D_", "")
