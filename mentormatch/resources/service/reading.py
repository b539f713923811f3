"""What readers keep of a guide: saved, read, helpful or not, ticked. The same again changes nothing."""

from collections.abc import Collection

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.resources.models import Guide, GuideReader
from mentormatch.resources.policy import items
from mentormatch.resources.service.holding import hold_live


@transactional
def keep_saved(guide: Guide, wanted: bool, *, by: Person) -> None:
    row = _mine(guide, by)
    if wanted != (row.saved_at is not None):
        row.saved_at = now() if wanted else None


@transactional
def keep_read(guide: Guide, wanted: bool, *, by: Person) -> None:
    row = _mine(guide, by)
    if wanted != (row.read_at is not None):
        row.read_at = now() if wanted else None


@transactional
def vote(guide: Guide, helpful: bool | None, *, by: Person) -> None:
    """One vote a person, which they can change; None takes it back."""
    _mine(guide, by).helpful = helpful


@transactional
def tick(guide: Guide, keys: Collection[str], *, by: Person) -> None:
    """Keep which lines of a checklist somebody has ticked; keys of lines that are not there are left out."""
    row = _mine(guide, by)
    assert guide.shown is not None
    row.ticks = tuple(item.key for item in items(guide.shown.text) if item.key in keys)


def _mine(guide: Guide, by: Person) -> GuideReader:
    """The guide is held, so that of two requests of one person only one makes the row."""
    hold_live(guide)
    found = db.session.get(GuideReader, (by.id, guide.id))
    if found is None:
        found = GuideReader(person_id=by.id, guide_id=guide.id, ticks=())
        db.session.add(found)
    return found
