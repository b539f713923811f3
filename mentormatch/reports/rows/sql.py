"""What both databases say differently."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class seconds_between(GenericFunction[float]):  # noqa: N801 (a function of SQL)
    """Seconds from the first instant to the second."""

    type = sa.Double()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **kwargs: Any) -> str:
    start, end = (compiler.process(clause, **kwargs) for clause in element.clauses)
    return f"round((julianday({end}) - julianday({start})) * 86400.0, 3)"


@compiles(seconds_between, "postgresql")
def _postgresql(element: Any, compiler: Any, **kwargs: Any) -> str:
    start, end = (compiler.process(clause, **kwargs) for clause in element.clauses)
    return f"cast(extract(epoch from ({end} - {start})) as double precision)"


def yes(condition: sa.ColumnElement[bool]) -> sa.Label[int]:
    """1 or 0, as the column ``yes`` that shares are counted by."""
    return sa.case((condition, 1), else_=0).label("yes")
