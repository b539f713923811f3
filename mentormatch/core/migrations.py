"""How revisions are written: numbered files, plain column types, nothing but our own tables."""

from typing import Any, Literal

from alembic.operations.ops import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mentormatch.core.db import UTCDateTime, Words


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """The queue may keep its tables in the same PostgreSQL database; they are not ours to migrate."""
    return not (kind == "table" and (name or "").startswith("huey_"))


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our types as what they are in the database: a migration must not change when the code does."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Words):
        return "sa.JSON()"
    return False


def number(context: MigrationContext, _revision: object, directives: list[MigrationScript]) -> None:
    """Give a new revision the next number, so that the folder reads as the history."""
    script: ScriptDirectory | None = context.opts.get("script")
    known = [revision.revision for revision in script.walk_revisions()] if script else []
    directives[0].rev_id = f"{max((int(name) for name in known), default=0) + 1:04d}"


#: Options of Alembic's context; batches because SQLite cannot alter most things in place.
CONTEXT: dict[str, Any] = {
    "compare_server_default": False,
    "render_as_batch": True,
    "include_name": include_name,
    "render_item": render_item,
    "process_revision_directives": number,
}
