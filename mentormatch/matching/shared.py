"""Values that many mentors share (lists of topics, weekly hours): each distinct one is kept and compared only once."""

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching import hours
from mentormatch.matching.columns import Column
from mentormatch.matching.types import Hours


class Shared:
    """Distinct values in use, numbered; a number that nobody uses any more goes to the next value."""

    def __init__(self) -> None:
        """Start without values."""
        self._numbers: dict[Hashable, int] = {}
        self._values: list[Hashable] = []
        self._users: list[int] = []
        self._free: list[int] = []

    def __len__(self) -> int:
        """Return how many numbers there are, those in waiting included."""
        return len(self._values)

    def release(self, number: int) -> None:
        """Take one user from a value; -1 is nothing."""
        if number < 0:
            return
        self._users[number] -= 1
        if not self._users[number]:
            del self._numbers[self._values[number]]
            self._free.append(number)

    def _number(self, value: Hashable) -> tuple[int, bool]:
        """Return the number of a value, one user more, and whether it is new."""
        number = self._numbers.get(value)
        new = number is None
        if number is None:
            number = self._free.pop() if self._free else len(self._values)
            if number == len(self._values):
                self._values.append(value)
                self._users.append(0)
            self._numbers[value], self._values[number] = number, value
        self._users[number] += 1
        return number, new


class SharedLists(Shared):
    """Distinct lists of numbers from 0 up, lying across: (longest, k) padded by -1.

    So a question runs along the first members of all lists, then along the second: over short rows it takes ten times
    as long.
    """

    def __init__(self) -> None:
        """Start without lists."""
        super().__init__()
        self._members = np.full((4, 16), -1, np.intp)

    @property
    def across(self) -> npt.NDArray[np.intp]:
        """Return the members of each list in the column of its number."""
        return self._members[:, : len(self)]

    def take(self, members: Iterable[int]) -> int:
        """Return the number of a list, whatever its order; -1 for an empty one."""
        value = tuple(sorted(members))
        if not value:
            return -1
        number, new = self._number(value)
        if new:
            self._put(number, value)
        return number

    def members(self, number: int) -> list[int]:
        """Return what a list holds; -1 holds nothing."""
        return [member for member in self._members[:, number].tolist() if member >= 0] if number >= 0 else []

    def _put(self, number: int, value: tuple[int, ...]) -> None:
        longest, room = self._members.shape
        if number >= room or len(value) > longest:
            wider = np.full((max(longest, len(value)), room if number < room else 2 * room), -1, np.intp)
            wider[:longest, :room] = self._members
            self._members = wider
        self._members[:, number] = -1
        self._members[: len(value), number] = value


class SharedHours(Shared):
    """Distinct weekly hours in their zones: free quarter-hours, whether any are stated, minutes ahead of UTC."""

    def __init__(self) -> None:
        """Start without hours."""
        super().__init__()
        self._bits = np.zeros((len(hours.WEEKS), hours.BYTES, 16), np.uint8)
        self._offsets = np.zeros((len(hours.WEEKS), 16))
        self._stated = np.zeros(16, np.bool_)

    @property
    def free(self) -> hours.Bits:
        """Return packed quarter-hours lying across, (weeks, BYTES, k)."""
        return self._bits[..., : len(self)]

    @property
    def stated(self) -> npt.NDArray[np.bool_]:
        """Tell by number whether any hours are stated, (k,)."""
        return self._stated[: len(self)]

    @property
    def offsets(self) -> npt.NDArray[np.float64]:
        """Return the minutes ahead of UTC in each reference week, (weeks, k)."""
        return self._offsets[:, : len(self)]

    def take(self, rules: tuple[Hours, ...], zone: str) -> int:
        """Return the number of these hours; -1 when the zone is unknown."""
        if not zone:
            return -1
        number, new = self._number((rules, zone))
        if new:
            if number >= len(self._stated):
                self._bits, self._offsets = _doubled(self._bits), _doubled(self._offsets)
                self._stated = _doubled(self._stated)
            self._bits[..., number] = hours.free_quarters(rules, zone)
            self._offsets[:, number] = hours.offsets(zone)
            self._stated[number] = bool(rules)
        return number


class SharedYears(Shared):
    """Distinct years of work."""

    def __init__(self) -> None:
        """Start without years."""
        super().__init__()
        self._years = Column(np.float64)

    @property
    def rows(self) -> npt.NDArray[np.float64]:
        """Return the years by their numbers, (k,)."""
        return self._years.rows

    def take(self, years: float | None) -> int:
        """Return the number of these years; -1 when they are unknown."""
        if years is None:
            return -1
        number, new = self._number(float(years))
        if new:
            self._years.put(number, years)
        return number


def _doubled(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the values with twice the room along the last axis."""
    return np.concatenate([values, np.zeros_like(values)], axis=-1)
