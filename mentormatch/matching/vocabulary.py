"""Numbers for term keys: given once, never changed, found for many keys at once."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.terms import Keys

Ids = npt.NDArray[np.int32]

#: Keys that came late wait in a dictionary; beyond this number, and a quarter of all, they are sorted in.
FEW = 4096


class Vocabulary:
    """Keys numbered from 0 as they came: a sorted array, and a dictionary of those that came late."""

    def __init__(self) -> None:
        """Start without keys."""
        self._keys: Keys = np.zeros(0, np.uint64)
        self._ids: Ids = np.zeros(0, np.int32)
        self._late: dict[int, int] = {}

    def __len__(self) -> int:
        """Return how many keys have a number."""
        return len(self._keys) + len(self._late)

    def find(self, keys: Keys) -> Ids:
        """Return the number of each key, -1 for those that have none."""
        ids = np.full(len(keys), -1, np.int32)
        if len(self._keys):
            places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
            ids = np.where(self._keys[places] == keys, self._ids[places], ids)
        if self._late:
            missing = np.flatnonzero(ids < 0)
            ids[missing] = [self._late.get(key, -1) for key in keys[missing].tolist()]
        return ids

    def take(self, keys: Keys) -> Ids:
        """Return the number of each of these distinct keys, a new one where it had none."""
        ids = self.find(keys)
        missing = np.flatnonzero(ids < 0)
        if len(missing):
            first = len(self)
            ids[missing] = np.arange(first, first + len(missing))
            self._late.update(zip(keys[missing].tolist(), ids[missing].tolist(), strict=True))
            if len(self._late) > max(FEW, len(self._keys) // 4):
                self._sort()
        return ids

    def _sort(self) -> None:
        count = len(self._late)
        keys = np.concatenate([self._keys, np.fromiter(self._late.keys(), np.uint64, count)])
        ids = np.concatenate([self._ids, np.fromiter(self._late.values(), np.int32, count)])
        order = np.argsort(keys)
        self._keys, self._ids, self._late = keys[order], ids[order], {}
