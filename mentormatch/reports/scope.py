"""What a report is about: one cohort, and the days that count."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.core.i18n import as_utc
from mentormatch.programmes.models import Cohort


@dataclass(frozen=True, slots=True)
class Scope:
    """A cohort from ``first`` to ``last``, whole days in ``zone``; None: from its beginning, or until now."""

    cohort: Cohort
    first: date | None = None
    last: date | None = None
    zone: str = "UTC"

    @property
    def whole(self) -> "Scope":
        """The same cohort without a choice of days."""
        return Scope(self.cohort, zone=self.zone)

    @property
    def kept(self) -> dict[str, str]:
        """What an address keeps of it."""
        days = (("from", self.first), ("to", self.last))
        return {name: day.isoformat() for name, day in days if day is not None}

    def holds(self, moment: Any) -> sa.ColumnElement[bool]:
        """That a column lies in these days."""
        found: list[sa.ColumnElement[bool]] = [sa.true()]
        if self.first is not None:
            found.append(moment >= _start(self.first, self.zone))
        if self.last is not None:
            found.append(moment < _start(self.last + timedelta(days=1), self.zone))
        return sa.and_(*found)


def _start(day: date, zone: str) -> datetime:
    return as_utc(datetime.combine(day, time()), zone)
