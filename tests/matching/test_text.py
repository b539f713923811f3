"""Texts as people really write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.matching import BaselineRanker, text
from tests.matching.people import mentee, mentor


def test_markup_addresses_and_pictographs_go():
    written = "<b>Nurse</b> &amp; teacher 🙂 write to me@example.org or https://example.org/x"
    assert text.clean(written) == "Nurse & teacher write to or"


@pytest.mark.parametrize(
    ("written", "calm"),
    [
        ("I WANT TO BE A NURSE", "i want to be a nurse"),
        ("CEO", "CEO"),
        ("HR", "HR"),
        ("Ich möchte Krankenpfleger werden", "Ich möchte Krankenpfleger werden"),
        ("NURSE", "nurse"),
        ("", ""),
        ("123", "123"),
    ],
)
def test_only_shouting_is_calmed(written, calm):
    assert text.calm(written) == calm


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_that_one_can_see(written):
    once = text.clean(written)
    assert len(once) <= text.LONGEST
    assert "\n" not in once
    assert once == once.strip()


def test_sentences_are_split_and_scraps_dropped():
    assert text.sentences("I teach. I write! 1) 2) Ok? Yes, really.") == ("I teach.", "I write!", "Yes, really.")
    assert len(text.sentences("I teach. " * 50)) == text.MOST_SENTENCES


@pytest.mark.parametrize(
    "goal",
    [
        "",
        "   ",
        "🙂🙂🙂",
        "nurse",
        "I WANT TO WORK WITH DATA IN A BANK",
        "<script>alert(1)</script><p>Data analyst</p>",
        "data analyst " * 800,
        "Szeretnék adatelemző lenni egy bankban",
        "\x00\x01\ud83d",
        "a" * 10_000,
        "))))((((%%%s%(x)s",
        "我想成为数据分析师",
    ],
)
def test_any_goal_gets_sane_scores(pool, goal):
    ranked = BaselineRanker().rank(mentee(goal=goal), pool)
    assert ranked
    assert all(0 <= one.score <= 1 for one in ranked)
    assert all(reason.text() for one in ranked for reason in one.reasons)


def test_shouting_does_not_change_who_comes_first(pool):
    plain, loud = (
        [one.mentor_id for one in BaselineRanker().rank(mentee(goal=goal, target_roles=()), pool, top=3)]
        for goal in ("I want to be a data analyst in a bank", "I WANT TO BE A DATA ANALYST IN A BANK")
    )
    assert plain[0] == loud[0]
    assert len(set(plain) & set(loud)) >= 2


def test_markup_in_a_profile_changes_little(pool):
    bare = BaselineRanker().rank(mentee(), pool, only=["ana"])[0].score
    facts = mentor("ana")
    pool.upsert(mentor("ana", bio=f"<div class='x'><p>{facts.bio}</p></div> 🎉🎉"))
    assert BaselineRanker().rank(mentee(), pool, only=["ana"])[0].score == pytest.approx(bare, abs=0.01)


def test_a_long_quote_is_cut_between_words():
    assert text.shortened("I build models, and teach", 40) == "I build models, and teach"
    assert text.shortened("I build models, and teach", 18) == "I build models…"
    assert text.shortened("x" * 50, 10) == "x" * 9 + "…"


def test_half_a_surrogate_pair_is_no_text(encoder):
    assert encoder.mentor(mentor(bio="Data \ud800 analyst", degree="\udfff")).parts
