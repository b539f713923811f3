"""Words that may mean the same, by their spelling alone. Whether they do is for a person to say."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from sklearn.feature_extraction.text import TfidfVectorizer

from mentormatch.core.i18n import Lazy, _l
from mentormatch.matching.terms import SPELT_ALIKE
from mentormatch.profiles.models import Term

#: Two that share so few groups of letters are not compared letter by letter.
COMPARABLE = 0.35
#: So many words are compared with each other.
COMPARED = 3000
_ACRONYM = 2, 5
SAME = _l("Written almost the same")
SHORT = _l("The short form of the other")
SIMILAR = _l("Similar spelling")


class Pair(NamedTuple):
    """Two words and why they may be one: the first would become the second, which more people use."""

    source: Term
    target: Term
    why: Lazy


def likely(terms: Sequence[Term]) -> list[Pair]:
    """Pairs of words that may be one, the surest first, then those that most people use."""
    terms = terms[:COMPARED]
    found: dict[tuple[str, str], Pair] = {}
    for pair in (*_same(terms), *_short(terms), *_similar(terms)):
        found.setdefault((min(pair.source.key, pair.target.key), max(pair.source.key, pair.target.key)), pair)
    order = [SAME, SHORT, SIMILAR]
    return sorted(found.values(), key=lambda pair: (order.index(pair.why), -pair.target.uses, pair.source.key))


def folded(word: str) -> str:
    """A word without accents, signs and the ending of a plural."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = re.sub(r"[^\w+#]|_", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return plain[:-1] if len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss") else plain


def acronym(label: str) -> str:
    """The first letters of a word's parts: ``ml`` of Machine learning, ``js`` of JavaScript."""
    parts = re.findall(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])", unicodedata.normalize("NFKC", label))
    return "".join(part[0] for part in parts).casefold() if len(parts) > 1 else ""


def _same(terms: Sequence[Term]) -> list[Pair]:
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        groups[folded(term.key)].append(term)
    return [_pair(one, other, SAME) for group in groups.values() for one, other in combinations(group, 2)]


def _short(terms: Sequence[Term]) -> list[Pair]:
    long: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if initials := acronym(term.label):
            long[initials].append(term)
    least, most = _ACRONYM
    return [
        Pair(term, other, SHORT)
        for term in terms
        if least <= len(term.key) <= most and term.key.isalpha()
        for other in long[term.key]
        if other is not term
    ]


def _similar(terms: Sequence[Term]) -> list[Pair]:
    if len(terms) < 2:
        return []
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), sublinear_tf=True)
    vectors = grams.fit_transform([term.key for term in terms])
    alike = (vectors @ vectors.T).tocoo()
    return [
        _pair(terms[row], terms[column], SIMILAR)
        for row, column, share in zip(alike.row, alike.col, alike.data, strict=True)
        if row < column and share >= COMPARABLE and _spelt_alike(terms[row].key, terms[column].key)
    ]


def _spelt_alike(one: str, other: str) -> bool:
    """Python 2 is not Python 3, however alike they are spelt."""
    letters = SequenceMatcher(None, one, other, autojunk=False)
    alike = (
        letters.real_quick_ratio() >= SPELT_ALIKE
        and letters.quick_ratio() >= SPELT_ALIKE
        and letters.ratio() >= SPELT_ALIKE
    )
    return alike and re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _pair(one: Term, other: Term, why: Lazy) -> Pair:
    source, target = sorted((one, other), key=lambda term: (term.uses, -len(term.key), term.key))
    return Pair(source, target, why)
