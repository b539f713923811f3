"""The same Monday, people and matches as in the tests of the calendar; what a block asks of the database."""

from tests.calendar.conftest import lena, monday, olga, pair
from tests.mentoring.conftest import statements

__all__ = ["lena", "monday", "olga", "pair", "statements"]
