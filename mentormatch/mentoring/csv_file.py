"""A list as a CSV file that spreadsheets open without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Spreadsheets look for these at the start of a cell, some behind quotes or blanks, or in their full width.
_FORMULA = re.compile(r"['\"\s\0]*[=+\-@|＝＋－＠]")


def neutral(text: str) -> str:
    """``text`` behind an apostrophe when a spreadsheet could take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The list with a mark at its start by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([neutral("" if cell is None else str(cell)) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
