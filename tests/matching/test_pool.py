"""A pool that was changed ranks like one that was made anew, and looks up its mentors."""

import random

import pytest

from mentormatch.matching import BaselineRanker, MentorPool, UnknownMentor
from tests.matching.people import MENTEE, MENTORS, mentee, mentor


def scores(pool, **changes):
    return {one.mentor_id: one.score for one in BaselineRanker().rank(MENTEE, pool, top=100, **changes)}


def test_mentors_are_found_by_id(pool):
    assert len(pool) == len(MENTORS)
    assert pool.get("ana") == mentor("ana")
    assert "ana" in pool and "maya" not in pool
    for ask in (pool.get, pool.remove):
        with pytest.raises(UnknownMentor, match="maya"):
            ask("maya")


def test_a_changed_pool_is_a_new_pool(vectors):
    chance = random.Random(4)
    pool, present = MentorPool(encode=True), {}
    for _ in range(60):
        facts = chance.choice(MENTORS)
        if facts.id in present and chance.random() < 0.4:
            pool.remove(facts.id)
            del present[facts.id]
        else:
            present[facts.id] = facts
            pool.upsert(facts, vectors[facts.id])
    fresh = MentorPool(present.values(), vectors=vectors)
    assert scores(pool) == pytest.approx(scores(fresh), abs=1e-6)


def test_a_new_profile_counts_at_once(pool, encoder):
    before = scores(pool)["greta"]
    changed = mentor("greta", role_title="Data analyst", bio="I analyse data of a bank in SQL and Tableau.")
    pool.upsert(changed, encoder.mentor(changed))
    assert scores(pool)["greta"] > before + 0.2
    assert pool.get("greta") == changed


def test_a_mentor_who_fills_up_is_not_ranked(pool, vectors):
    pool.upsert(mentor("ana", load=2), vectors["ana"])
    assert "ana" not in scores(pool)


def test_without_encoding_words_and_background_rank_and_the_reasons_say_so(vectors):
    pool = MentorPool(MENTORS, encode=False)
    ranked = BaselineRanker().rank(MENTEE, pool)
    assert ranked[0].mentor_id == "ana"
    assert "goal_not_encoded" in {reason.feature for reason in ranked[0].reasons}
    assert not {"whole", "role", "sentences"} & {reason.feature for reason in ranked[0].reasons}


def test_one_mentor_not_yet_encoded_is_compared_by_words(vectors, encoder):
    known = {mentor_id: one for mentor_id, one in vectors.items() if mentor_id != "ana"}
    pool = MentorPool(MENTORS, vectors=known, encode=False)
    ranked = BaselineRanker().rank(MENTEE, pool, goal=encoder.goal(MENTEE))
    ana = next(one for one in ranked if one.mentor_id == "ana")
    told = {reason.feature: reason.text() for reason in ana.reasons}
    assert "not encoded" in told["not_encoded"]
    assert ana.score > 0.5
    assert all("not_encoded" not in {r.feature for r in one.reasons} for one in ranked if one.mentor_id != "ana")


def test_stored_goal_vectors_give_the_same_list(pool, encoder):
    assert scores(pool, goal=encoder.goal(MENTEE)) == scores(pool)


def test_who_came_and_went_with_the_same_phrase_changes_nothing(encoder):
    asked = mentee(previous_field="sales", degree="BSc statistics")
    goal = encoder.goal(asked)
    hugo = mentor("hugo", previous_field="marketing", degree="MSc data")
    other = mentor("hugo", id="other", previous_field="Marketing", degree="MSC DATA")
    for stored in (encoder.mentor(hugo), None):
        pool = MentorPool(encode=False)
        pool.upsert(hugo, stored)
        (before,) = BaselineRanker().rank(asked, pool, goal=goal)
        pool.upsert(other, encoder.mentor(other))
        pool.remove("other")
        (after,) = BaselineRanker().rank(asked, pool, goal=goal)
        assert after.score == pytest.approx(before.score, abs=1e-6)
