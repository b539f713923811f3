"""``degrees import`` and ``degrees export``."""

from pathlib import Path

import click
from click import Group
from flask.cli import with_appcontext

from mentormatch.degrees import importing, queries
from mentormatch.degrees.errors import UnreadableFile
from mentormatch.degrees.file import written

#: Exit codes that scripts may rely on.
SOME_REFUSED = 1
CANNOT_READ = 2
WORDS = {
    importing.Outcome.NEW: "new",
    importing.Outcome.CHANGED: "changed",
    importing.Outcome.SAME: "as they were",
    importing.Outcome.REFUSED: "refused",
}


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(degrees)


@click.group()
def degrees() -> None:
    """Degrees in bulk: import and export."""


@degrees.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@with_appcontext
def import_command(file: Path, dry_run: bool) -> None:
    """Import degrees from FILE, CSV in UTF-8; each is known by its key.

    Exit code 0: all rows are fine. 1: some were refused, the others are written. 2: the file cannot be read.
    """
    try:
        content = file.read_bytes()
        report = importing.check(content) if dry_run else importing.take(content, by=None)
    except (OSError, UnreadableFile) as error:
        click.echo(str(error), err=True)
        raise SystemExit(CANNOT_READ) from error
    if report.unknown:
        click.echo(f"Columns that are not known and left out: {', '.join(report.unknown)}", err=True)
    for row in report.rows:
        told = f": {row.column}: {row.why}" if row.why else ""
        click.echo(f"{row.line:>6}  {row.key:<40}  {row.outcome}{told}")
    click.echo(", ".join(f"{report.count(outcome)} {word}" for outcome, word in WORDS.items()) + ".")
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
    if report.count(importing.Outcome.REFUSED):
        raise SystemExit(SOME_REFUSED)


@degrees.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_command(file: Path) -> None:
    """Write all degrees to FILE in the columns that an import reads."""
    rows = list(queries.all_by_key().values())
    try:
        file.write_text(written(rows), encoding="utf-8", newline="")
    except OSError as error:
        click.echo(str(error), err=True)
        raise SystemExit(CANNOT_READ) from error
    click.echo(f"{len(rows)} degrees written to {file}")
