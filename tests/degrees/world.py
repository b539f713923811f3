"""Degrees for the tests of the whole: a published one. Nothing in them is about a person."""

from typing import Any

from tests.degrees.make import published
from tests.make import Make

OURS: dict[str, str] = {}
STAYS: set[tuple[str, str]] = set()


def objects(_make: Make, people: Any) -> dict[str, int]:
    return {"degree_id": published(people.cora).id}


def words(_world: Any) -> None:
    """Nothing that is kept here is of a person."""
