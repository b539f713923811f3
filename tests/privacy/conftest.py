"""Maya and Omar, matched, on the Monday of the tests of the calendar."""

from tests.accounts.conftest import quick_hashes
from tests.calendar.conftest import monday, pair

__all__ = ["monday", "pair", "quick_hashes"]
