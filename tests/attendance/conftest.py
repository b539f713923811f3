"""The same Monday, people and matches as in the tests of the calendar."""

from tests.calendar.conftest import lena, monday, olga, pair

__all__ = ["lena", "monday", "olga", "pair"]
