"""A download holds all of one's own words and nothing foreign; a deletion leaves what the other party keeps."""

import io
import json
import zipfile
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.clock import now
from mentormatch.core.db import Base, db
from mentormatch.core.jobs import JOBS
from mentormatch.files.models import MatchFile
from mentormatch.office.kept import Erased
from mentormatch.privacy.download import zip_of
from mentormatch.privacy.register import REGISTER
from mentormatch.privacy.rows import mine
from mentormatch.privacy.service import delete_account
from mentormatch.uploads import store
from tests.calendar.conftest import Pair
from tests.make import Make
from tests.privacy.canaries import KINDS, World, everything, make_world
from tests.services import worlds

#: Columns of people's tables whose texts are ours: keys, languages, zones, names of templates and deeds.
OURS = {
    "person": "fs_uniquifier locale time_zone password",
    "profile": "languages",
    "booking": "kind title wall_start wall_zone uid",
    "review_decision": "subject_kind",
    "match": "recommendation band",
    "request": "band",
    "queue_bulk": "reason run",
    "match_file": "sha256 stored_as",
    "kept_answer": "call_hash",
    "letter": "message_id to_address locale time_zone template calendar last_error",
    "audit_entry": "action subject_kind facts",
    "stored_vector": "encoder_id",
    "people_upload": "meanings run failure samples",
    "people_mapping": "header_hash meanings",
    "term_merge": "source_key source_label target_key target_label",
    "term_link": "answer",
    "announcement": "degree",
    "offer": "decision_reason",
    "assignment_draft": "ranker run",
    "assignment_row": "unmatched skipped",
    "certificate_job": "locale run",
    "unwanted_letter": "kind",
}

ALL_OURS = reduce(or_, (getattr(service, "OURS", {}) for service in worlds()), OURS)


@pytest.fixture
def world(app: Flask, pair: Pair, make: Make) -> World:
    return make_world(pair, make)


def zipped(person: Person) -> dict[str, str]:
    with zip_of(person) as file, zipfile.ZipFile(io.BytesIO(file.read())) as found:
        return {name: name + found.read(name).decode() for name in found.namelist()}


def test_every_text_of_a_person_holds_a_canary(world: World) -> None:
    filled = {(table, column) for table, column, value in everything() if "canary" in value}
    empty = {
        f"{name}.{column.name}"
        for name, entry in REGISTER.items()
        for column in Base.metadata.tables[name].columns
        if entry.mine and isinstance(column.type, sa.Text | sa.JSON | sa.LargeBinary | sa.TypeDecorator | sa.String)
        and not isinstance(column.type, sa.Enum) and "DateTime" not in type(column.type).__name__
        and (name, column.name) not in filled and column.name not in ALL_OURS.get(name, "").split()
    }  # fmt: skip
    assert not empty, "the test of canaries does not fill these"


def test_the_download_holds_all_of_ones_own_words_and_nothing_foreign(world: World) -> None:
    whole = "\n".join(zipped(world.maya).values())
    found = {kind: [said for said in world.say.told[kind] if said in whole] for kind in KINDS}
    count = {kind: f"{len(found[kind])} of {len(world.say.told[kind])}" for kind in KINDS}
    assert set(found["own"]) == set(world.say.told["own"]), count
    assert set(found["got"]) == set(world.say.told["got"]), count
    assert not found["foreign"] + found["inner"], (count, found["foreign"], found["inner"])


def test_the_download_is_json_by_theme_and_names_nobody_else(world: World) -> None:
    files = zipped(world.maya)
    said = json.loads(files["words.json"].removeprefix("words.json"))
    assert {row["author_id"] for row in said["message"]} == {"you", "somebody else"}
    assert sum(name.startswith("files/") and name.count("/") == 1 for name in files) == 1  # the others are of services


def test_the_other_one_learns_of_no_concern_and_of_no_deed_about_one(world: World) -> None:
    concerns.raise_concern(world.match, ConcernKind.SAFETY, "He frightens me.", may_tell=False, by=world.maya)
    for person in (world.maya, world.omar):
        records = zipped(person)["records.json"]
        assert '"concern"' not in records
    assert "frightens" not in "".join(zipped(world.omar).values())


def test_a_request_that_a_coordinator_still_holds_is_not_yet_the_mentors(world: World) -> None:
    db.session.execute(sa.text("UPDATE request SET opened_at = NULL"))
    db.session.commit()
    assert "request.note" not in "".join(value for value in zipped(world.omar).values())
    assert "-own-request.note" in zipped(world.maya)["matches.json"]


def test_after_a_deletion_nothing_is_left_but_what_the_register_says(world: World) -> None:
    delete_account(world.maya)
    with time_machine.travel(now() + timedelta(days=31)):
        JOBS["letters.deliver"]()
        JOBS["letters.empty_old"]()
    with time_machine.travel(now() + timedelta(days=63)):
        for job in ("letters.empty_old", "privacy.forget_last_letters"):
            JOBS[job]()
    stays = {(name, column) for name, entry in REGISTER.items() for column in entry.stays.split()}
    hers = world.say.told["own"] + world.say.told["inner"]
    left = [(table, column, said) for table, column, value in everything() for said in hers if said in value]
    kept = sorted({f"{table}.{column}" for table, column, _said in left if (table, column) in stays})
    too_much = [place for place in left if place[:2] not in stays]
    count = f"{len(hers)} canaries, {len(too_much)} left outside, {len(left) - len(too_much)} kept in {kept}"
    assert not too_much, (count, too_much)
    assert set(kept) == set().union(*(getattr(service, "STAYS", set()) for service in worlds())) | {
        "booking.cancel_reason", "booking.topic", "concern.words", "farewell.thanks", "goal.title", "goal.why",
        "goal_step.text", "match.end_reason", "message.text", "shared_note.text",
    }  # fmt: skip


def test_the_bytes_of_ones_files_are_gone_from_the_disk_and_the_others_are_not(world: World) -> None:
    stored = {file.by_id: file.stored_as for file in db.session.scalars(sa.select(MatchFile))}
    delete_account(world.maya)
    names = {path.name for path in store.folder().iterdir()}
    assert stored[world.maya.id] not in names
    assert stored[world.omar.id] in names


def test_a_deletion_takes_nothing_from_the_other_one(world: World) -> None:
    before = set(world.say.told["foreign"] + world.say.told["got"])
    delete_account(world.maya)
    left = " ".join(value for _table, _column, value in everything())
    lost = {said for said in before if said not in left and "file.content" not in said}
    # What Omar told Maya about why they fit quoted both, and his words in her list of suggestions go with it.
    # So does the answer to somebody who asked to join: it was to her alone.
    assert not {said for said in lost if "recommendation" not in said and "join.reason" not in said}


def test_whoever_is_deleted_leaves_no_row_in_tables_that_are_deleted(world: World) -> None:
    delete_account(world.maya)
    for name, entry in REGISTER.items():
        if entry.erased is Erased.DELETED and name != "letter":
            table: Any = Base.metadata.tables[name]
            assert not db.session.execute(sa.select(table).where(mine(name, world.maya.id))).all(), name
