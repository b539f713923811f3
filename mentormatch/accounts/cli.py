"""Accounts at the command line: a personal token, and the way back in for an admin who lost everything."""

import click
from click import Group
from flask.cli import AppGroup

from mentormatch.accounts import service, tokens
from mentormatch.accounts.models import Person
from mentormatch.accounts.service import second_factor
from mentormatch.core.errors import Refusal

token = AppGroup("token", help="Personal tokens for the JSON API.")
factor = AppGroup("second-factor", help="Second factors.")


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
    cli.add_command(token)
    cli.add_command(factor)


@token.command("create")
@click.argument("email")
@click.option("--name", default="Command line", show_default=True, help="What will use it.")
def create_token(email: str, name: str) -> None:
    """Make a token for a person and print it. It cannot be read again."""
    try:
        click.echo(tokens.create(_person(email), " ".join(name.split())[: tokens.NAME_MOST], by=None))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


@factor.command("reset")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Switch off the second factor of somebody who lost device and recovery codes."""
    person = _person(email)
    second_factor.reset(person, by=None)
    click.echo(f"{person.name} signs in with the password alone now.")


def _person(email: str) -> Person:
    try:
        person = service.find_person(service.normal_email(email))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if person is None:
        raise click.ClickException(f"Nobody has an account with {email}.")
    return person
