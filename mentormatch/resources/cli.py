"""``resources import`` and ``resources export``."""

from pathlib import Path

import click
from click import Group
from flask.cli import with_appcontext

from mentormatch.resources import files, folder
from mentormatch.resources.errors import UnreadableFile
from mentormatch.resources.service.importing import Outcome, run

#: Exit codes that scripts may rely on.
SOME_REFUSED, CANNOT_READ = 1, 2
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(resources)


@click.group()
def resources() -> None:
    """Guides in bulk: import and export."""


@resources.command("import")
@click.argument("file", type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--submit", is_flag=True, help="Let what is new or changed wait for review instead of being a draft.")
@click.option("--brief", is_flag=True, help="List only the rows that are refused.")
@with_appcontext
def import_command(file: Path, dry_run: bool, submit: bool, brief: bool) -> None:
    """Import guides from FILE: CSV in UTF-8, or a ZIP of Markdown files. The same file again changes nothing.

    Exit code 0: all rows are fine. 1: some were refused, the others are written. 2: the file cannot be read.
    """
    try:
        table = folder.read(file.read_bytes())
    except (OSError, UnreadableFile) as error:
        click.echo(str(error), err=True)
        raise SystemExit(CANNOT_READ) from error
    if table.unknown:
        click.echo(f"Columns that are not known and left out: {', '.join(table.unknown)}", err=True)
    results = run([(row.place, row.cells) for row in table.rows], by=None, dry_run=dry_run, submit=submit)
    for one in results:
        if not brief or one.outcome == Outcome.REFUSED:
            place = f"line {one.place}" if isinstance(one.place, int) else one.place
            click.echo(f"{place}\t{one.outcome}\t{one.key}\t{one.why or one.title}")
    click.echo(", ".join(f"{outcome}: {sum(one.outcome == outcome for one in results)}" for outcome in Outcome))
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")
    if any(one.outcome == Outcome.REFUSED for one in results):
        raise SystemExit(SOME_REFUSED)


@resources.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_command(file: Path) -> None:
    """Write all guides to FILE, as an import reads them: Markdown where its name ends in .zip, else CSV."""
    file.write_bytes((folder if file.suffix.casefold() == ".zip" else files).everything())
    click.echo(f"Written: {file}")
