"""``seed``: the demo programme."""

import click
from click import Group
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from mentormatch.seed import service


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(seed)


@click.command()
@with_appcontext
def seed() -> None:
    """Make the demo programme, in an empty database only. Nothing is mailed."""
    try:
        _make()
    except service.NotEmpty as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from refusal


def seed_if_empty() -> bool:
    """Make the demo programme where nobody has an account yet; True when that was so."""
    if not service.is_empty():
        return False
    _make()
    return True


def _make() -> None:
    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what)
            bar.update(tasks[what], completed=done, total=total)

        service.make_demo(progress)
