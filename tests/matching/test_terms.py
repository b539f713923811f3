"""Hashed terms are the n-grams they stand for, and the index is plain TF-IDF."""

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.terms import GRAMS, char_terms, same_thing, tokens, word_terms

WORDS = st.lists(st.text("abcdeäß+#1", min_size=1, max_size=8), max_size=8)


def grams_inside_words(words):
    """The same by slicing: every n-gram of each padded word; a word shorter than n has none."""
    padded = [f" {word} " for word in words]
    return Counter(one[i : i + n] for one in padded for n in GRAMS for i in range(len(one) - n + 1))


@given(WORDS)
def test_character_terms_are_the_grams_inside_words(words):
    terms = char_terms(words)
    assert sorted(terms.counts.tolist()) == sorted(grams_inside_words(words).values())


@given(WORDS, WORDS)
def test_equal_grams_have_equal_keys(one, other):
    shared = grams_inside_words(one).keys() & grams_inside_words(other).keys()
    assert len(np.intersect1d(char_terms(one).keys, char_terms(other).keys)) == len(shared)


def test_word_terms_are_words_and_pairs_of_neighbours():
    assert sorted(word_terms(["data", "analyst", "data"]).counts.tolist()) == [1, 1, 1, 2]
    assert len(word_terms([]).keys) == 0
    shared = np.intersect1d(word_terms(["data", "analyst"]).keys, word_terms(["analyst", "data"]).keys)
    assert len(shared) == 2


def test_wishing_is_no_word_and_languages_of_machines_are():
    assert tokens("Vorrei diventare un programmatore C++ e C#") == ["programmatore", "c++", "c#"]
    assert tokens("I would like to become a data analyst") == ["data", "analyst"]
    assert tokens("Ich möchte Krankenpfleger werden") == ["krankenpfleger"]


def plain_cosines(rows, query):
    """TF-IDF as in the docstring of TermIndex, with dictionaries."""
    used = [row for row in rows if row]
    frequency = Counter(word for row in rows for word in set(row))
    rarity = {word: 1 + np.log((1 + len(used)) / (1 + count)) for word, count in frequency.items()}

    def weigh(words):
        return {w: 2 * c / (c + 1) * rarity[w] for w, c in Counter(words).items() if w in rarity}

    def length(weighed):
        return np.sqrt(sum(value**2 for value in weighed.values())) or 1

    asked = weigh(query)
    for row in rows:
        held = weigh(row)
        yield sum(asked[w] * held[w] for w in asked.keys() & held.keys()) / length(asked) / length(held)


SINGLE = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]), max_size=6)


def single_terms(words):
    """Only single words, so that a dictionary can do the same."""
    terms = word_terms(words)
    kept = np.isin(terms.keys, np.concatenate([word_terms([word]).keys for word in words] or [terms.keys]))
    return type(terms)(terms.keys[kept], terms.counts[kept])


@given(st.lists(SINGLE, min_size=1, max_size=6), SINGLE)
def test_the_index_is_tf_idf(rows, query):
    index = TermIndex()
    for row in rows:
        index.append(single_terms(row))
    assert index.cosines(single_terms(query)) == pytest.approx(list(plain_cosines(rows, query)), abs=1e-6)
    assert index.empty().tolist() == [not row for row in rows]


@given(st.lists(SINGLE, min_size=3, max_size=6), SINGLE, SINGLE, st.integers(0, 2))
def test_a_changed_index_is_a_new_one(rows, query, other, place):
    index, fresh = TermIndex(), TermIndex()
    for row in rows:
        index.append(word_terms(row))
    index.cosines(word_terms(query))
    index.replace(place, word_terms(other))
    index.remove(0)
    changed = [*rows]
    changed[place] = other
    changed[0] = changed[-1]
    for row in changed[:-1]:
        fresh.append(word_terms(row))
    assert index.cosines(word_terms(query)) == pytest.approx(fresh.cosines(word_terms(query)), abs=1e-6)


def test_contributions_say_which_terms_made_the_cosine():
    index = TermIndex()
    index.append(word_terms(["data", "nurse"]))
    index.append(word_terms(["nurse", "teacher"]))
    query = word_terms(["data", "teacher"])
    first = np.array([0])
    assert [len(found) for found in index.contributions(query, first)] == [1]
    assert index.contributions(word_terms(["law"]), first) == [{}]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("dashboards", "Dashboard", True),
        ("Tableau", "Tableau software", True),
        ("data visualisation", "Data visualization", True),
        ("R", "r", True),
        ("statics", "statistics", False),
        ("machine learning", "deep learning", False),
        ("SQL", "NoSQL", False),
    ],
)
def test_the_same_thing_is_spelt_alike(one, other, same):
    assert same_thing(one, other) is same_thing(other, one) is same


def test_an_index_that_lived_long_is_a_new_one():
    chance, words = random.Random(2), [f"w{number}" for number in range(60)]
    index, rows = TermIndex(), []
    for _ in range(400):
        row = word_terms(chance.choices(words, k=chance.randint(0, 12)))
        if rows and chance.random() < 0.6:
            place = chance.randrange(len(rows))
            index.replace(place, row)
            rows[place] = row
        elif len(rows) > 5 and chance.random() < 0.3:
            place = chance.randrange(len(rows))
            index.remove(place)
            rows[place] = rows[-1]
            rows.pop()
        else:
            index.append(row)
            rows.append(row)
    fresh = TermIndex()
    fresh.extend(rows)
    for query in (word_terms(chance.choices(words, k=5)) for _ in range(20)):
        assert index.cosines(query) == pytest.approx(fresh.cosines(query), abs=1e-12)
        assert index.rough_cosines(query) == pytest.approx(fresh.rough_cosines(query), abs=1e-6)


def test_few_rows_are_measured_like_all():
    chance, words = random.Random(4), [f"w{number}" for number in range(20)]
    index = TermIndex()
    index.extend([word_terms(chance.choices(words, k=6)) for _ in range(300)])
    for some in (np.array([7]), np.arange(0, 300, 5), np.arange(300)):
        query = word_terms(chance.choices(words, k=4))
        assert index.cosines(query, some).tolist() == index.cosines(query)[some].tolist()
