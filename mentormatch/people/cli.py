"""Commands."""

from click import Group


def add_to(cli: Group) -> None:
    """Add the commands of this module."""
