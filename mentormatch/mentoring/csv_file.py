"""A list as a CSV file that spreadsheets open without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

from mentormatch.core.formulas import neutral


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The list with a mark at its start by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([neutral("" if cell is None else str(cell)) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
