"""Degrees from a file: what each row would do, and doing it. The same file again changes nothing."""

import enum
from dataclasses import dataclass, field
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.degrees import queries, service
from mentormatch.degrees.errors import WrongFact
from mentormatch.degrees.file import STATUS, Row, facts_of, rows_of
from mentormatch.degrees.found import tell
from mentormatch.degrees.models import Degree
from mentormatch.degrees.policy import FACTS

#: Facts of a new degree that no empty cell can stand for.
NEEDED = ("level", "mode")


class Outcome(enum.StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What a row does, or why it is refused and at which column."""

    line: int
    key: str
    outcome: Outcome
    column: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    rows: list[RowReport] = field(default_factory=list)
    #: Columns that mean nothing here and are left out.
    unknown: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    def of(self, outcome: str) -> list[RowReport]:
        return [row for row in self.rows if row.outcome == outcome]


def check(content: bytes) -> Report:
    """What an import of this file would do. Writes nothing. Raises UnreadableFile."""
    rows, unknown = rows_of(content)
    there = queries.all_by_key()
    return Report([judged[0] for judged in _judged(rows, there)], unknown)


@transactional
def take(content: bytes, *, by: Person | None) -> Report:
    """Write the rows that are fine; refused ones are left out. Raises UnreadableFile."""
    rows, unknown = rows_of(content)
    there = queries.all_by_key()
    reports = []
    for report, facts in _judged(rows, there):
        reports.append(report)
        if report.outcome in {Outcome.NEW, Outcome.CHANGED}:
            _write(there.get(report.key), facts, by=by)
    return Report(reports, unknown)


def _judged(rows: list[Row], there: dict[str, Degree]) -> list[tuple[RowReport, dict[str, Any]]]:
    seen: dict[str, int] = {}
    found: list[tuple[RowReport, dict[str, Any]]] = []
    for line, cells in rows:
        key = cells.get("key", "").strip()
        try:
            if key in seen:
                raise WrongFact(_("Line %(n)d has this key already.", n=seen[key]), field="key")
            seen[key] = line
            facts = _facts(cells, there.get(key))
        except Refusal as refusal:
            column = str(refusal.facts.get("field") or "")
            found.append((RowReport(line, key, Outcome.REFUSED, column, str(refusal.sentence)), {}))
        else:
            found.append((RowReport(line, key, _outcome(there.get(key), facts)), facts))
    return found


def _facts(cells: dict[str, str], before: Degree | None) -> dict[str, Any]:
    facts = facts_of(cells, before)
    for name in NEEDED:
        if not facts[name]:
            raise WrongFact(_("This cell must not be empty."), field=name)
    service.check(facts)
    return facts


def _outcome(before: Degree | None, facts: dict[str, Any]) -> Outcome:
    if before is None:
        return Outcome.NEW
    same = before.status == facts[STATUS] and not service.differs(before, facts)
    return Outcome.SAME if same else Outcome.CHANGED


def _write(degree: Degree | None, facts: dict[str, Any], *, by: Person | None) -> None:
    told = {name: facts[name] for name in FACTS}
    degree = degree or Degree(version=0)
    degree.status = facts[STATUS]
    degree.version += 1
    service.fill(degree, told)
    db.session.add(degree)
    db.session.flush()
    audit.record(by, "degree.imported", degree)
    tell(degree)
