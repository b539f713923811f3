"""The same Monday and the same pair as in the tests of the calendar."""

from tests.calendar.conftest import lena, monday, pair

__all__ = ["lena", "monday", "pair"]
