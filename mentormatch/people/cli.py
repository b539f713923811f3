"""``people import`` and ``people export``."""

from pathlib import Path

import click
from click import Group
from flask.cli import with_appcontext

from mentormatch.people import queries, service
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.files import Table, read_table, write_table, write_workbook
from mentormatch.people.printing import print_report, progress
from mentormatch.people.record import Entry, OutcomeStatus, Report, Terms
from mentormatch.people.rows import read_entries
from mentormatch.recommendations.encoding import encode_pending
from mentormatch.recommendations.queries import waiting_for_vectors

#: Exit codes that scripts may rely on.
SOME_REFUSED = 1
CANNOT_READ = 2
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(people)


@click.group()
def people() -> None:
    """People in bulk: import and export."""


@people.command("import")
@click.argument("file", type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--cohort", metavar="NAME", help="Enrol everybody in this cohort; it is made if missing.")
@click.option("--all-or-nothing", is_flag=True, help="Write nothing if any row is refused.")
@click.option("--allow-staff", is_flag=True, help="Let the file give the roles coach and coordinator.")
@click.option("--brief", is_flag=True, help="List only the rows that change or are refused.")
@with_appcontext
def import_command(
    file: Path, dry_run: bool, cohort: str | None, all_or_nothing: bool, allow_staff: bool, brief: bool
) -> None:
    """Import people from FILE: CSV in UTF-8, or the first sheet of an .xlsx workbook.

    Imported people get no letter; they set a password themselves.

    Exit code 0: all rows are fine. 1: some were refused, the others are written. 2: the file cannot be read.
    """
    table = _table(file)
    entries = list(read_entries(table))
    if table.unknown:
        click.echo(f"Columns that are not known and left out: {', '.join(table.unknown)}", err=True)
    terms = Terms(cohort_name=cohort, staff_allowed=allow_staff)
    report = service.check_people(entries, terms) if dry_run else _write(entries, terms, all_or_nothing)
    print_report(report, brief=brief)
    some_refused = report.count(OutcomeStatus.REFUSED) > 0
    click.echo(_last_words(report, dry_run=dry_run, undone=all_or_nothing and some_refused))
    if some_refused:
        raise SystemExit(SOME_REFUSED)


def _last_words(report: Report, *, dry_run: bool, undone: bool) -> str:
    if dry_run:
        return "Nothing was written: this was a dry run."
    if undone:
        return "Nothing was written, because not all rows are fine."
    return f"Cohort: {report.cohort_name}."


def _table(file: Path) -> Table:
    try:
        return read_table(file.read_bytes())
    except (OSError, UnreadableFile) as error:
        click.echo(str(error), err=True)
        raise SystemExit(CANNOT_READ) from error


def _write(entries: list[Entry], terms: Terms, all_or_nothing: bool) -> Report:
    """Write the people and then the vectors that rankings need, each with a bar."""
    act = service.import_all_or_nothing if all_or_nothing else service.import_people
    try:
        with progress("Writing people") as advance:
            report = act(entries, terms, by=None, progress=advance)
    except service.NothingWritten as refused:
        return refused.report
    if waiting_for_vectors():
        with progress("Encoding texts") as advance:
            encode_pending(progress=advance)
    return report


@people.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_command(file: Path) -> None:
    """Write everybody to FILE in the columns that an import reads: a workbook if it ends in .xlsx, otherwise CSV.

    The file holds personal data: keep it safe.
    """
    write = write_workbook if file.suffix.lower() == ".xlsx" else write_table
    rows = list(queries.every_person())
    try:
        file.touch(mode=0o600)  # for the owner only, before anything personal is in it
        file.write_bytes(write(rows))
    except OSError as error:
        click.echo(str(error), err=True)
        raise SystemExit(CANNOT_READ) from error
    click.echo(f"{len(rows)} people written to {file}")
