"""Views that one person keeps, and what they want of the page."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.queue.errors import NameMissing, NameTaken, TooManyViews
from mentormatch.queue.models import NAME_MOST, SavedView, Wish
from mentormatch.queue.policy import MOST_VIEWS
from mentormatch.queue.queries import own


@transactional
def save_view(name: str, address: str, *, by: Person) -> SavedView:
    """Keep filters under a name. Saving the same again is one view. Refuses NameMissing, NameTaken, TooManyViews."""
    name = _name(name)
    _take_turn(by)
    known = own.views_of(by.id)
    same = next((view for view in known if view.name == name), None)
    if same is not None:
        if same.address != address:
            raise NameTaken
        return same
    if len(known) >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    view = SavedView(person_id=by.id, name=name, address=address)
    db.session.add(view)
    db.session.flush()
    return view


@transactional
def rename_view(view: SavedView, name: str, *, by: Person) -> None:
    """Give a view of one's own another name. Refuses NameMissing, NameTaken."""
    name = _name(name)
    _take_turn(by)
    if any(other.name == name and other.id != view.id for other in own.views_of(by.id)):
        raise NameTaken
    view.name = name


@transactional
def set_default(view: SavedView, default: bool, *, by: Person) -> None:
    """Have the queue open with this view, or with everything again."""
    _take_turn(by)
    others = sa.update(SavedView).where(SavedView.person_id == by.id, SavedView.is_default)
    db.session.execute(others.values(is_default=False).execution_options(synchronize_session="fetch"))
    view.is_default = default


@transactional
def delete_view(view: SavedView, *, by: Person) -> None:
    gone = sa.delete(SavedView).where(SavedView.id == view.id, SavedView.person_id == by.id)
    db.session.execute(gone.execution_options(synchronize_session="fetch"))


@transactional
def set_shortcuts(shortcuts: bool, *, by: Person) -> None:
    """Have single letters act as keys, or not."""
    db.session.merge(Wish(person_id=by.id, shortcuts=shortcuts))


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_MOST:
        raise NameMissing(NAME_MOST)
    return name


def _take_turn(by: Person) -> None:
    """One after the other, so that two windows together keep to the limit too."""
    db.session.execute(sa.select(Person.id).where(Person.id == by.id).with_for_update())
