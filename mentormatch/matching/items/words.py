"""Words as they are compared: without case and accents, and by their stems in the languages of the product."""

import functools
import re
import unicodedata
from collections.abc import Iterable

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from mentormatch.matching.stopwords import STOP_WORDS

#: Languages whose words are stemmed, with the stemmer's name for each.
STEMMED = {"en": "english", "it": "italian", "es": "spanish", "de": "german", "fr": "french"}
#: No word for a career, but a word to search by.
_SOUGHT = frozenset(("career", "job", "jobs", "work", "working", "works", "goal", "help")) | frozenset(
    ("lavoro", "lavorare", "trabajo", "trabajar", "arbeit", "arbeiten", "beruf", "travail", "travailler", "souhaite")
)
PASSED_OVER = STOP_WORDS - _SOUGHT
#: A slip in a shorter word could be any other word.
SHORTEST = 4
_LONGER = sorted(word for word in PASSED_OVER if len(word) >= SHORTEST)
_TOKEN = re.compile(r"\w[\w+#]*")
_ACCENTS = re.compile("[\u0300-\u036f]")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, in their order, without those that say nothing."""
    return [word for word in _TOKEN.findall(text.lower()) if word not in PASSED_OVER]


@functools.lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Return a word without case and accents; ß is ss."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))


@functools.lru_cache(maxsize=200_000)
def stems(word: str, language: str) -> frozenset[str]:
    """Return the folded stems of a word in one language: as it is written, and as somebody without accents writes it.

    In a language that is not known it is the folded word.
    """
    plain = folded(word)
    if language not in STEMMED:
        return frozenset([plain])
    stem = _stemmer(language).stemWord
    return frozenset([folded(stem(word)), folded(stem(plain))])


def all_stems(word: str) -> frozenset[str]:
    """Return the stems of a word in whichever language it may be."""
    return frozenset().union(*(stems(word, language) for language in STEMMED))


@functools.lru_cache(maxsize=200_000)
def keys_of(word: str, language: str) -> tuple[str, ...]:
    """Return what a written word is found by: its folded form, marked, and its stems."""
    return (exactly(folded(word)), *sorted(stems(word, language)))


def exactly(plain: str) -> str:
    """Return the key of a folded word as such, which no stem has."""
    return f"={plain}"


def distinct(words: Iterable[str]) -> list[str]:
    """Return the words without repetitions, in their order."""
    return [*dict.fromkeys(words)]


@functools.lru_cache(maxsize=10_000)
def nearly_passed_over(plain: str) -> bool:
    """Tell whether a word that stands nowhere is probably one that says nothing: "wiht", "paar"."""
    near = process.extractOne(plain, _LONGER, scorer=OSA.distance, score_cutoff=1)
    return len(plain) >= SHORTEST - 1 and near is not None


@functools.cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMED[language])
