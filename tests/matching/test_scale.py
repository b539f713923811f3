"""A large pool: only who comes near the top is scored, and nobody can tell it from the list."""

import random
from dataclasses import replace

import numpy as np
import pytest

from mentormatch.matching import BaselineRanker, Encoder, MenteeFacts, MentorFacts, MentorPool, MentorVectors
from tests.matching.people import MENTEE, MENTORS, mentee, mentor

#: What counts as large here, so that a large pool is made in a second.
NUMBERS = {"SMALL": 200, "KEPT": 150, "LEADERS": 120, "SAMPLE": 100, "PIECE": 256}
SIZE = 700
TITLES = ("Data analyst", "Data engineer", "Nurse", "Lawyer", "Statistician", "Teacher", "Analyst of markets")
PLACES = ("in a bank", "in a hospital", "for shops", "at a school", "with numbers", "in sales")
ASKING = {
    "everything": MENTEE,
    "another language": mentee(goal="Ich möchte Daten für eine Bank auswerten", target_roles=()),
    "exploring": mentee(clarity="exploring"),
    "no goal": mentee(goal="", target_roles=()),
}


@pytest.fixture(autouse=True)
def _large_is_small(monkeypatch):
    for name, number in NUMBERS.items():
        monkeypatch.setattr(f"mentormatch.matching.shortlist.{name}", number)


@pytest.fixture(scope="module")
def people(vectors):
    return list(made_up(vectors))


@pytest.fixture(scope="module")
def large(people):
    pool = MentorPool(encode=False)
    pool.fill(people)
    return pool


@pytest.fixture(params=ASKING, ids=lambda name: name.replace(" ", "-"))
def asking(request) -> MenteeFacts:
    return ASKING[request.param]


def made_up(vectors, number=SIZE):
    """Mentors between the twelve: another one's background, other words, vectors with noise."""
    chance, noise = random.Random(3), np.random.default_rng(3)
    for place in range(number):
        base, other = chance.choice(MENTORS), chance.choice(MENTORS)
        background = {
            name: getattr(other, name)
            for name in ("help_topics", "degree", "previous_field", "availability", "time_zone")
        }
        words = f"{base.bio} I am a {chance.choice(TITLES).lower()} {chance.choice(PLACES)}."
        facts = replace(base, id=f"m{place}", bio=words, load=0, capacity=chance.randint(0, 3), **background)
        stored = vectors[base.id]
        rows = stored.rows + noise.normal(0, 0.02, stored.rows.shape)
        given = MentorVectors(stored.encoder_id, stored.language, stored.parts, rows.astype(np.float16))
        yield facts, given if place % 10 else None


def goal_of(asked: MenteeFacts):
    return Encoder.default().goal(asked)


def ranked(asked: MenteeFacts, pool: MentorPool, **changes):
    return BaselineRanker().rank(asked, pool, goal=goal_of(asked), **changes)


def test_the_list_is_that_of_scoring_everybody(large, asking):
    found = ranked(asking, large, top=20)
    scores = BaselineRanker().scores([asking], large, {asking.id: goal_of(asking)})[0]
    for one in found:
        given_up = sum(reason.contribution for reason in one.reasons if reason.feature == "variety")
        assert scores[large.row(one.mentor_id)] == pytest.approx(one.score - given_up, abs=1e-6)
    if asking.clarity != "exploring":
        limit = np.sort(np.nan_to_num(scores, nan=-1.0))[-20]
        assert sum(one.score >= limit - 1e-6 for one in found) == 20


def test_reasons_add_up(large, asking):
    for one in ranked(asking, large, top=40, explore=4, seed=1):
        assert sum(reason.contribution for reason in one.reasons) == pytest.approx(one.score, abs=1e-9)


def test_a_filter_changes_no_score(large):
    everybody = {one.mentor_id: one for one in ranked(MENTEE, large, top=100)}
    some = list(everybody)[::7]
    assert [one.mentor_id for one in ranked(MENTEE, large, only=some, top=100)] == some
    assert all(everybody[one.mentor_id] == one for one in ranked(MENTEE, large, only=some, top=100))
    (alone,) = ranked(MENTEE, large, only=[some[-1]])
    assert alone == everybody[some[-1]]


def test_the_way_a_pool_came_about_changes_nothing(people, large, asking):
    chance, changed = random.Random(5), MentorPool(encode=False)
    for facts, stored in reversed(people):
        changed.upsert(facts, stored)
    for _ in range(300):
        facts, stored = chance.choice(people)
        if facts.id in changed and chance.random() < 0.5:
            changed.remove(facts.id)
        else:
            changed.upsert(replace(facts, bio="I keep bees.", skills=()), None)
    for facts, stored in people:
        changed.upsert(facts, stored)
    now, fresh = ranked(asking, changed, top=50), ranked(asking, large, top=50)
    assert [one.mentor_id for one in now] == [one.mentor_id for one in fresh]
    assert [one.score for one in now] == pytest.approx([one.score for one in fresh], abs=1e-6)


def test_a_mentor_who_comes_or_goes_is_seen_at_once(people):
    pool = MentorPool(encode=False)
    pool.fill(people)
    ideal = replace(mentor("ana"), id="ideal", help_topics=MENTEE.help_topics, skills=MENTEE.skills_wanted)
    pool.upsert(ideal, Encoder.default().mentor(ideal))
    assert ranked(MENTEE, pool)[0].mentor_id == "ideal"
    pool.remove("ideal")
    assert "ideal" not in {one.mentor_id for one in ranked(MENTEE, pool, top=SIZE)}


def test_a_long_list_holds_everybody_who_may_be_ranked(large):
    refused = BaselineRanker().refused(MENTEE, large)
    listed = [one.mentor_id for one in ranked(MENTEE, large, top=SIZE)]
    assert len(listed) == SIZE - len(refused)
    assert listed[:20] == [one.mentor_id for one in ranked(MENTEE, large, top=20)]


def test_who_asks_for_nothing_gets_equals_by_id(large):
    nobody = MenteeFacts("nobody")
    found = BaselineRanker().rank(nobody, large, top=5)
    assert [one.mentor_id for one in found] == sorted(one.mentor_id for one in found)


def test_filling_is_adding_one_by_one(people, vectors):
    some = [*people[:80], (replace(people[3][0], bio="Another life."), people[3][1])]
    at_once, one_by_one = MentorPool(encode=False), MentorPool(encode=False)
    at_once.fill(some)
    for facts, stored in some:
        one_by_one.upsert(facts, stored)
    assert len(at_once) == len(one_by_one) == 80
    first, second = (
        {one.mentor_id: one.score for one in ranked(MENTEE, pool, top=80)} for pool in (at_once, one_by_one)
    )
    assert first == pytest.approx(second, abs=1e-6)


def test_many_more_things_than_usual_are_kept_apart():
    names = tuple(f"skill {number}" for number in range(40))
    pool = MentorPool([MentorFacts("a", skills=names), MentorFacts("b", skills=names[:1])], encode=False)
    asked = MenteeFacts("x", goal="bees", skills_wanted=("skill 39", "skill 20"))
    first, _ = BaselineRanker().rank(asked, pool)
    assert first.mentor_id == "a"
    (skills,) = [reason for reason in first.reasons if reason.feature == "skills"]
    assert skills.evidence["not_covered"] == []
