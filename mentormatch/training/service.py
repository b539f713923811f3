"""Writing training items, and ticking them."""

import re

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.errors import Invalid, NotAllowed
from mentormatch.core.i18n import _l
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.training.models import TrainingItem, TrainingTick
from mentormatch.training.queries import item_for_mentor

TITLE_MOST, TEXT_MOST, LINK_MOST = 120, 4000, 500
_LINK = re.compile(r"https://[\w.-]+\.[a-z]{2,}(:\d{1,5})?(/[!#$%&'()*+,\-./:;=?@\w~\[\]]*)?", re.ASCII | re.IGNORECASE)


@transactional
def add_item(
    cohort: Cohort, *, title: str, text: str, link: str, also_present: bool, for_all: bool = False, by: Person
) -> TrainingItem:
    """Ask something of the mentors of a cohort, or of all cohorts, which only an admin may.

    Raises NotAllowed; Invalid, with its field, for what is missing or too long.
    """
    if programmes.cohort_to_manage(by, cohort.id) is None or (for_all and not by.is_(RoleName.ADMIN)):
        raise NotAllowed
    _ensure(title.strip(), text.strip(), link.strip())
    item = TrainingItem(
        cohort_id=None if for_all else cohort.id,
        title=title.strip(),
        text=text.strip(),
        link=link.strip(),
        also_present=also_present,
    )
    db.session.add(item)
    db.session.flush()
    audit.record(by, "training.added", item, cohort=item.cohort_id, also_present=also_present)
    return item


@transactional
def change_item(item: TrainingItem, *, title: str, text: str, link: str, also_present: bool, by: Person) -> None:
    """Change what mentors read; who has ticked it already need not read it again. One of all cohorts is an admin's.

    Raises NotAllowed; Invalid, with its field, for what is missing or too long.
    """
    if item.cohort_id is None and not by.is_(RoleName.ADMIN):
        raise NotAllowed
    _ensure(title.strip(), text.strip(), link.strip())
    item.title, item.text, item.link, item.also_present = title.strip(), text.strip(), link.strip(), also_present
    audit.record(by, "training.changed", item, also_present=also_present)


@transactional
def copy_items(cohort_id: int, new_cohort_id: int) -> None:
    """Ask the mentors of a new cohort for what those of another one are asked for."""
    mine = sa.select(TrainingItem).where(TrainingItem.cohort_id == cohort_id, TrainingItem.retired_at.is_(None))
    for item in db.session.scalars(mine.order_by(TrainingItem.id)).all():
        same = {"title": item.title, "text": item.text, "link": item.link, "also_present": item.also_present}
        db.session.add(TrainingItem(cohort_id=new_cohort_id, **same))


@transactional
def retire(item: TrainingItem, *, by: Person) -> None:
    """Ask nobody for an item any more; retiring twice is once. One of all cohorts is an admin's."""
    if item.cohort_id is None and not by.is_(RoleName.ADMIN):
        raise NotAllowed
    asked = sa.update(TrainingItem).where(TrainingItem.id == item.id, TrainingItem.retired_at.is_(None))
    if changed(asked.values(retired_at=now())):
        audit.record(by, "training.retired", item)


@transactional
def tick(item: TrainingItem, *, by: Person) -> None:
    """Say that one has read an item; saying it twice is once."""
    if item_for_mentor(by, item.id) is None:
        raise NotAllowed
    if db.session.get(TrainingTick, (item.id, by.id)) is None:
        db.session.add(TrainingTick(item_id=item.id, person_id=by.id))
        db.session.flush()
        audit.record(by, "training.ticked", item)


def _ensure(title: str, text: str, link: str) -> None:
    if not title:
        raise Invalid(_l("Please give it a title."), field="title")
    for field, value, most in (("title", title, TITLE_MOST), ("text", text, TEXT_MOST), ("link", link, LINK_MOST)):
        if len(value) > most:
            raise Invalid(_l("At most %(n)d characters, please.", n=most), field=field)
    if link and not _LINK.fullmatch(link):
        raise Invalid(_l("Please give a whole address that begins with https://."), field="link")
    if not (text or link):
        raise Invalid(_l("Please give a text, a link, or both."), field="text")
