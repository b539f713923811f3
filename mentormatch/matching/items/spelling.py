"""The words that are written anywhere: what begins like a word, and what is nearly spelt like one."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mentormatch.matching.items.words import folded, stems

#: Letters that may be wrong in a word of at least so many.
SLIPS = ((10, 3), (5, 2), (3, 1))
#: A word with as few uses may itself be a mistake, when one nearly like it has so many times its uses.
RARE, OFTEN = 1, 10


class Spelling:
    """Folded words with the number of things they stand in, and how each was written first."""

    def __init__(self) -> None:
        """Start without words."""
        self._uses: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._written: dict[str, str] = {}
        #: Made when they are asked for: the words in order, and those of each length.
        self._sorted: list[str] = []
        self._by_length: dict[int, list[str]] = {}
        self._stale = False

    def add(self, uses: Mapping[str, int], language: str) -> None:
        """Take in the words of some things in one language, with the number of things that each stands in."""
        for word, number in uses.items():
            plain = folded(word)
            if not self._uses[plain]:
                self._stale = True
            self._uses[plain] += number
            for stem in stems(word, language):
                self._stems[stem] += number
            self._written.setdefault(plain, word)

    def remove(self, words: Iterable[str], language: str) -> None:
        """Forget the distinct words of one thing."""
        for word in words:
            plain = folded(word)
            self._uses[plain] -= 1
            self._stems.subtract(stems(word, language))
            if not self._uses[plain]:
                del self._uses[plain], self._written[plain]
                self._stale = True

    def knows(self, plain: str, its_stems: Iterable[str]) -> bool:
        """Tell whether a folded word stands anywhere, in this or another form."""
        return self._uses[plain] > 0 or any(self._stems[stem] > 0 for stem in its_stems)

    def written(self, plain: str) -> str:
        """Return a word with its accents, as it was written first."""
        return self._written.get(plain, plain)

    def beginning(self, start: str, most: int) -> list[str]:
        """Return the folded words that begin so, those in most use first."""
        self._settle()
        first, found = bisect_left(self._sorted, start), []
        while first < len(self._sorted) and self._sorted[first].startswith(start):
            found.append(self._sorted[first])
            first += 1
        return sorted(found, key=lambda word: (-self._uses[word], word))[:most]

    def near(self, plain: str, most: int) -> list[str]:
        """Return the folded words that are spelt most alike, by letters put in, left out, mistaken or swapped."""
        slips = next((slips for length, slips in SLIPS if len(plain) >= length), 0)
        if not slips:
            return []
        self._settle()
        lengths = range(len(plain) - slips, len(plain) + slips + 1)
        some = [word for length in lengths for word in self._by_length.get(length, ()) if word != plain]
        found = process.extract(plain, some, scorer=OSA.distance, score_cutoff=slips, limit=8 * most)
        # Few people slip at the first letter, and the word that more things use is the likelier one.
        order = sorted((slip + (word[0] != plain[0]), -self._uses[word], word) for word, slip, _ in found)
        return [word for slip, _, word in order if slip == order[0][0]][:most]

    def doubted(self, plain: str) -> str:
        """Return the word that a rare one is probably a mistake for, or ""."""
        if len(plain) < SLIPS[1][0] or not 0 < self._uses[plain] <= RARE:
            return ""
        nearest = next(iter(self.near(plain, 1)), "")
        alike = nearest and OSA.distance(plain, nearest) == 1
        return nearest if alike and self._uses[nearest] >= OFTEN * self._uses[plain] else ""

    def _settle(self) -> None:
        if self._stale or len(self._sorted) != len(self._uses):
            self._sorted = sorted(self._uses)
            lengths: dict[int, list[str]] = defaultdict(list)
            for word in self._sorted:
                lengths[len(word)].append(word)
            self._by_length, self._stale = dict(lengths), False
