"""A type of appointment is put where it is found while it is offered, and taken out when it is not."""

import sqlalchemy as sa

from mentormatch.coaching.models import AppointmentType
from mentormatch.core.db import db, transactional
from mentormatch.profiles.models import HelpTopic
from mentormatch.search.models import SearchEntry
from mentormatch.search.service import Entry, drop, put
from mentormatch.search.topics import topics_in

FOUND = "appointment_type"


def find_again(kind: AppointmentType) -> None:
    """Let a type be found as it is now, or no more."""
    if not kind.active:
        drop(FOUND, kind.id)
        return
    interview = (HelpTopic.INTERVIEW.value,) if kind.interview else ()
    topics = tuple(dict.fromkeys((*interview, *topics_in(kind.name))))
    put(Entry(kind=FOUND, subject_id=kind.id, title=kind.name, text=kind.text, degrees=kind.degrees, topics=topics))


@transactional
def find_missing() -> int:
    """Put what is offered and was never put, as types from before there was a search; returns how many."""
    there = sa.exists().where(SearchEntry.kind == FOUND, SearchEntry.subject_id == AppointmentType.id)
    offered = sa.select(AppointmentType).where(AppointmentType.active, ~there)
    missing = list(db.session.scalars(offered.order_by(AppointmentType.id)))
    for kind in missing:
        find_again(kind)
    return len(missing)
