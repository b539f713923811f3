"""What a reason says about odd facts is still true."""

import pytest

from mentormatch.matching import BaselineRanker, MenteeFacts, MentorPool
from tests.matching.people import MENTEE, MENTORS, mentee, mentor


def said(asked, someone, vectors=None, encode=False):
    pool = MentorPool([someone], vectors=vectors, encode=encode)
    (one,) = BaselineRanker().rank(asked, pool, goal=pool.encoder.goal(asked) if vectors else None)
    return {reason.feature: reason for reason in one.reasons}


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (1, "Not ahead of you in years of work"),
        (1.1, "Ahead of you at work: by 0.1 years"),
        (1.5, "Ahead of you at work: by 0.5 years"),
        (30, "Far ahead of you at work: by 29 years"),
    ],
)
def test_half_a_year_ahead_is_ahead(years, words):
    assert said(MENTEE, mentor(years_experience=years))["years"].text() == words


def test_who_never_accepted_does_not_accept_some():
    assert said(MENTEE, mentor(asked=8, accepted=0))["acceptance"].text() == "May not accept: 0 of 8 so far"
    assert said(MENTEE, mentor(asked=8, accepted=2))["acceptance"].text() == "Accepts some requests: 2 of 8 so far"


def test_what_was_not_encoded_is_not_matched_by_meaning(vectors):
    german = mentor(text_language="de")
    assert "text_language" not in said(mentee(text_language="en"), german)
    assert "text_language" not in said(MenteeFacts("x", text_language="en"), german, encode=True)
    assert "text_language" in said(mentee(text_language="en"), mentor("dieter"), vectors)


def test_what_is_asked_for_twice_counts_once():
    asked = mentee(skills_wanted=("dbt", "SQL", "sql", " SQL "), help_topics=("interview", "Interview", "CV"))
    told = said(asked, mentor())
    assert told["skills"].evidence == {"covered": ["SQL"], "not_covered": ["dbt"]}
    assert told["topics"].text() == "Helps with 1 of the 2 topics you named: Interviews"


@pytest.mark.parametrize("bio", ["", "One sentence only.", "Now there are. Four of them. Which is more. Than before."])
def test_vectors_of_an_older_text_are_not_quoted(bio, vectors):
    asked = mentee(goal="Dashboards in SQL and Tableau for a retail bank")
    told = said(asked, mentor(bio=bio), vectors)["sentences"]
    assert (told.kind, told.evidence["sentence"]) == ("for", "")
    assert told.text() == "The profile has something of your goal"


def test_what_speaks_for_somebody_is_said_as_such():
    close = {"skills": ("Financial services",), "industries": ("Financial services",)}
    told = said(mentee(skills_wanted=("Finance",), industries=("Finance",)), mentor(**close))
    for feature in ("skills", "industries"):
        assert (told[feature].kind, told[feature].text()) == ("for", "Uses words like yours")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "word " * 2_500,
        "I WANT THIS " * 900,
        "😀👩‍💻",
        "<script>alert('x')</script>" * 400,
        "<" * 5_000,
        "أريد أن أصبح محلل بيانات",
        "\u202eatad",
        "\ud800",
        "%(what)s %s %d %",
        "...!?",
        "数据分析师。",
        "e\u0301" * 3_000,
        "R",
        " ",
    ],
)
def test_whatever_people_write_can_be_ranked_and_read(text, encoder):
    several = dict.fromkeys(("skills", "industries", "help_topics"), (text, text))
    once = dict.fromkeys(("bio", "degree", "previous_field"), text)
    odd = mentor("leo", role_title=text, headline=text, **several, **once)
    asked = mentee(goal=text, target_roles=(text,), skills_wanted=(text,), **several, **once)
    pool = MentorPool([odd, *MENTORS[:3]])
    for question in (asked, MENTEE, mentee(clarity="exploring", goal=text)):
        for one in BaselineRanker().rank(question, pool):
            assert sum(reason.contribution for reason in one.reasons) == pytest.approx(one.score, abs=1e-9)
            assert all(reason.text("it").strip() for reason in one.reasons)
        assert all(hint.text("it") for hint in BaselineRanker().advice(question, pool))
