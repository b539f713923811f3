"""Values that many mentors share (lists of topics, weekly hours): each distinct one is kept and compared only once."""

from collections.abc import Hashable, Iterable

import numpy as np
import numpy.typing as npt

from mentormatch.matching import hours
from mentormatch.matching.columns import Column, Lists
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
    """Distinct lists of numbers from 0 up, (k, longest) padded by -1."""

    def __init__(self) -> None:
        """Start without lists."""
        super().__init__()
        self._lists = Lists()

    @property
    def rows(self) -> npt.NDArray[np.int32]:
        """Return the lists by their numbers."""
        return self._lists.rows

    def take(self, members: Iterable[int]) -> int:
        """Return the number of a list, whatever its order; -1 for an empty one."""
        value = tuple(sorted(members))
        if not value:
            return -1
        number, new = self._number(value)
        if new:
            self._lists.put(number, value)
        return number

    def members(self, number: int) -> list[int]:
        """Return what a list holds; -1 holds nothing."""
        return [member for member in self.rows[number].tolist() if member >= 0] if number >= 0 else []


class SharedHours(Shared):
    """Distinct weekly hours in their zones: free quarter-hours, whether any are stated, minutes ahead of UTC."""

    def __init__(self) -> None:
        """Start without hours."""
        super().__init__()
        self._free_quarters = Column(np.uint8, len(hours.WEEKS) * hours.BYTES)
        self._stated = Column(np.bool_)
        self._offsets = Column(np.float64, len(hours.WEEKS))

    @property
    def free(self) -> hours.Bits:
        """Return packed quarter-hours by number, (k, weeks, BYTES)."""
        rows: hours.Bits = self._free_quarters.rows
        return rows.reshape(len(rows), len(hours.WEEKS), hours.BYTES)

    @property
    def stated(self) -> npt.NDArray[np.bool_]:
        """Tell by number whether any hours are stated, (k,)."""
        return self._stated.rows

    @property
    def offsets(self) -> npt.NDArray[np.float64]:
        """Return the minutes ahead of UTC in each reference week, (k, weeks)."""
        return self._offsets.rows

    def take(self, rules: tuple[Hours, ...], zone: str) -> int:
        """Return the number of these hours; -1 when the zone is unknown."""
        if not zone:
            return -1
        number, new = self._number((rules, zone))
        if new:
            self._free_quarters.put(number, hours.free_quarters(rules, zone).ravel())
            self._stated.put(number, bool(rules))
            self._offsets.put(number, hours.offsets(zone))
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
