"""Reasons add up, and each says what can be derived again from the facts alone."""

import json
import random
from dataclasses import replace

import pytest

from mentormatch.matching import BaselineRanker, MenteeFacts, MentorPool, Reason
from tests.matching.people import MENTEE, MENTORS, mentee, mentor

FACTS = {
    "industries": ("finance", "retail", "software", "health"),
    "help_topics": ("CV", "interview", "portfolio", "confidence"),
    "languages": ("en", "it", "de", "fr"),
}
SINGLE = {
    "time_zone": ("", "Europe/Rome", "America/New_York", "Asia/Kolkata"),
    "degree": ("", "BSc Digital Business", "MSc Applied Data Science & AI"),
    "previous_field": ("", "marketing", "nursing", "physics"),
    "years_experience": (None, 0, 3, 12),
    "availability": ((), ((0, "18:00", "21:00"),), ((0, "08:00", "12:00"), (5, "10:00", "11:30"))),
}
GOALS = ("", "data analyst in a bank", "Ich möchte in die Pflege", "software engineer", "I like people and numbers")


def random_facts(chance):
    several = {name: tuple(chance.sample(values, chance.randint(0, 3))) for name, values in FACTS.items()}
    return several | {name: chance.choice(values) for name, values in SINGLE.items()}


def random_people(chance, vectors):
    base = chance.choice(MENTORS)
    counts = {"capacity": 4, "load": chance.randint(0, 3), "asked": 10, "accepted": chance.randint(0, 10)}
    return replace(base, **random_facts(chance), **counts), vectors[base.id]


def test_reasons_add_up_on_many_random_pairs(vectors, encoder):
    chance = random.Random(1)
    ranker, pairs = BaselineRanker(), 0
    while pairs < 1000:
        pool = MentorPool(encoder=encoder, encode=False)
        for number in range(25):
            facts, stored = random_people(chance, vectors)
            pool.upsert(replace(facts, id=f"m{number}"), stored if chance.random() < 0.8 else None)
        clarity = chance.choice(["know", "idea", "exploring"])
        asked = MenteeFacts("maya", goal=chance.choice(GOALS), clarity=clarity, **random_facts(chance))
        goal = encoder.goal(asked) if chance.random() < 0.8 else None
        for one in ranker.rank(asked, pool, top=100, goal=goal, explore=2, seed=pairs):
            assert sum(reason.contribution for reason in one.reasons) == pytest.approx(one.score, abs=1e-9)
            assert 0 <= one.score <= 1
            pairs += 1


def told(asked, *mentors, encoder=None):
    pool = MentorPool(mentors, encoder=encoder, encode=encoder is not None)
    return [{reason.feature: reason for reason in one.reasons} for one in BaselineRanker().rank(asked, pool)]


def written_by(facts):
    return f"{facts.role_title} {facts.headline} {facts.bio} {' '.join(facts.skills)}".lower()


ASKED_IN = f"{MENTEE.goal} {' '.join(MENTEE.target_roles)}".lower()

#: What each reason states, derived again from the facts alone.
TRUE = {
    "degree": lambda said, facts: (said["degree"], said["same"]) == (facts.degree, facts.degree == MENTEE.degree),
    "path": lambda said, facts: (
        said["start"] == facts.previous_field
        and said["same_start"] == (facts.previous_field.lower() == MENTEE.previous_field.lower())
    ),
    "languages": lambda said, facts: set(said["shared"]) == set(facts.languages) & set(MENTEE.languages),
    "years": lambda said, facts: said["ahead"] == facts.years_experience - MENTEE.years_experience,
    "sentences": lambda said, facts: said["sentence"].rstrip("…") in facts.bio,
    "words": lambda said, facts: all(word in written_by(facts) and word in ASKED_IN for word in said["shared"]),
    "skills": lambda said, facts: not set(facts.skills) & set(said["not_covered"]),
    "topics": lambda said, facts: not set(facts.help_topics) & set(said["not_covered"]),
    "industries": lambda said, facts: not set(facts.industries) & set(said["not_covered"]),
    "role": lambda said, facts: said["role"] in (facts.role_title, facts.headline),
}


def test_reasons_are_true(pool):
    checked = set()
    for one in BaselineRanker().rank(MENTEE, pool):
        for reason in one.reasons:
            if reason.feature in TRUE:
                assert TRUE[reason.feature](reason.evidence, pool.get(one.mentor_id)), reason.text()
                checked.add(reason.feature)
    assert checked == set(TRUE)


