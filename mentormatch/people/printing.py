"""A report of an import as tables on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from mentormatch.people.record import Outcome, OutcomeStatus, Report
from mentormatch.people.service import Progress as Advance

#: Wide enough for a reason on one line where the output goes into a file or a pipe.
PIPE_WIDTH = 160
STYLES = {
    OutcomeStatus.ACCEPTED: "green",
    OutcomeStatus.CHANGED: "yellow",
    OutcomeStatus.UNCHANGED: "dim",
    OutcomeStatus.REFUSED: "red",
}


def console() -> Console:
    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=PIPE_WIDTH)


@contextmanager
def progress(title: str) -> Iterator[Advance]:
    """A bar on standard error, so that what goes to standard output stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


#: What needs a look comes last, where it stands just above the counts.
ORDER = (OutcomeStatus.UNCHANGED, OutcomeStatus.ACCEPTED, OutcomeStatus.CHANGED, OutcomeStatus.REFUSED)
BRIEF = (OutcomeStatus.CHANGED, OutcomeStatus.REFUSED)


def print_report(report: Report, *, brief: bool) -> None:
    """Every row, or only those that need a look, and then the counts."""
    shown = [outcome for status in (BRIEF if brief else ORDER) for outcome in report.of(status)]
    out = console()
    if shown:
        table = Table("Line", "Address", "Row", "Why")
        for outcome in shown:
            table.add_row(
                str(outcome.line), Text(outcome.email), Text(outcome.status, STYLES[outcome.status]), Text(why(outcome))
            )
        out.print(table)
    counts = Table(*OutcomeStatus, "rows")
    counts.add_row(*(str(report.count(status)) for status in OutcomeStatus), str(len(report.outcomes)))
    out.print(counts)


def why(outcome: Outcome) -> str:
    """The reasons of a refusal, or the columns that change, in one text."""
    parts = [f"{fault.column}: {fault.reason}" if fault.column else str(fault.reason) for fault in outcome.faults]
    if outcome.changes:
        parts.append(", ".join(outcome.changes))
    if outcome.unused:
        parts.append(f"(not used for this role: {', '.join(outcome.unused)})")
    return "\n".join(parts)
