"""What somebody typed, as the words by which things are found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mentormatch.matching.items.spelling import Spelling
from mentormatch.matching.items.words import all_stems, distinct, exactly, folded, nearly_passed_over, words_of
from mentormatch.matching.terms import Terms, word_key

#: What nobody types to find something; the rest is not read.
MOST_WORDS, LONGEST_WORD = 12, 40
#: A word that somebody may still be typing is completed from so many letters, to so many words.
FEWEST_LETTERS, MOST_ENDINGS = 2, 8
#: How many words a word that nobody wrote may stand for.
MOST_NEAR = 3
_WORD = re.compile(r"\w[\w+#]*")
#: Weight of a word that was guessed, beside one that was typed.
GUESSED = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """Typed words as terms: each for itself, and all together. ``corrected`` is what was probably meant, or ""."""

    typed: str
    words: tuple[Terms, ...]
    terms: Terms
    corrected: str


def ask(typed: str, spelling: Spelling) -> Asked:
    """Return what is asked: every word in its forms, the last one as a beginning, mistaken ones as what is near."""
    words = [
        word for word in distinct(words_of(typed) or typed.lower().split())[:MOST_WORDS] if len(word) <= LONGEST_WORD
    ]
    each: list[dict[str, float]] = []
    meant: dict[str, str] = {}
    for place, word in enumerate(words):
        plain, forms = folded(word), all_stems(word)
        weights: dict[str, float] = {}
        each.append(weights)
        _take(weights, [exactly(plain), *forms], 1.0)
        endings = []
        if place == len(words) - 1 and len(plain) >= FEWEST_LETTERS and not typed.endswith(" "):
            endings = [end for end in spelling.beginning(plain, MOST_ENDINGS) if end != plain]
            _take(weights, map(exactly, endings), GUESSED)
        known = spelling.knows(plain, forms)
        if not known and len(words) > 1 and nearly_passed_over(plain):
            each.pop()
            continue
        near = [spelling.doubted(plain)] if known else spelling.near(plain, MOST_NEAR) if not endings else []
        for other in filter(None, near):
            _take(weights, [exactly(other), *all_stems(spelling.written(other))], GUESSED if known else 1.0)
            meant.setdefault(word, spelling.written(other))
    together: dict[str, float] = {}
    for weights in each:
        for key, weight in weights.items():
            _take(together, [key], weight)
    corrected = _WORD.sub(lambda one: meant.get(one[0].lower(), one[0]), typed) if meant else ""
    return Asked(typed, tuple(map(_terms, each)), _terms(together), corrected)


def _take(weights: dict[str, float], keys: Iterable[str], weight: float) -> None:
    for key in keys:
        weights[key] = max(weights.get(key, 0.0), weight)


def _terms(weights: dict[str, float]) -> Terms:
    found = sorted((word_key(key), weight) for key, weight in weights.items())
    keys = np.array([key for key, _ in found], np.uint64)
    return Terms(keys, np.array([weight for _, weight in found], np.float32))
