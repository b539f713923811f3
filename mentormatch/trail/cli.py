"""``flask audit verify``: whether the trail is as it was written."""

import sys

import click
from click import Group
from flask.cli import with_appcontext

from mentormatch.trail import checking


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(audit)


@click.group()
def audit() -> None:
    """The audit trail."""


@audit.command()
@with_appcontext
def verify() -> None:
    """Check every entry and seal of the trail; says what is broken and where, and exits with 1 when something is."""
    found = checking.check()
    checking.keep(found)
    for fault in found.faults:
        click.echo(f"✗ {checking.FAULTS[fault.what] % fault.where}")
    if not found.faults:
        until = f"{found.sealed_until:%Y-%m-%d %H:%M} UTC" if found.sealed_until else "now"
        click.echo(f"✓ {found.entries} entries under {found.seals} seals are as they were written, until {until}")
    sys.exit(1 if found.faults else 0)
