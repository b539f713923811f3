"""The two databases on which campaigns run."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from tests.postgres import postgres

#: Address of an empty database; an empty one means SQLite, in the folder of the campaign.
DATABASES: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "SQLite": lambda: nullcontext(""),
    "PostgreSQL": postgres,
}
