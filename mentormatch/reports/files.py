"""Figures and the rows behind them as files: CSV, workbooks, JSON."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from mentormatch.core.i18n import _
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.people.cells import storable
from mentormatch.reports import words
from mentormatch.reports.figures import Figure
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import Value

#: Numbers of a value, by their names in files.
NUMBERS = ("value", "part", "of", "low", "high", "p90", "said")


def figures_csv(scope: Scope, found: Iterable[tuple[Figure, Value]]) -> str:
    """One line a figure: in words, in numbers (seconds for durations), and its rule."""
    headings = [_("Figure"), _("Value"), _("Detail"), *NUMBERS, _("Rule"), _("Cohort"), _("Days")]
    return csv_text(
        headings,
        (
            [figure.key, words.headline(figure, value), words.detail(figure, value),
             *(getattr(value, name) for name in NUMBERS), figure.rule, scope.cohort.name, _days(figure, scope)]
            for figure, value in found
        ),
    )  # fmt: skip


def figures_json(scope: Scope, found: Iterable[tuple[Figure, Value]]) -> dict[str, Any]:
    """The same for programs; durations in seconds, shares between 0 and 1."""
    return {
        "cohort": {"id": scope.cohort.id, "name": scope.cohort.name},
        "days": scope.kept,
        "figures": [
            {
                "key": figure.key,
                "name": str(figure.name),
                "rule": str(figure.rule),
                "kind": figure.kind.value,
                "days": "all" if figure.whole else "chosen",
                **{name: getattr(value, name) for name in NUMBERS},
                "bins": [{"up_to": end, "rows": number} for end, number in value.bins],
            }
            for figure, value in found
        ],
    }


def headings_of(figure: Figure) -> list[str]:
    return [str(words.HEADINGS[column]) for column in figure.shown]


def cells_of(figure: Figure, row: Any, scope: Scope) -> list[str]:
    return [words.written(column, getattr(row, column), scope) for column in figure.shown]


def rows_csv(figure: Figure, rows: Iterable[Any], scope: Scope) -> str:
    return csv_text(headings_of(figure), (cells_of(figure, row, scope) for row in rows))


def rows_workbook(figure: Figure, rows: Iterable[Any], scope: Scope) -> bytes:
    """Every cell is text, so that none is run as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(figure.key)
    for cells in (headings_of(figure), *(cells_of(figure, row, scope) for row in rows)):
        sheet.append(_as_text(sheet, cells))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_text(sheet: Any, cells: Sequence[str]) -> list[WriteOnlyCell]:
    found = [WriteOnlyCell(sheet, value=storable(cell)) for cell in cells]
    for cell in found:
        cell.data_type = "s"
    return found


def _days(figure: Figure, scope: Scope) -> str:
    return words.span(scope.whole if figure.whole else scope)
