"""What an act on many rows would do: each row with why it cannot be done, if so. Nothing is written."""

from collections.abc import Collection
from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import Lazy, _l
from mentormatch.queue.errors import NotForThem
from mentormatch.queue.models import Act, Kind
from mentormatch.queue.policy import Key, can_be_done
from mentormatch.queue.queries import own, rows
from mentormatch.queue.queries.rows import Row

ON_ITS_PAGE = _l("This is decided on its own page.")
OWN = _l("You are one of the people concerned. A colleague decides.")
FULL = _l("This mentor has no free place now.")


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with why the act cannot be done to it; None: it can."""

    row: Row
    obstacle: Lazy | None


def plan(act: Act, keys: Collection[Key], *, by: Person, assignee: Person | None = None) -> list[Planned]:
    """The rows that wait and that ``by`` may see, in the order of the queue. Others are left out."""
    found = rows.of_keys(own.everything_for(by), keys)
    takes = None
    if act is Act.ASSIGN and assignee is not None:
        takes = {row.key for row in rows.of_keys(own.everything_for(assignee), [row.key for row in found])}
    return [Planned(row, _obstacle(act, row, by, assignee, takes)) for row in found]


def _obstacle(act: Act, row: Row, by: Person, assignee: Person | None, takes: set[Key] | None) -> Lazy | None:
    if act is Act.ASSIGN:
        refused: Refusal | None = NotForThem(assignee.name) if assignee and row.key not in (takes or ()) else None
        return refused.sentence if refused else None
    if not can_be_done(act, row.kind):
        return ON_ITS_PAGE
    if by.id in {row.who_id, row.other_id}:
        return OWN
    return FULL if act is Act.APPROVE and row.kind is Kind.REQUEST and not row.places else None
