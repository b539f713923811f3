"""Which things a question finds: by their words, the title before the rest, and by their meaning."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.items.asking import Asked
from mentormatch.matching.items.pool import ItemPool
from mentormatch.matching.vectors import Vectors

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

#: Shares of a score: how many of the words a thing has, the rarer the weightier; how much of it, and of its title,
#: they are; meaning.
COVERED, NAMED, MEANING = 0.55, 0.25, 0.2
#: Of the second, this is the title's.
TITLE = 0.6
#: What has a word that means the same, as far as what has the word itself.
SAME = 0.8
#: From this cosine on a thing is found although it shares no word with the question.
ALIKE = 0.45
#: The same in two languages is so much less alike, as vectors go, than in one (measured on titles: 0.1 to 0.25).
FARTHER = 0.08
#: What has all the words stands above what only means the same.
MOST_BY_MEANING = 0.84
#: Places among the first, counted from 0, for what means the same in other languages where no thing has all the words.
PLACES_BY_MEANING = (2, 4)
#: So many of the first stand in a fixed order when their scores are equal.
SORTED = 500
#: A thing with fewer of the words than this share of what the best one has is not what was looked for.
FEW_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows of a pool, best first, with their scores in [0, 1]."""

    rows: Rows
    scores: Floats


def find(asked: Asked, pool: ItemPool, vector: Vectors | None = None) -> Hits:
    """Return everything that is found. ``vector`` is the sentence vector (512,) of what was typed."""
    if not len(pool):
        return Hits(np.zeros(0, np.intp), np.zeros(0))
    covered = _covered(asked, pool)
    named = TITLE * pool.titles.cosines(asked.terms) + (1 - TITLE) * pool.words.cosines(asked.terms)
    scores = COVERED * covered + NAMED * named / max(float(named.max()), 1e-9)
    found = (covered > 0) & (covered >= FEW_WORDS * covered.max())
    if vector is not None:
        cosines = (pool.column("vectors") @ pool.folded(vector[None])[0]).astype(np.float64)
        # Words speak against a thing only in their own language: in others, meaning alone tells.
        others = _in_another_language(scores, pool)
        scores += MEANING * np.clip(cosines, 0.0, 1.0)
        scores[others] = np.maximum(scores[others], np.minimum(cosines[others] + FARTHER, MOST_BY_MEANING))
        found |= cosines >= ALIKE
    order = _ordered(np.flatnonzero(found), scores, pool)
    if vector is not None and covered.max() < 1:
        order = _mixed(order, others, cosines)
    return Hits(order, scores[order])


def _ordered(rows: Rows, scores: Floats, pool: ItemPool) -> Rows:
    """Return rows, the best first. Equal scores stand in the order of ids: that of rows tells who came when."""
    order = rows[np.argsort(-scores[rows], kind="stable")]
    first = sorted(order[:SORTED].tolist(), key=lambda row: (-scores[row], pool.facts[row].id))
    return np.concatenate([np.array(first, np.intp), order[SORTED:]])


def _mixed(order: Rows, others: npt.NDArray[np.bool_], cosines: Floats) -> Rows:
    """Return the rows with those nearest in meaning, of other languages, in their places among the first.

    Scores of words and of meaning are hardly comparable; where nothing has all the words, either may be what was meant.
    """
    near = order[others[order]]
    near = near[np.argsort(-cosines[near], kind="stable")][: len(PLACES_BY_MEANING)]
    rest = order[~np.isin(order, near)]
    for place, row in zip(PLACES_BY_MEANING, near, strict=False):
        rest = np.insert(rest, min(place, len(rest)), row)
    return rest


def _covered(asked: Asked, pool: ItemPool) -> Floats:
    """Return the share of the words that each thing has, in whatever form, weighted by their rarity."""
    covered, total = np.zeros(len(pool)), 0.0
    for word, same in zip(asked.words, asked.same, strict=True):
        has = (pool.words.cosines(word) > 0).astype(np.float64)
        if len(same.keys):
            has = np.maximum(has, SAME * (pool.words.cosines(same) > 0))
        # A word that nothing has, and nothing near it, says little about what has the others.
        number = np.count_nonzero(has)
        rarity = 1 + np.log((1 + len(pool)) / (1 + number)) if number else 1.0
        covered += rarity * has
        total += rarity
    return covered / max(total, 1e-9)


def _in_another_language(scores: Floats, pool: ItemPool) -> npt.NDArray[np.bool_]:
    """Tell which things are in another language than the one of which most words were typed."""
    languages = pool.column("language")
    typed = languages[int(scores.argmax())] if scores.any() else 0
    return (languages != typed) & (languages != 0) if typed else np.zeros(len(pool), np.bool_)
