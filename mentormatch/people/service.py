"""Importing people: check a file against what is known, and write it in steps that each succeed or fail as a whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.people import queries
from mentormatch.people.files import write_table, write_workbook
from mentormatch.people.merged import as_merged
from mentormatch.people.newcomers import add_newcomers
from mentormatch.people.policy import judge
from mentormatch.people.record import Entry, Fault, Known, Outcome, OutcomeStatus, Report, Terms
from mentormatch.people.writing import change_person
from mentormatch.programmes import queries as programmes_queries
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort

#: Rows written in one transaction: few enough that nobody waits long for the database, many enough to be quick.
CHUNK = 100
#: Called with how many rows are done, and of how many.
Progress = Callable[[int, int], None]


class NothingWritten(Exception):
    """Raised to undo everything: all was wanted or nothing, and a row was refused. Holds the report."""

    def __init__(self, report: Report) -> None:
        super().__init__("a row was refused")
        self.report = report


def check_people(entries: Sequence[Entry], terms: Terms) -> Report:
    """What an import of these rows would do. Nothing is written."""
    cohort = _find_cohort(terms)
    terms = replace(terms, cohort_id=cohort.id if cohort else 0)
    report = Report(cohort.name if cohort else _new_name(terms))
    for chunk in map(as_merged, _chunks(entries)):
        known = queries.known_people(entry.row.email for entry in chunk if entry.row)
        report.outcomes += [judge(entry, known.get(entry.row.email) if entry.row else None, terms) for entry in chunk]
    return report


def import_people(
    entries: Sequence[Entry], terms: Terms, *, by: Person | None, progress: Progress = lambda done, total: None
) -> Report:
    """Write every row that is fine, and tell about every row. Importing the same file again changes nothing."""
    cohort = _find_or_open_cohort(terms, by=by)
    terms = replace(terms, cohort_id=cohort.id)
    report = Report(cohort.name)
    for chunk in _chunks(entries):
        report.outcomes += write_chunk(chunk, terms, by)
        progress(len(report.outcomes), len(entries))
    return report


@transactional
def import_all_or_nothing(
    entries: Sequence[Entry], terms: Terms, *, by: Person | None, progress: Progress = lambda done, total: None
) -> Report:
    """The same in one transaction. Raises NothingWritten, with the report, when a row is refused."""
    report = import_people(entries, terms, by=by, progress=progress)
    if report.count(OutcomeStatus.REFUSED):
        raise NothingWritten(report)
    return report


@transactional
def export_people(members: sa.Select[*tuple[Any, ...]], *, by: Person, as_workbook: bool = False) -> bytes:
    """The people whose ids ``members`` selects, as a file; the trail remembers who took it and how many there were."""
    rows = list(queries.every_person(members))
    audit.record(by, "people.exported", by, people=len(rows))
    return write_workbook(rows) if as_workbook else write_table(rows)


def _find_cohort(terms: Terms) -> Cohort | None:
    """The cohort that is named; without a name the one that takes newcomers, or one that an import has made before."""
    newcomers = None if terms.cohort_name else programmes_queries.default_cohort()
    return newcomers or programmes_queries.find_cohort(_new_name(terms))


@transactional
def _find_or_open_cohort(terms: Terms, *, by: Person | None) -> Cohort:
    return _find_cohort(terms) or programmes.open_cohort(_new_name(terms), by=by)


def _new_name(terms: Terms) -> str:
    return terms.cohort_name or _("Cohort %(year)d", year=now().year)


def _chunks(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    return (entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK))


@transactional
def write_chunk(entries: Sequence[Entry], terms: Terms, by: Person | None) -> list[Outcome]:
    """Judge again inside the transaction, since people may have changed since the file was checked, and write."""
    cohort = db.session.get_one(Cohort, terms.cohort_id)
    entries = as_merged(entries)
    programmes.ensure_not_archived(cohort.id)
    known = queries.known_people(entry.row.email for entry in entries if entry.row)
    outcomes = [judge(entry, known.get(entry.row.email) if entry.row else None, terms) for entry in entries]
    pairs = list(zip(entries, outcomes, strict=True))
    taken_in = _take_in([entry for entry, outcome in pairs if outcome.status == OutcomeStatus.ACCEPTED], terms, by)
    changed = {
        entry.line: _change(entry, known, outcome, terms, cohort, by=by)
        for entry, outcome in pairs
        if outcome.status == OutcomeStatus.CHANGED
    }
    outcomes = [(taken_in | changed).get(outcome.line, outcome) for outcome in outcomes]
    _remember(outcomes, cohort, by=by)
    return outcomes


def _take_in(entries: Sequence[Entry], terms: Terms, by: Person | None) -> dict[int, Outcome]:
    """Add newcomers together; when one of them came by another way meanwhile, one by one. Gives what went wrong."""
    if not entries:
        return {}
    try:
        with db.session.begin_nested():
            add_newcomers([entry.row for entry in entries if entry.row], terms, by=by)
    except IntegrityError as error:
        if len(entries) == 1:
            return {entries[0].line: _refused(entries[0], error)}
        alone = [_take_in([entry], terms, by) for entry in entries]
        return {line: outcome for found in alone for line, outcome in found.items()}
    return {}


def _change(
    entry: Entry, known: Mapping[str, Known], outcome: Outcome, terms: Terms, cohort: Cohort, *, by: Person | None
) -> Outcome:
    """Change one person. What has begun is undone when a service refuses it half-way."""
    assert entry.row is not None
    try:
        with db.session.begin_nested():
            change_person(entry.row, known[entry.row.email], outcome.changes, terms, cohort, by=by)
    except (Refusal, IntegrityError) as error:
        return _refused(entry, error)
    return outcome


def _remember(outcomes: Sequence[Outcome], cohort: Cohort, *, by: Person | None) -> None:
    """A line in the trail for each chunk that has changed something."""
    counts = Counter(outcome.status.value for outcome in outcomes)
    if counts.keys() & {OutcomeStatus.ACCEPTED, OutcomeStatus.CHANGED}:
        audit.record(by, "people.imported", cohort, **counts)


def _refused(entry: Entry, error: Refusal | IntegrityError) -> Outcome:
    """A row that was fine when it was judged, but met somebody who was faster."""
    reason = str(error) if isinstance(error, Refusal) else _("This person has changed meanwhile. Please import again.")
    return Outcome(entry.line, entry.email, OutcomeStatus.REFUSED, faults=(Fault("", reason),))
