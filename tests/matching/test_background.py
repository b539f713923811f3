"""Each fact of the background moves a score the right way, and the reason names it."""

import random
from dataclasses import replace

import pytest

from mentormatch.matching import BaselineRanker, MentorPool, MentorVectors
from tests.matching.people import MENTEE, mentor

NEARER = {
    "path": ({"previous_field": "marketing"}, {"previous_field": "nursing"}),
    "degree": ({"degree": "MSc Applied Data Science & AI"}, {"degree": "BA Fine Arts"}),
    "hours": ({"availability": ((0, "18:00", "20:00"),)}, {"availability": ((3, "08:00", "10:00"),)}),
    "topics": ({"help_topics": ("interview", "CV")}, {"help_topics": ("confidence",)}),
    "languages": ({"languages": ("en", "it")}, {"languages": ("en",)}),
    "years": ({"years_experience": 5}, {"years_experience": 30}),
    "industries": ({"industries": ("finance",)}, {"industries": ("agriculture",)}),
    "skills": ({"skills": ("SQL", "Tableau", "dbt")}, {"skills": ("SQL",)}),
}
NEARER_ZONE = ({"time_zone": "Europe/Vienna", "availability": ()}, {"time_zone": "Asia/Tokyo", "availability": ()})


def ranked(one, other):
    pool = MentorPool([one, other], encode=False)
    return BaselineRanker().rank(MENTEE, pool)


@pytest.mark.parametrize("feature", NEARER)
def test_the_nearer_mentor_is_first_and_the_reason_names_why(feature):
    near, far = (mentor("ana", **changes) for changes in NEARER[feature])
    # The far one has the earlier id: a tie would put it first.
    first, second = ranked(replace(near, id="z"), replace(far, id="a"))
    assert first.mentor_id == "z"
    apart = {
        reason.feature: reason.contribution - other.contribution
        for reason in first.reasons
        for other in second.reasons
        if reason.feature == other.feature
    }
    assert max(apart, key=apart.get) == feature
    assert next(reason for reason in first.reasons if reason.feature == feature).text()


def test_a_nearer_zone_counts_when_hours_are_unknown():
    near, far = (mentor("ana", **changes) for changes in NEARER_ZONE)
    first, _ = ranked(replace(near, id="z"), replace(far, id="a"))
    assert first.mentor_id == "z"


def test_of_pairs_that_differ_in_one_fact_the_nearer_is_first():
    chance = random.Random(7)
    right = 0
    names = [name for name in NEARER if name != "skills"]
    for _ in range(200):
        shared = {name: chance.choice(NEARER[name]) for name in names if chance.random() < 0.5}
        facts = {key: value for changes in shared.values() for key, value in changes.items()}
        feature = chance.choice(names)
        near, far = (mentor("ana", **facts | changes) for changes in NEARER[feature])
        right += ranked(replace(near, id="z"), replace(far, id="a"))[0].mentor_id == "z"
    assert right >= 190


def test_a_walked_path_needs_both_ends(encoder):
    there, elsewhere = mentor("ana", id="z"), mentor("ana", id="a", role_title="Nurse", bio="", skills=())
    pool = MentorPool([there, elsewhere], encoder=encoder)
    first, second = BaselineRanker().rank(MENTEE, pool)
    paths = {one.mentor_id: next(r for r in one.reasons if r.feature == "path") for one in (first, second)}
    assert paths["z"].contribution > paths["a"].contribution
    assert paths["z"].text() == "Walked your path: from marketing into Data analyst"
    assert paths["a"].text() == "Started where you did: marketing, now Nurse"


def test_a_field_in_another_language_is_understood(encoder):
    asked = replace(MENTEE, previous_field="Wirtschaft")
    near, far = mentor("ana", id="z", previous_field="economics"), mentor("ana", id="a", previous_field="music")
    first, _ = BaselineRanker().rank(asked, MentorPool([near, far], encoder=encoder))
    assert first.mentor_id == "z"


def test_load_and_refusals_lower_a_score_a_little():
    free, busy = mentor("ana", id="z", capacity=4, load=0), mentor("ana", id="a", capacity=4, load=3)
    first, second = ranked(free, busy)
    assert first.mentor_id == "z" and first.score - second.score < 0.1
    assert "3 of 4 places taken" in next(r for r in second.reasons if r.feature == "load").text()
    willing, unwilling = mentor("ana", id="z", asked=20, accepted=18), mentor("ana", id="a", asked=20, accepted=1)
    first, second = ranked(willing, unwilling)
    assert first.mentor_id == "z" and first.score - second.score < 0.1


def test_few_answers_are_not_told():
    _, second = ranked(mentor("ana", id="z", asked=20, accepted=20), mentor("ana", id="a", asked=2, accepted=0))
    assert "2" not in next(r for r in second.reasons if r.feature == "acceptance").text()


def test_stored_vectors_keep_their_kind(vectors):
    assert isinstance(vectors["ana"], MentorVectors)
