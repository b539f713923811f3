"""The database: base class, column types, one way to write (``transactional``), one to move a status (``advance``)."""

import enum
import fcntl
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.dml import UpdateBase

P = ParamSpec("P")
R = TypeVar("R")

#: PostgreSQL's serialisation failure, deadlock, and a key that another transaction took between our look and our write:
#: tried again, the act reads what the other one did and says so.
RETRIED = {"40001", "40P01", "23505"}
TRIES = 4


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware instant, stored in UTC. SQLite silently drops offsets, so naive values are refused before that."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r}: only aware times are stored")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(sa.TypeDecorator[tuple[str, ...]]):
    """A short list of texts as JSON. A tuple, so that nobody changes it in place unseen."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: sa.Dialect) -> list[str]:
        return list(value or ())

    def process_result_value(self, value: list[str] | None, dialect: sa.Dialect) -> tuple[str, ...]:
        return tuple(value or ())


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UTCDateTime(),
        tuple[str, ...]: Words(),
        dict[str, Any]: sa.JSON(),
        list[dict[str, Any]]: sa.JSON(),
        str: sa.Text(),
    }


db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)


def enum_column(kind: type[enum.StrEnum], name: str) -> sa.Enum:
    """Lower-case words with a check constraint, the same on both databases."""
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        length=24,
        create_constraint=True,
        values_callable=lambda e: [m.value for m in e],
    )


#: Bytes of SQLite's file that are read as memory: its own cache of 2 MB is too small for pages of a large programme,
#: which were copied again and again (a fifth of the time of the queue ordered by name).
MAPPED = 256 * 2**20


def listen_to(engine: sa.Engine) -> None:
    """Make SQLite keep its promises: foreign keys, WAL, patience, and write transactions that lock at their start."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late to prevent double booking
        for pragma in (
            "foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", f"mmap_size={MAPPED}",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Wait in line for the right to write to SQLite, which lets one transaction write at a time.

    By itself it lets the others look again and again, for longer and longer: whoever looks at the right moment goes
    first, and somebody may find it "locked" every time. A lock of the system is handed on at once, and is free when its
    process is killed. The file is opened anew each time, since a forked process shares an open one with its lock.
    """
    file = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    if not file or file == ":memory:":
        yield
        return
    door = os.open(f"{file}-turn", os.O_RDONLY | os.O_CREAT)  # whoever made it, others need not write to it
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield
    finally:
        os.close(door)


def transactional(act: Callable[P, R]) -> Callable[P, R]:
    """One public service function is one transaction: commits when it returns, rolls back when it raises.

    Called inside another one it joins, so an outer failure takes the inner work with it. A deadlock, a serialisation
    failure or a taken key of PostgreSQL is tried again at most three times. What was read before is forgotten, so
    that a decision is always taken on rows read inside.
    """

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get("writing"):
            return act(*args, **kwargs)
        for attempt in range(TRIES):
            session.rollback()
            session.info["writing"] = True
            try:
                with turn_to_write():
                    session.connection(execution_options={"writing": True})
                    result = act(*args, **kwargs)
                    session.commit()
            except DBAPIError as error:
                session.rollback()
                if getattr(error.orig, "sqlstate", None) not in RETRIED or attempt == TRIES - 1:
                    raise
                time.sleep(random.uniform(0.01, 0.05) * (attempt + 1))  # noqa: S311 (spreads retries, guards nothing)
            except BaseException:
                session.rollback()
                raise
            else:
                _run_after_commit(session)
                return result
            finally:
                session.info.pop("writing", None)
        raise AssertionError("unreachable")

    return run


def after_commit(act: Callable[[], None]) -> None:
    """Do ``act`` once the present transaction has been committed; never when it is rolled back."""
    db.session().info.setdefault("after_commit", []).append(act)


def _run_after_commit(session: Any) -> None:
    for act in session.info.pop("after_commit", []):
        act()


@event.listens_for(db.session, "after_rollback")
def _forget_after_commit(session: Any) -> None:
    if session.in_nested_transaction():
        return  # only a savepoint was given up; the deed itself may still be committed
    session.info.pop("after_commit", None)
    session.info.pop("nudged", None)


def changed(deed: UpdateBase) -> int:
    """Carry out an update or deletion; returns about how many rows it was."""
    return cast("sa.CursorResult[Any]", db.session.execute(deed)).rowcount


def advance(row: Any, *, frm: Iterable[enum.StrEnum], to: enum.StrEnum, **changes: Any) -> bool:
    """Move ``row.status`` from one of ``frm`` to ``to`` by one conditional update; False when somebody was faster.

    The database decides between two people who act at once, not what this process has read before.
    """
    kind = type(row)
    moved = changed(
        sa.update(kind)
        .where(
            *(
                column == value
                for column, value in zip(sa.inspect(kind).primary_key, sa.inspect(row).identity, strict=True)
            )
        )
        .where(kind.status.in_(list(frm)))
        .values(status=to, **changes)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(row)
    return bool(moved)
