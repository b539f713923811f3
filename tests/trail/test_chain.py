"""The trail is only added to. Whoever changes it behind the service's back is found, and where."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.core import audit
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.trail import anchor, checking, service
from mentormatch.trail.models import Leaf, Seal
from tests.make import Make
from tests.trail.conftest import tamper


@transactional
def deeds(person: Any, number: int) -> None:
    for _one in range(number):
        audit.record(person, "person.updated", person)


@pytest.fixture
def sealed(make: Make) -> list[int]:
    """Numbers of entries under three seals, made in the last two hours."""
    maya = make.person("Maya")
    for hour in (2, 1, 0):
        with time_machine.travel(now() - timedelta(hours=hour)):
            deeds(maya, 4)
            JOBS["trail.seal"]()
    assert db.session.scalar(sa.select(sa.func.count(Seal.number))) == 3
    assert checking.check().faults == []
    return list(db.session.scalars(sa.select(Leaf.entry_id).order_by(Leaf.entry_id)))


def faults() -> set[tuple[str, int]]:
    db.session.rollback()
    return {(fault.what, fault.where) for fault in checking.check().faults}


def test_the_database_itself_refuses_to_change_or_delete(sealed: list[int]) -> None:
    for statement in (
        "UPDATE audit_entry SET by_id = 1", "DELETE FROM audit_entry", "UPDATE audit_seal SET entries = 1",
        "DELETE FROM audit_seal", "UPDATE audit_leaf SET seal = 1", "DELETE FROM audit_leaf",
    ):  # fmt: skip
        with pytest.raises(sa.exc.DBAPIError, match="only added to"), db.engine.begin() as connection:
            connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    "change", ["by_id = 99", "action = 'person.left'", "subject_id = 98", 'facts = \'{"role": "admin"}\'', "at = :at"]
)
def test_a_changed_entry_is_named(sealed: list[int], change: str) -> None:
    at = "2026-01-01 00:00:00.000000" if db.engine.dialect.name == "sqlite" else now() - timedelta(days=3)
    tamper(f"UPDATE audit_entry SET {change} WHERE id = :id", id=sealed[5], at=at)
    assert faults() == {("entry_changed", sealed[5])}


def test_a_deleted_entry_is_named_also_when_its_digest_went_with_it(sealed: list[int]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = :id", id=sealed[5])
    assert faults() == {("entry_gone", sealed[5])}
    tamper("DELETE FROM audit_leaf WHERE entry_id = :id", id=sealed[5])
    (found,) = faults()
    assert found[0] == "seal_broken"


def test_an_entry_put_in_afterwards_is_named_whether_it_has_a_digest_or_not(sealed: list[int]) -> None:
    tamper(
        "INSERT INTO audit_entry (id, at, by_id, action, subject_kind, subject_id, facts)"
        " SELECT 7777, at, 1, 'person.left', 'person', 1, '{}' FROM audit_entry WHERE id = :id", id=sealed[0],
    )  # fmt: skip
    JOBS["trail.seal"]()  # which takes nothing that is older than what it has sealed
    with time_machine.travel(now() + timedelta(hours=5)):
        JOBS["trail.seal"]()
        assert ("entry_appeared", 7777) in faults()
    leaf = "INSERT INTO audit_leaf (entry_id, seal, digest) SELECT 7777, 1, digest FROM audit_leaf WHERE entry_id = :id"
    tamper(leaf, id=sealed[0])
    assert {("entry_changed", 7777), ("seal_broken", 1)} <= faults()


def test_entries_that_exchange_places_are_named(sealed: list[int]) -> None:
    one, other = sealed[1], sealed[9]
    tamper(*(f"UPDATE audit_entry SET id = {to} WHERE id = {frm}"
             for frm, to in ((one, 8888), (other, one), (8888, other))))  # fmt: skip
    assert faults() == {("entry_changed", one), ("entry_changed", other)}


def test_digests_that_move_to_another_seal_break_both(sealed: list[int]) -> None:
    last = db.session.scalar(sa.select(Leaf.seal).where(Leaf.entry_id == sealed[-1]))
    tamper("UPDATE audit_leaf SET seal = 2 WHERE entry_id = :id", id=sealed[-1])
    assert faults() == {("seal_broken", 2), ("seal_broken", last)}


def test_a_seal_that_somebody_made_up_lacks_the_signature(sealed: list[int]) -> None:
    tamper("UPDATE audit_seal SET sealed_at = :at WHERE number = 2", at=str(now()))
    assert faults() == {("seal_unsigned", 2)}


def test_a_missing_seal_is_named(sealed: list[int]) -> None:
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert {("seal_gone", 2), ("seal_broken", 3)} <= faults()


def test_a_cut_end_is_found_by_the_file_also_when_the_chain_goes_on(sealed: list[int], make: Make) -> None:
    assert len(list(anchor.remembered())) == 3
    tamper(
        "DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE seal = 3)",
        "DELETE FROM audit_leaf WHERE seal = 3",
        "DELETE FROM audit_seal WHERE number = 3",
    )
    assert faults() == {("cut", 3)}
    with time_machine.travel(now() + timedelta(hours=3)):
        make.person("Omar")
        JOBS["trail.seal"]()
    assert faults() == {("cut", 3)}


def test_what_is_committed_late_is_sealed_in_its_turn(make: Make) -> None:
    """PostgreSQL gives numbers before it commits: a lower one may turn up after a higher one is sealed."""
    maya = make.person("Maya")
    JOBS["trail.seal"]()
    first = (db.session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0) + 1
    late = {"at": now(), "by_id": maya.id, "action": "person.updated", "subject_kind": "person", "facts": {}}
    for number in (first + 5, first):
        with db.engine.begin() as connection:
            connection.execute(sa.insert(AuditEntry).values(id=number, subject_id=maya.id, **late))
        db.session.rollback()
        JOBS["trail.seal"]()
    leaves = {row.entry_id: row.seal for row in db.session.execute(sa.select(Leaf.entry_id, Leaf.seal))}
    assert leaves[first] == leaves[first + 5] + 1
    assert faults() == set()


def test_many_are_sealed_in_pieces_and_quiet_hours_by_an_empty_seal(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 5)
    deeds(make.person("Maya"), 12)
    total = service.seal_all()
    assert total >= 12
    assert service.seal_all() == 0
    seals = db.session.scalars(sa.select(Seal).order_by(Seal.number)).all()
    assert [seal.complete for seal in seals] == [False] * (total // 5) + [True]
    with time_machine.travel(now() + timedelta(hours=2)):
        JOBS["trail.seal"]()
        last = service.last_seal()
        assert last is not None
        assert (last.entries, last.number) == (0, len(seals) + 1)
    assert faults() == set()


def test_the_command_says_what_is_broken_and_where_and_pages_say_that_it_is(
    app: Flask, sealed: list[int], make: Make, as_person: Any
) -> None:
    ada = as_person(make.person("Ada", roles=[RoleName.ADMIN]))
    fine = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (fine.exit_code, fine.output.count("✓")) == (0, 1)
    assert "are as they were written" in ada.get("/admin/trail").text
    tamper("UPDATE audit_entry SET by_id = 99 WHERE id = :id", id=sealed[5])
    JOBS["trail.check"]()  # once a day is enough
    assert "are as they were written" in ada.get("/admin/trail").text
    with time_machine.travel(now() + timedelta(days=2)):
        JOBS["trail.check"]()
    assert "not as they were written" in ada.get("/admin/trail").text
    broken = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert broken.exit_code == 1
    assert broken.output == f"✗ entry {sealed[5]} was changed after it was sealed\n"


def test_another_key_signs_otherwise(app: Flask, sealed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.extensions["settings"], "audit_key", "another one")
    assert faults() == {("seal_unsigned", number) for number in (1, 2, 3)}
