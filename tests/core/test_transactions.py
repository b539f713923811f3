"""One service function is one transaction."""

import time
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person, RoleName, SignIn
from mentormatch.core.clock import now
from mentormatch.core.db import after_commit, db, transactional
from mentormatch.core.stamps import latest_stamp, next_stamp
from tests.calendar.racing import race
from tests.make import Make


def test_what_fails_leaves_nothing(app: Flask, make: Make) -> None:
    @transactional
    def fail() -> None:
        make.person("Half Done")
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0


def test_an_inner_act_joins_the_outer_one(app: Flask, make: Make) -> None:
    done: list[str] = []

    @transactional
    def outer(fails: bool) -> None:
        make.person("Inner")
        after_commit(lambda: done.append("told"))
        if fails:
            raise LookupError

    with pytest.raises(LookupError):
        outer(True)
    assert done == []
    outer(False)
    assert done == ["told"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_changes_made_outside_a_transaction_are_never_written(app: Flask, make: Make) -> None:
    person = make.person("Before")
    person.name = "After"
    make.person("Somebody else")
    assert db.session.get_one(Person, person.id).name == "Before"


@pytest.mark.parametrize("state", ["40001", "40P01", "23505"])
def test_a_transaction_that_another_one_crossed_is_tried_again(app: Flask, make: Make, state: str) -> None:
    tries: list[int] = []

    class Refused(Exception):
        sqlstate = state

    @transactional
    def act() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise sa.exc.OperationalError("update", {}, Refused())
        return "done"

    assert act() == "done"
    assert len(tries) == 3


def test_a_naive_time_is_refused(app: Flask, make: Make) -> None:
    @transactional
    def act() -> None:
        naive = datetime(2026, 1, 1, 12)
        db.session.add(
            SignIn(
                token_hash="x",
                person_id=make.person().id,
                device="",
                created_at=naive,
                seen_at=now(),
                expires_at=now(),
            )
        )

    with pytest.raises(sa.exc.StatementError, match="naive"):
        act()


def test_stamps_only_grow(app: Flask) -> None:
    draw = transactional(lambda: next_stamp("test"))
    assert latest_stamp("test") == 0
    assert [draw(), draw(), draw()] == [1, 2, 3]
    assert latest_stamp("test") == 3


def test_roles_are_there_after_migration(app: Flask, make: Make) -> None:
    assert make.person(roles=list(RoleName)).is_(RoleName.ADMIN)


def test_writers_wait_in_line_and_nobody_finds_the_database_locked(app: Flask, make: Make) -> None:
    """Eight at once, each of whom SQLite itself would turn away at its first look."""
    make.person()

    def impatient(connection: Any, _record: Any) -> None:
        if db.engine.dialect.name == "sqlite":
            connection.execute("PRAGMA busy_timeout=0")

    @transactional
    def change() -> None:
        db.session.execute(sa.update(Person).values(name=Person.name + "!"))
        time.sleep(0.02)

    db.engine.dispose()
    sa.event.listen(db.engine, "connect", impatient)
    try:
        assert race(app, *[change] * 8) == [None] * 8
    finally:
        sa.event.remove(db.engine, "connect", impatient)
        db.engine.dispose()
    assert db.session.scalar(sa.select(Person.name)).endswith("!" * 8)
