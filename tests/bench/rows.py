"""What a benchmark hands over: plain rows, which a report can print, write as Markdown or draw."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: ``group`` is what was measured on, ``promise`` what was promised of the value, if anything."""

    group: str
    name: str
    value: float
    unit: str
    notes: str = ""
    promise: str = ""
    kept: bool = True


def at_most(row: Row, limit: float, tolerance: float = 1.0) -> Row:
    """Return the row with the promise that its value is at most ``limit``, judged with a factor for noise."""
    return _promised(row, f"at most {limit:g}{_factor(tolerance)}", row.value <= limit * tolerance)


def at_least(row: Row, limit: float, tolerance: float = 1.0) -> Row:
    """Return the row with the promise that its value is at least ``limit``, judged with a factor for noise."""
    return _promised(row, f"at least {limit:g}{_factor(tolerance)}", row.value >= limit / tolerance)


def broken(rows: list[Row]) -> list[Row]:
    """Return the rows whose promise is not kept."""
    return [row for row in rows if not row.kept]


def _promised(row: Row, promise: str, kept: bool) -> Row:
    return Row(row.group, row.name, row.value, row.unit, row.notes, promise, kept)


def _factor(tolerance: float) -> str:
    return "" if tolerance == 1.0 else f" (x {tolerance:g} for noise)"
