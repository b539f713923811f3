"""Advice: what is missing, what cannot be understood, what the first five hang on."""

from mentormatch.matching import BaselineRanker, MenteeFacts
from tests.matching.people import MENTEE, mentee


def codes(asked, pool):
    return [one.code for one in BaselineRanker().advice(asked, pool)]


def test_a_full_profile_only_hears_what_its_list_hangs_on(pool):
    assert set(codes(MENTEE, pool)) <= {"alters_first_five"}


def test_an_empty_profile_hears_what_is_missing(pool):
    found = codes(MenteeFacts("nobody"), pool)
    assert found[0] == "no_goal"
    assert {"no_degree", "no_previous_field", "no_availability", "no_languages"} <= set(found)


def test_a_title_alone_is_a_poor_goal(pool):
    assert "short_goal" in codes(mentee(goal="Data analyst"), pool)
    assert "short_goal" not in codes(MENTEE, pool)


def test_a_language_that_is_not_understood_is_told(pool):
    goal = "Szeretnék adatelemző lenni egy nagy bankban, és számokkal mesélni el a történeteket."
    assert "language_not_understood" in codes(mentee(goal=goal), pool)
    assert "language_not_understood" not in codes(mentee(goal=goal, text_language="en"), pool)


def test_every_hint_can_be_read(pool):
    for asked in (MENTEE, MenteeFacts("nobody"), mentee(goal="Nurse")):
        for one in BaselineRanker().advice(asked, pool):
            assert one.text()
            assert "%(" not in one.text()
