"""``privacy report``."""

import click
from click import Group
from flask.cli import with_appcontext

from mentormatch.privacy.report import lines


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(privacy)


@click.group()
def privacy() -> None:
    """What is kept about people."""


@privacy.command("report")
@with_appcontext
def report_command() -> None:
    """Print the record of processing: every table and column, why, how long, who sees it, how it is erased."""
    for line in lines():
        click.echo(line)
