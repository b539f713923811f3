"""A deed without a natural key of its own is done once for each key, however often and however fast it is sent."""

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core import audit, idempotency
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import travel
from mentormatch.core.db import db
from mentormatch.core.errors import Conflict
from mentormatch.core.idempotency import KeyReused, once
from tests.calendar.racing import race
from tests.personas import Personas


def _deed(person) -> dict[str, int]:
    """Leaves a row each time; nothing but the key keeps it from being done again."""
    audit.record(person, "deed.done", person)
    db.session.flush()
    return {"number": _done()}


def _done() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.action == "deed.done")) or 0


def test_the_same_call_again_does_nothing_and_is_told_the_same(personas: Personas) -> None:
    maya = personas.maya
    answers = [once(maya.id, "k", "call", lambda: _deed(maya)) for _ in range(3)]
    assert answers == [{"number": 1}] * 3
    assert _done() == 1


def test_another_call_under_the_same_key_is_refused(personas: Personas) -> None:
    maya = personas.maya
    once(maya.id, "k", "call", lambda: _deed(maya))
    with pytest.raises(KeyReused):
        once(maya.id, "k", "another", lambda: _deed(maya))
    assert _done() == 1


def test_a_refused_deed_leaves_neither_effect_nor_key(personas: Personas) -> None:
    maya = personas.maya

    def refused() -> dict[str, int]:
        _deed(maya)
        raise Conflict

    with pytest.raises(Conflict):
        once(maya.id, "k", "call", refused)
    assert _done() == 0
    assert once(maya.id, "k", "call", lambda: _deed(maya)) == {"number": 1}


def test_ten_copies_at_the_same_moment_are_one_deed(app: Flask, personas: Personas) -> None:
    number = personas.maya.id
    for round_ in range(5):
        copies = [partial(once, number, f"k{round_}", "call", partial(_deed_of, number))] * 10
        answers = race(app, *copies)
        assert answers == [{"number": round_ + 1}] * 10


def _deed_of(number: int) -> dict[str, int]:
    return _deed(db.session.get_one(Person, number))


def test_keys_are_forgotten_after_a_day(personas: Personas) -> None:
    maya = personas.maya
    once(maya.id, "k", "call", lambda: _deed(maya))
    with travel(idempotency.KEPT_FOR + timedelta(minutes=1)):
        once(maya.id, "k", "call", lambda: _deed(maya))
        assert _done() == 2
    with travel(2 * idempotency.KEPT_FOR + timedelta(minutes=2)):
        idempotency.forget_old_answers()
    assert db.session.scalars(sa.select(idempotency.KeptAnswer)).all() == []


def test_a_key_that_was_taken_by_a_process_that_died_can_be_taken_again(personas: Personas) -> None:
    maya = personas.maya
    assert idempotency.begin(maya.id, "k", "")
    assert not idempotency.begin(maya.id, "k", "")
    with travel(idempotency.LOST_AFTER + timedelta(seconds=1)):
        assert idempotency.begin(maya.id, "k", "")
