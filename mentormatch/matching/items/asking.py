"""What somebody typed, as the words by which things are found."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from mentormatch.matching.items.spelling import Spelling
from mentormatch.matching.items.synonyms import same_as
from mentormatch.matching.items.words import all_stems, distinct, exactly, folded, nearly_passed_over, words_of
from mentormatch.matching.terms import Terms, word_key

#: What nobody types to find something; the rest is not read.
MOST_WORDS, LONGEST_WORD = 12, 40
#: A word that somebody may still be typing is completed from so many letters, to so many words.
FEWEST_LETTERS, MOST_ENDINGS = 2, 8
#: How many words a word that nobody wrote may stand for.
MOST_NEAR = 3
_WORD = re.compile(r"\w[\w+#]*")
#: So many first letters are the same in a word of two languages.
ALIKE = 5
#: Weight of a word that was guessed, beside one that was typed.
GUESSED = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """Typed words as terms: each for itself, and all together; ``same`` are for each what means the same.

    ``corrected`` is what was probably meant, or "".
    """

    typed: str
    words: tuple[Terms, ...]
    same: tuple[Terms, ...]
    terms: Terms
    corrected: str


@dataclass(slots=True)
class _Word:
    """One word: what it is found by, what means the same, what was probably meant, and whether it stands anywhere."""

    own: dict[str, float]
    same: dict[str, float]
    meant: str
    known: bool


def ask(typed: str, spelling: Spelling, is_word: Callable[[str], bool] | None = None) -> Asked:
    """Return what is asked: every word in its forms and in other languages, the last one as a beginning, mistaken ones
    as what is near.

    ``is_word`` tells words of a language from slips: what nobody wrote but is a word is not taken for another one.
    """
    words = [
        word for word in distinct(words_of(typed) or typed.lower().split())[:MOST_WORDS] if len(word) <= LONGEST_WORD
    ]
    read: dict[str, _Word] = {}
    for place, word in enumerate(words):
        unfinished = place == len(words) - 1 and not typed.endswith(" ")
        one = _read(word, spelling, unfinished, is_word)
        if one.known or len(words) == 1 or not nearly_passed_over(folded(word)):
            read[word] = one
    together: dict[str, float] = {}
    for one in read.values():
        # What means the same counts for a word that stands nowhere.
        for key, weight in (one.own if one.known else one.same | one.own).items():
            _take(together, [key], weight)
    meant = {word: one.meant for word, one in read.items() if one.meant}
    corrected = _WORD.sub(lambda one: meant.get(one[0].lower(), one[0]), typed) if meant else ""
    each = tuple(_terms(one.own) for one in read.values())
    return Asked(typed, each, tuple(_terms(one.same) for one in read.values()), _terms(together), corrected)


def _read(word: str, spelling: Spelling, unfinished: bool, is_word: Callable[[str], bool] | None) -> _Word:
    plain, forms = folded(word), all_stems(word)
    one = _Word({}, {}, "", spelling.knows(plain, forms))
    _take(one.own, [exactly(plain), *forms], 1.0)
    for other in same_as(plain, forms):
        _take(one.same, [exactly(other), *all_stems(other)], GUESSED)
    if unfinished and len(plain) >= FEWEST_LETTERS:
        endings = [end for end in spelling.beginning(plain, MOST_ENDINGS) if end != plain]
        _take(one.own, map(exactly, endings), GUESSED)
        if endings and not one.known:
            return one
    near = [spelling.doubted(plain)] if one.known else spelling.near(plain, MOST_NEAR)
    if not one.known and (one.same or (is_word is not None and is_word(word))):
        # In another language it may be written nearly alike, which is no slip.
        _take(one.own, [exactly(other) for other in near if other[:ALIKE] == plain[:ALIKE]], GUESSED)
        return one
    for other in filter(None, near):
        _take(one.own, [exactly(other), *all_stems(spelling.written(other))], GUESSED if one.known else 1.0)
        one.meant = one.meant or spelling.written(other)
    return one


def _take(weights: dict[str, float], keys: Iterable[str], weight: float) -> None:
    for key in keys:
        weights[key] = max(weights.get(key, 0.0), weight)


def _terms(weights: dict[str, float]) -> Terms:
    found = sorted((word_key(key), weight) for key, weight in weights.items())
    keys = np.array([key for key, _ in found], np.uint64)
    return Terms(keys, np.array([weight for _, weight in found], np.float32))
