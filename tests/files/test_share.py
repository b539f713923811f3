"""Bytes and rows stay together, limits hold also at the same moment, and what is taken away is gone."""

import os
import stat
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.files import queries, service
from mentormatch.files.errors import NoRoomLeft, SharingOver
from mentormatch.files.models import MATCH_MOST, FileRoom, MatchFile
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.uploads import owners, store
from mentormatch.uploads.errors import Damaged, DiskFull, EmptyFile, TooLarge
from mentormatch.uploads.limits import FILE_MOST
from tests.calendar.conftest import MONDAY, Pair
from tests.calendar.racing import race
from tests.calendar.reading import count


@pytest.fixture(autouse=True)
def folder(app: Flask) -> Path:
    for path in store.folder().iterdir():
        path.unlink()
    return store.folder()


def share(pair: Pair, content: bytes = b"A page.", name: str = "page.txt", **more: Any) -> MatchFile:
    return service.share(pair.match, content, name, by=more.pop("by", pair.mentee))


@transactional
def set_used(match: Match, used: int) -> None:
    db.session.merge(FileRoom(match_id=match.id, used=used))


def test_bytes_are_kept_under_a_random_name_for_the_server_alone(pair: Pair, folder: Path) -> None:
    file = share(pair, b"CANARY", "my name.txt")
    [path] = folder.iterdir()
    assert path.name == file.stored_as
    assert "name" not in path.name
    assert path.read_bytes() == b"CANARY"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "static" not in str(folder)
    assert queries.room_used(pair.match) == 6


def test_a_transaction_that_fails_leaves_no_bytes(pair: Pair, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.audit, "record", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        share(pair)
    assert list(folder.iterdir()) == []
    assert count(MatchFile) == 0


@pytest.mark.parametrize(
    ("content", "refusal"), [(b"", EmptyFile), (b"x" * (FILE_MOST + 1), TooLarge), (b"x" * FILE_MOST, None)]
)
def test_a_file_has_a_size_and_not_too_much_of_it(pair: Pair, content: bytes, refusal: Any) -> None:
    if refusal is None:
        assert share(pair, content).size == FILE_MOST
        return
    with pytest.raises(refusal):
        share(pair, content)


def test_the_room_of_a_match_is_kept_to_the_byte(pair: Pair, folder: Path) -> None:
    set_used(pair.match, MATCH_MOST - 7)
    with pytest.raises(NoRoomLeft):
        share(pair, b"8 bytes.")
    assert list(folder.iterdir()) == []
    share(pair, b"7 bytes")
    assert queries.room_used(pair.match) == MATCH_MOST


def test_two_files_at_once_cannot_both_take_the_last_room(app: Flask, pair: Pair) -> None:
    set_used(pair.match, MATCH_MOST - 7)
    match, people = pair.match.id, (pair.mentee.id, pair.mentor.id)

    def act(person: int) -> int:
        author = db.session.get_one(Person, person)
        return service.share(db.session.get_one(Match, match), b"7 bytes", "a.txt", by=author).id

    answers = race(app, *[lambda person=person: act(person) for person in people])
    assert NoRoomLeft in answers
    assert count(MatchFile) == 1


@pytest.mark.parametrize("used", [-1, MATCH_MOST + 1])
def test_the_database_keeps_the_room_as_well(pair: Pair, used: int) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        set_used(pair.match, used)


@pytest.mark.parametrize("wrong", [{"size": FILE_MOST + 1}, {"size": 0}, {"name": ""}, {"name": "x" * 121}])
def test_the_database_keeps_size_and_name_as_well(pair: Pair, wrong: dict[str, Any]) -> None:
    row = {"name": "a.txt", "size": 1, "kind": "text", "sha256": "0" * 64, "stored_as": "a"}

    @transactional
    def slip_in() -> None:
        db.session.add(MatchFile(match_id=pair.match.id, by_id=pair.mentee.id, **{**row, **wrong}))

    with pytest.raises(sa.exc.IntegrityError):
        slip_in()


def test_nobody_shares_more_than_twenty_a_day(pair: Pair) -> None:
    for number in range(service.UPLOADS_A_DAY):
        share(pair, name=f"{number}.txt")
    with pytest.raises(TooMany):
        share(pair, name="one more.txt")
    share(pair, name="mine.txt", by=pair.mentor)
    with time_machine.travel(MONDAY + timedelta(days=1)):
        share(pair, name="tomorrow.txt")


def test_a_match_that_is_over_takes_no_more_but_gives_what_it_has(pair: Pair) -> None:
    file = share(pair)

    @transactional
    def end() -> None:
        pair.match.status, pair.match.ended_at = MatchStatus.ENDED, MONDAY

    end()
    share(pair, name="thanks.txt")
    with time_machine.travel(MONDAY + timedelta(days=14)), pytest.raises(SharingOver):
        share(pair, name="late.txt")
    assert service.content_of(file) == b"A page."


def test_nobody_else_shares_or_takes_away(pair: Pair, lena: Pair) -> None:
    with pytest.raises(NotYours):
        share(pair, by=lena.mentee)
    with pytest.raises(NotYours):
        service.take_away(share(pair), by=pair.mentor)


def test_what_is_taken_away_leaves_a_mark_and_no_bytes(pair: Pair, folder: Path) -> None:
    file = share(pair)
    service.take_away(file, by=pair.mentee)
    service.take_away(file, by=pair.mentee)
    assert list(folder.iterdir()) == []
    assert (file.taken_away_by_id, file.taken_away_at, file.stored_as) == (pair.mentee.id, MONDAY, None)
    assert queries.room_used(pair.match) == 0


def test_bytes_that_changed_are_not_handed_out(pair: Pair, folder: Path) -> None:
    file = share(pair)
    (folder / str(file.stored_as)).write_bytes(b"evil")
    with pytest.raises(Damaged):
        service.content_of(file)
    (folder / str(file.stored_as)).unlink()
    with pytest.raises(Damaged):
        service.content_of(file)


def test_a_full_disk_is_said_before_anything_is_written(
    pair: Pair, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "KEPT_FREE", 2**62)
    with pytest.raises(DiskFull):
        share(pair)
    assert list(folder.iterdir()) == []


def test_orphans_older_than_an_hour_are_removed_and_nothing_else(pair: Pair, folder: Path) -> None:
    kept = share(pair)
    at = MONDAY.timestamp()
    for name, age in (("0" * 32, 3601), ("1" * 32, 3599), ("readme", 9999), (str(kept.stored_as), 9999)):
        (folder / name).touch()
        os.utime(folder / name, (at - age, at - age))
    assert owners.remove_orphans() == 1
    assert {path.name for path in folder.iterdir()} == {"1" * 32, "readme", kept.stored_as}
    assert time.time() == at
