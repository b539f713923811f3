"""Words and character n-grams of a text as hashed keys with counts: no vocabulary, so nothing to fit or to ship."""

import functools
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from mentormatch.matching.stopwords import STOP_WORDS

Keys = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.float32]

#: Lengths of the character n-grams, taken inside words and their borders (scikit-learn calls this "char_wb").
GRAMS = (3, 4, 5)
#: Share of common letters from which two words are one: "visualisation" and "visualization" .92, "statics" and
#: "statistics" .82.
SPELT_ALIKE = 0.85

_TOKEN = re.compile(r"\w[\w+#]+|\w[+#]")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(1_000_003)


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Sorted distinct keys (k,) uint64 and how often each occurs (k,) float32."""

    keys: Keys
    counts: Counts


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without stop words; "C++" and "C#" are words."""
    return [word for word in _TOKEN.findall(text.lower()) if word not in STOP_WORDS]


def word_terms(words: Sequence[str]) -> Terms:
    """Return single words and pairs of neighbours."""
    keys = np.fromiter(map(word_key, words), np.uint64, len(words))
    pairs = _mixed(keys[:-1] * _STEP + keys[1:])
    return _counted(np.concatenate([keys, pairs]))


def char_terms(words: Sequence[str]) -> Terms:
    """Return the character n-grams of the words, each word padded by a space on both sides."""
    if not words:
        return _counted(np.zeros(0, np.uint64))
    padded = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), np.uint32)
    codes, space = padded.astype(np.uint64), padded == 32
    return _counted(np.concatenate([_grams(codes, space, n) for n in GRAMS]))


@functools.lru_cache(maxsize=50_000)
def same_thing(one: str, other: str) -> bool:
    """Tell whether two phrases name one thing: each word of the shorter one stands in the longer one, spelt alike.

    "Dashboards" is a dashboard and "Tableau" is in "Tableau software", but "statics" is no "statistics".
    """
    few, many = sorted((tokens(one) or [one.lower()], tokens(other) or [other.lower()]), key=len)
    return all(any(_spelt_alike(word, its) for its in many) for word in few)


def _spelt_alike(word: str, other: str) -> bool:
    return word == other or SequenceMatcher(None, word, other, autojunk=False).ratio() >= SPELT_ALIKE


@functools.lru_cache(maxsize=200_000)
def word_key(word: str) -> int:
    """Return a stable 64-bit key of a word: the same in every process."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf8", "surrogatepass"), digest_size=8).digest(), "little")


def _grams(codes: Keys, space: npt.NDArray[np.bool_], n: int) -> Keys:
    size = len(codes) - n + 1
    if size <= 0:
        return np.zeros(0, np.uint64)
    rolled = np.full(size, n, np.uint64)
    inside = np.ones(size, np.bool_)
    for offset in range(n):
        rolled = rolled * _STEP + codes[offset : offset + size]
        if 0 < offset < n - 1:
            inside &= ~space[offset : offset + size]
    return _mixed(rolled[inside])


def _mixed(keys: Keys) -> Keys:
    # A multiplicative mix with a fold spreads the rolled sums over all 64 bits.
    spread = keys * _MULTIPLIER
    return spread ^ (spread >> np.uint64(29))


def _counted(keys: Keys) -> Terms:
    distinct, counts = np.unique(keys, return_counts=True)
    return Terms(distinct, counts.astype(np.float32))