def test_the_words_of_reasons():
    (reasons,) = told(MENTEE, mentor("ana"))
    assert {name: reason.text() for name, reason in reasons.items() if reason.kind in {"for", "against"}} == {
        "words": "Shares your words: data, analyst, bank",
        "skills": "Has 2 of the 3 skills you want: SQL, Tableau",
        "path": "Started where you did: marketing, now Data analyst",
        "degree": "Took your degree: MSc Applied Data Science & AI",
        "industries": "Knows your industry: finance",
        "topics": "Helps with 1 of the 2 topics you named: Interviews",
        "hours": "Free when you are: 2 h in common a week",
        "languages": "Speaks English and Italian with you",
        "years": "Ahead of you at work: by 3 years",
    }
    assert reasons["hours"].label() == "Free when you are"
    assert reasons["hours"].detail() == "2 h in common a week"


def test_what_speaks_against_is_told():
    apart = mentor(
        "ana",
        skills=("welding",),
        industries=("agriculture",),
        help_topics=("confidence",),
        degree="BA Fine Arts",
        previous_field="music",
        availability=((4, "06:00", "07:00"),),
        years_experience=0,
    )
    (reasons,) = told(MENTEE, apart)
    assert {name: reason.text() for name, reason in reasons.items() if reason.kind == "against"} == {
        "skills": "Does not name the skills you want: SQL, Tableau, dbt",
        "path": "Started elsewhere: music",
        "degree": "Took another degree: BA Fine Arts",
        "industries": "Has not worked in: finance, which you named",
        "topics": "Does not offer help with: Interviews, CV",
        "hours": "No hours in common that we know of",
        "years": "Not ahead of you in years of work",
    }
    assert all(reason.contribution < 0 for reason in reasons.values() if reason.kind == "against")


def test_durations_are_said_in_hours_and_minutes():
    def hours(end):
        (reasons,) = told(MENTEE, mentor("ana", availability=((0, "17:00", end),)))
        return reasons["hours"].detail()

    assert [hours(end) for end in ("17:45", "18:00", "19:30")] == [
        "45 min in common a week",
        "1 h in common a week",
        "2 h 30 in common a week",
    ]


def test_a_profile_in_another_language_is_matched_by_meaning(pool):
    reasons = next(one.reasons for one in BaselineRanker().rank(MENTEE, pool) if one.mentor_id == "dieter")
    note = next(reason for reason in reasons if reason.feature == "text_language")
    assert note.text() == "Matched by meaning: the profile is in German"


def test_what_is_not_known_is_named_and_moves_towards_the_middle(pool):
    ranked = BaselineRanker().rank(MENTEE, pool, top=100)
    leo = next(one for one in ranked if one.mentor_id == "leo")
    unknown = next(reason for reason in leo.reasons if reason.feature == "unknown")
    assert "hours" in unknown.detail() and "degree" in unknown.detail()
    assert min(one.score for one in ranked) < leo.score < max(one.score for one in ranked)


def test_reasons_for_come_first_the_weightiest_leading(pool):
    for one in BaselineRanker().rank(MENTEE, pool):
        kinds = [reason.kind for reason in one.reasons]
        assert kinds == sorted(kinds, key=["for", "against", "base", "adjustment"].index)
        weights = [reason.contribution for reason in one.reasons if reason.kind == "for"]
        assert weights == sorted(weights, reverse=True)


def test_evidence_can_be_stored_as_json_and_read_again(pool):
    for one in BaselineRanker().rank(MENTEE, pool):
        for reason in one.reasons:
            stored = json.loads(json.dumps([reason.feature, reason.kind, reason.contribution, reason.evidence]))
            assert Reason(*stored).text() == reason.text()


def test_nothing_asked_is_the_same_for_everybody(pool):
    ranked = BaselineRanker().rank(MenteeFacts("nobody"), pool, top=100)
    assert len({one.score for one in ranked}) == 1


def test_a_percent_sign_in_a_profile_stays_one():
    (reasons,) = told(mentee(degree="100% online %(x)s"), mentor("ana", degree="100% online %(x)s"))
    assert reasons["degree"].text() == "Took your degree: 100% online %(x)s"


def test_half_of_what_was_asked_for_is_praise_or_not_as_it_counted():
    some = {"covered": ["SQL"], "not_covered": ["dbt", "R"]}
    assert Reason("skills", "for", 0.1, some).text() == "Has 1 of the 3 skills you want: SQL"
    assert Reason("skills", "against", -0.1, some).text() == "Has only 1 of the 3 skills you want: SQL"
    assert Reason("topics", "against", -0.1, some).text() == "Helps with only 1 of the 3 topics you named: SQL"
    assert Reason("industries", "against", -0.1, some).text() == "Knows only 1 of the 3 industries you named: SQL"
    assert Reason("years", "against", -0.1, {"ahead": 25.0}).text() == "Far ahead of you at work: by 25 years"
    assert Reason("hours", "against", -0.1, {"minutes": 15}).text() == "Little time in common: 15 min in common a week"
