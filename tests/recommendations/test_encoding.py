"""Vectors are made for those who need them, kept with the number of their texts, and found by the pool."""

import pytest
import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.matching import Encoder
from mentormatch.profiles import service as profiles
from mentormatch.recommendations import encoding, queries
from mentormatch.recommendations.encoding import encode_pending
from mentormatch.recommendations.facts import mentee_record
from mentormatch.recommendations.models import StoredVector, VectorKind
from mentormatch.recommendations.pool import live_pool
from mentormatch.recommendations.service import recommend


def _stored() -> list[tuple[int, str]]:
    rows = db.session.execute(sa.select(StoredVector.person_id, StoredVector.kind).order_by(StoredVector.person_id))
    return [(person_id, kind.value) for person_id, kind in rows]


def test_the_worker_knows_the_job():
    assert JOBS["vectors.encode"] is encode_pending


def test_mentors_and_goals_are_encoded_once(make, model):
    omar, maya = make.mentor("Omar"), make.mentee("Maya")
    make.person("Somebody else")
    assert queries.waiting_for_vectors() == 2
    assert encode_pending() == 2
    assert _stored() == [(omar.id, "mentor"), (maya.id, "goal")]
    assert encode_pending() == queries.waiting_for_vectors() == 0


def test_who_is_both_has_both(make, model):
    both = make.mentor("Omar")
    profiles.save_aim(both, by=both, goal="I want to lead a team.")
    encode_pending()
    assert set(_stored()) == {(both.id, "goal"), (both.id, "mentor")}


def test_a_changed_text_is_encoded_again_and_meanwhile_old_vectors_are_not_used(make, model):
    omar, maya = make.mentor("Omar"), make.mentee("Maya")
    encode_pending()
    profiles.save_background(omar, by=omar, bio="I write novels now.")
    profiles.save_aim(maya, by=maya, goal="I want to write novels.")
    record = mentee_record(maya.id)
    assert record is not None
    assert record.goal is None
    shown = recommend(maya, top=1)[0].recommendation
    assert "goal_not_encoded" in [reason.feature for reason in shown.reasons]
    assert encode_pending() == 2
    shown = recommend(maya, top=1)[0].recommendation
    assert {"whole", "sentences"} <= {reason.feature for reason in shown.reasons}


def test_another_encoder_encodes_everybody_again(make, model, monkeypatch):
    make.mentor("Omar")
    encode_pending()
    newer = Encoder(model, name="words-2")
    monkeypatch.setattr(Encoder, "default", staticmethod(lambda: newer))
    assert encode_pending() == 1
    assert db.session.scalars(sa.select(StoredVector.encoder_id)).all() == [newer.id]


def test_a_pool_that_was_filled_before_finds_the_new_vectors(make, model):
    omar = make.mentor("Omar")
    with live_pool().fresh() as mentors:
        assert mentors.sentences[mentors.row(str(omar.id))] is None
    encode_pending()
    with live_pool().fresh() as mentors:
        assert mentors.sentences[mentors.row(str(omar.id))] is not None


def test_texts_that_change_while_they_are_encoded_stay_stale(make, model, monkeypatch):
    omar = make.mentor("Omar")
    real = encoding._encoded

    def slow(kind, person_ids):
        rows = real(kind, person_ids)
        profiles.save_background(omar, by=omar, bio="Changed while you were busy.")
        return rows

    monkeypatch.setattr(encoding, "_encoded", slow)
    encode_pending()
    monkeypatch.undo()
    assert queries.waiting_for_vectors() == 1


def test_two_who_encode_the_same_person_both_succeed(make, model):
    omar = make.mentor("Omar")
    rows = encoding._encoded(VectorKind.MENTOR, [omar.id])
    encoding._store(VectorKind.MENTOR, rows)
    encoding._store(VectorKind.MENTOR, rows)
    assert _stored() == [(omar.id, "mentor")]


def test_progress_tells_how_many_are_done(make, model, monkeypatch):
    monkeypatch.setattr(encoding, "BATCH", 2)
    for _ in range(3):
        make.mentor()
    make.mentee()
    told: list[tuple[int, int]] = []
    encode_pending(lambda done, total: told.append((done, total)))
    assert told == [(2, 4), (3, 4), (4, 4)]


def test_disabled_people_are_not_encoded(make, model):
    omar = make.mentor("Omar")
    omar_id = omar.id
    with db.engine.begin() as connection:
        connection.execute(sa.text("update person set active = false where id = :id"), {"id": omar_id})
    db.session.rollback()
    assert encode_pending() == 0


@pytest.mark.parametrize("kind", list(VectorKind))
def test_somebody_who_left_meanwhile_is_passed_over(make, model, kind):
    maya = make.mentee("Maya")
    rows = encoding._encoded(VectorKind.GOAL, [maya.id])
    rows[0]["person_id"] += 1000
    encoding._store(kind, rows)
    assert _stored() == []
