"""The chain's memory outside of the database: one line for each seal, in a file of the instance.

Whoever cuts entries together with their seals leaves a chain that is whole in itself; the file still knows how long it
was. It holds digests, nothing of anybody.
"""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from config import Config


def path() -> Path:
    settings: Config = current_app.extensions["settings"]
    return settings.instance / "audit-seals.txt"


def remember(number: int, digest: str) -> None:
    with path().open("a", encoding="ascii") as file:
        file.write(f"{number} {digest}\n")


def remembered() -> Iterator[tuple[int, str]]:
    """Numbers and digests of all seals that were ever made here; a torn last line counts for nothing."""
    if not path().exists():
        return
    with path().open(encoding="ascii", errors="replace") as file:
        for line in file:
            number, _blank, digest = line.strip().partition(" ")
            if number.isdigit() and len(digest) == 64:
                yield int(number), digest
