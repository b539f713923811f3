"""One service function is one transaction."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person, RoleName, SignIn
from mentormatch.core.clock import now
from mentormatch.core.db import after_commit, db, transactional
from mentormatch.core.stamps import latest_stamp, next_stamp
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
