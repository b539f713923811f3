"""Entries: put, changed, dropped; the same again changes nothing."""

import sqlalchemy as sa
from flask import Flask

from mentormatch.core.db import db
from mentormatch.core.stamps import latest_stamp
from mentormatch.search import service
from mentormatch.search.models import SearchEntry
from mentormatch.search.service import Entry


def entries() -> list[SearchEntry]:
    return list(db.session.scalars(sa.select(SearchEntry).order_by(SearchEntry.id)))


def test_an_entry_is_put_changed_and_dropped(app: Flask) -> None:
    service.put(Entry(kind="guide", subject_id=7, title="Your first CV", text="One page.", skills=("Writing",)))
    assert [(one.title, one.skills) for one in entries()] == [("Your first CV", ("Writing",))]
    before = latest_stamp("entries")
    service.put(Entry(kind="guide", subject_id=7, title="Your first CV", text="Two pages.", skills=("Writing",)))
    assert [one.text for one in entries()] == ["Two pages."]
    assert entries()[0].stamp == latest_stamp("entries") > before
    service.drop("guide", 7)
    service.drop("guide", 7)
    assert entries() == []


def test_the_same_again_changes_nothing(app: Flask) -> None:
    entry = Entry(kind="event", subject_id=1, title="A talk", text="Come.")
    service.put(entry)
    stamp = entries()[0].stamp
    service.put(entry)
    assert entries()[0].stamp == stamp
