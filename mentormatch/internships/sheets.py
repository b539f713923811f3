"""Tables for spreadsheets. Nothing in them runs as a formula."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from mentormatch.core.formulas import neutral
from mentormatch.mentoring.csv_file import csv_text

#: What XML cannot hold, and the most characters of a cell.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_CHARACTERS = 32_767


def as_csv(rows: list[list[str]]) -> bytes:
    return csv_text([neutral(word) for word in rows[0]], iter(rows[1:])).encode()


def as_workbook(rows: list[list[str]]) -> bytes:
    """A workbook in which every cell is text, whatever it looks like."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Internships")
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=_NOT_IN_XML.sub("", text)[:MOST_CHARACTERS]) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
