"""Filters, lines and sums, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.matching import MentorFacts, Reason, Recommendation
from mentormatch.recommendations.filters import Filters, choices
from mentormatch.recommendations.reasons import lines
from mentormatch.recommendations.score_parts import in_tenths, points, taken_apart

JOSE = MentorFacts(
    "1",
    role_title="Ingénieur de données",
    organisation="Nordwind",
    skills=("SQL", "Tableau"),
    languages=("pt-BR", "en"),
    industries=("Finance",),
    help_topics=("CV",),
)


@pytest.mark.parametrize(
    "found",
    [
        Filters(),
        Filters(q="jose"),
        Filters(q="INGENIEUR nordwind"),
        Filters(q="tabl"),
        Filters(language="pt"),
        Filters(language="en-GB"),
        Filters(topic="cv"),
        Filters(industry="finance"),
    ],
)
def test_a_filter_finds_without_case_accents_or_region(found):
    assert found.keep(JOSE, "José Silva")


@pytest.mark.parametrize("missed", [Filters(q="jose python"), Filters(language="de"), Filters(industry="health")])
def test_a_filter_needs_everything_it_names(missed):
    assert not missed.keep(JOSE, "José Silva")


def test_the_address_cannot_ask_for_nonsense():
    asked = Filters.of({"q": "  data \n science " + "x" * 200, "free": "always", "other": "1"})
    assert asked.q.startswith("data science x")
    assert len(asked.q) == 80
    assert asked.free == ""
    assert set(asked.chosen) == {"q"}


def test_choices_are_what_mentors_offer_each_once():
    offered = choices([JOSE, MentorFacts("2", industries=("finance", "health"), languages=("pt",))])
    assert offered.languages == ("en", "pt")
    assert offered.industries == ("Finance", "health")


def _reason(feature: str, contribution: float, **evidence: object) -> Reason:
    return Reason(feature, "for" if contribution >= 0 else "against", contribution, evidence)


REASONS = (
    _reason("whole", 0.2),
    _reason("degree", 0.1, degree="MSc AI", same=True),
    _reason("sentences", 0.05, sentence="I explain numbers."),
    _reason("languages", 0.001, shared=["it"]),
    _reason("industries", -0.02, covered=[], not_covered=["finance"]),
    _reason("words", -0.04, shared=[]),
    Reason("base", "base", 0.1),
    Reason("text_language", "adjustment", 0.0, {"language": "de"}),
)


def test_a_card_says_once_that_texts_are_alike_in_the_most_telling_way():
    told = lines(REASONS, "en", most=3, against=2)
    features = ("sentences", "degree", "industries", "text_language")
    texts = [one.text("en") for name in features for one in REASONS if one.feature == name]
    assert [f"{line.head} {line.text}".strip() for line in told] == texts
    assert [line.against for line in told] == [False, False, True, True]


def test_the_strongest_reasons_are_kept():
    assert len(lines(REASONS, "en", most=1, against=0)) == 1


@given(st.lists(st.floats(-1, 1, allow_nan=False), max_size=30))
def test_rounded_points_add_up_to_the_rounded_sum_and_none_is_far_off(values):
    tenths = in_tenths(values)
    assert sum(tenths) == round(sum(value * 1000 for value in values))
    assert all(abs(one - value * 1000) <= 1 for one, value in zip(tenths, values, strict=True))


def test_points_are_written_as_the_reader_writes_numbers():
    assert points(123, "en") == "12.3"
    assert points(123, "it", signed=True) == "+12,3"
    assert points(-5, "en", signed=True) == "−0.5"


def test_a_sum_begins_with_the_base_and_tells_beside_it_what_moves_nothing():
    score = sum(reason.contribution for reason in REASONS)
    apart = taken_apart(Recommendation("1", score, "good", REASONS), "en")
    assert apart.parts[0].label == "Where every mentor here starts"
    assert apart.total == points(round(score * 1000), "en")
    assert apart.notes == ["Matched by meaning: the profile is in German"]
