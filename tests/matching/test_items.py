"""Things are found by words in any form and ranked with reasons that are true and add up."""

import dataclasses

import numpy as np
import pytest

from mentormatch.matching import Encoder, GoalVectors, MenteeFacts
from mentormatch.matching.items import ItemFacts, ItemPool, ItemVectors, ask, find, rank_items
from mentormatch.matching.items.measuring import WEIGHTS

CV = ItemFacts("guide:1", "guide", "Your first CV", "One page, clear and honest.", "en", topics=("CV",))
SQL = ItemFacts(
    "event:1", "event", "SQL workshop for analysts", "We query real tables.", "en",
    roles=("Data analyst",), skills=("SQL", "Tableau"), industries=("finance",),
)  # fmt: skip
COLLOQUIO = ItemFacts("event:2", "event", "Preparare il colloquio", "Università e città.", "it", topics=("interview",))
STRASSE = ItemFacts("guide:2", "guide", "Die große Straße der Bewerbungen", "Übungen für Lebensläufe.", "de")
ITEMS = (CV, SQL, COLLOQUIO, STRASSE)
MAYA = MenteeFacts(
    "maya", goal="I want to analyse data with SQL as a data analyst.", target_roles=("Data analyst",),
    skills_wanted=("SQL", "Python"), help_topics=("CV",), languages=("en", "it"), text_language="en",
)  # fmt: skip


@pytest.fixture
def items() -> ItemPool:
    found = ItemPool("none")
    found.fill((one, None) for one in ITEMS)
    return found


def first(pool: ItemPool, words: str) -> str:
    hits = find(ask(words, pool.spelling), pool)
    return pool.facts[hits.rows[0]].id if len(hits.rows) else ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cv", "guide:1"),
        ("CVs", "guide:1"),
        ("sql worksh", "event:1"),
        ("wrokshop", "event:1"),
        ("workshops for analyst", "event:1"),
        ("universita", "event:2"),
        ("colloqui", "event:2"),
        ("coloquio", "event:2"),
        ("strasse", "guide:2"),
        ("grosse", "guide:2"),
        ("lebenslaufe", "guide:2"),
        ("Bewerbung", "guide:2"),
        ("astronaut", ""),
        ("", ""),
    ],
)
def test_words_are_found_in_any_form(items: ItemPool, words: str, found: str) -> None:
    assert first(items, words) == found


def test_a_slip_is_told_with_the_accents_it_should_have(items: ItemPool) -> None:
    assert ask("univresita clear", items.spelling).corrected == "università clear"
    assert ask("clear", items.spelling).corrected == ""


def test_what_is_removed_leaves_no_trace(items: ItemPool) -> None:
    items.remove("event:2")
    items.fill([(dataclasses.replace(CV, title="Another title"), None)])
    assert first(items, "colloquio") == ""
    assert ask("coloqio", items.spelling).corrected == ""
    assert first(items, "another") == "guide:1"
    fresh = ItemPool("none")
    fresh.fill([(STRASSE, None), (SQL, None), (dataclasses.replace(CV, title="Another title"), None)])
    assert rank_items(MAYA, None, items) == rank_items(MAYA, None, fresh)


def test_reasons_add_up_and_say_what_is_so(items: ItemPool) -> None:
    found = rank_items(MAYA, None, items, top=10)
    assert next(one.item_id for one in found) == "event:1"
    for one in found:
        assert 0 <= one.score <= 1
        assert one.score == pytest.approx(sum(reason.contribution for reason in one.reasons), abs=1e-9)
    told = {reason.feature: reason.text() for reason in found[0].reasons if reason.kind == "for"}
    assert told["item_roles"] == "About the role you aim for: Data analyst"
    assert told["item_skills"] == "Skills you want: SQL"
    assert told["item_languages"] == "In a language that you speak: English"
    assert "sql" in told["item_words"]
    others = {reason.feature: reason.text() for one in found for reason in one.reasons if reason.kind == "against"}
    assert others["item_topics"] == "Helps with something else: Interviews"
    assert others["item_languages"] == "In another language than yours: German"


def test_what_is_not_known_is_left_out(items: ItemPool) -> None:
    nobody = MenteeFacts("x", languages=("it",))
    (found, *_) = rank_items(nobody, None, items, only={"event:2"})
    assert {reason.feature for reason in found.reasons} == {"item_base", "item_languages"}
    assert found.score == pytest.approx(1.0)
    assert rank_items(MenteeFacts("y"), None, items, only={"event:2"})[0].score == 0


def test_kinds_and_names_narrow_the_list(items: ItemPool) -> None:
    assert {one.item_id for one in rank_items(MAYA, None, items, kind="guide")} == {"guide:1", "guide:2"}
    assert [one.item_id for one in rank_items(MAYA, None, items, kind="guide", only={"guide:2", "event:1"})] == [
        "guide:2"
    ]
    assert rank_items(MAYA, None, items, kind="degree") == rank_items(MAYA, None, ItemPool("none")) == []
    assert len(rank_items(MAYA, None, items, top=1)) == 1


def test_meaning_counts_where_both_are_encoded() -> None:
    pool, vector = ItemPool("none"), np.zeros((1, 512), np.float16)
    vector[0, 0] = 1
    pool.fill([(CV, None), (SQL, ItemVectors("none", "en", ("title",), vector))])
    goal = GoalVectors("none", "en", ("goal",), vector)
    with_meaning = {one.item_id: one for one in rank_items(MAYA, goal, pool)}
    assert "Close to your goal" in {reason.text() for reason in with_meaning["event:1"].reasons}
    assert "item_meaning" not in {reason.feature for reason in with_meaning["guide:1"].reasons}


def test_the_weights_are_shares() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_a_word_of_another_language_is_no_slip(items: ItemPool) -> None:
    asked = ask("univresita", items.spelling, lambda word: word == "univresita")
    assert asked.corrected == ""
    assert first(items, "curriculum") == first(items, "cv")
    assert ask("curriculum", items.spelling).corrected == ""


def test_the_encoder_tells_words_from_slips() -> None:
    encoder = Encoder.default()
    assert all(map(encoder.is_word, ("entrevista", "parlare", "visa", "interview")))
    assert not any(map(encoder.is_word, ("anlyst", "intervew", "lerning", "curiculum", "praktikm")))
