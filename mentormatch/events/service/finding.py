"""An event is put where it is found while it is published, and taken out when it is not."""

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.events.models import Event, EventStatus
from mentormatch.search.models import SearchEntry
from mentormatch.search.service import Entry, drop, put
from mentormatch.search.topics import topics_in

FOUND = "event"


def find_again(event: Event) -> None:
    """Let an event be found as it is now, or no more."""
    if event.status != EventStatus.PUBLISHED:
        drop(FOUND, event.id)
        return
    put(
        Entry(
            kind=FOUND,
            subject_id=event.id,
            title=event.title,
            text=event.text,
            language=event.language,
            degrees=event.degrees,
            topics=topics_in(event.title),
        )
    )


@transactional
def find_missing() -> int:
    """Put what is published and was never put, as events from before there was a search; returns how many."""
    there = sa.exists().where(SearchEntry.kind == FOUND, SearchEntry.subject_id == Event.id)
    coming = sa.select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now(), ~there)
    missing = list(db.session.scalars(coming.order_by(Event.id)))
    for event in missing:
        find_again(event)
    return len(missing)
