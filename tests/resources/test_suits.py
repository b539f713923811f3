"""What suits a student comes first, with reasons; nothing twice, nothing that was read; and what is lost is found."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.resources import service
from mentormatch.resources.found import GUIDE, find_missing
from mentormatch.search import service as search
from mentormatch.search.models import SearchEntry
from mentormatch.search.service import Entry
from mentormatch.suggestions.queries import suggested
from tests.resources.make import content, published
from tests.suggestions.test_suggested import tell

People = tuple[Person, Person, Person]


def found() -> set[tuple[int, str]]:
    return {(one.subject_id, one.title) for one in db.session.scalars(sa.select(SearchEntry))}


def test_the_list_begins_with_what_suits(people: People, as_person: Any) -> None:
    edda, erik, maya = people
    tell(maya)
    suits = published(edda, erik, title="SQL for data analysts", roles=("Data analyst",), text="Analyse data with SQL.")
    published(edda, erik, title="Growing tomatoes", text="Water and sun.")
    page = as_person(maya)
    first = page.get("/resources").text
    assert first.index("SQL for data analysts") < first.index("Growing tomatoes")
    assert "About the role you aim for: Data analyst" in first
    newest = page.get("/resources?sort=newest").text
    assert newest.index("Growing tomatoes") < newest.index("SQL for data analysts")
    assert "About the role you aim for" not in newest
    service.keep_read(suits, True, by=maya)
    assert "About the role you aim for" not in page.get("/resources").text
    assert "Suggested for you" not in as_person(edda).get("/resources").text


def test_translations_are_suggested_once_and_read_ones_not(app: Flask, people: People) -> None:
    edda, erik, maya = people
    tell(maya)
    english = published(edda, erik, title="SQL for data analysts", roles=("Data analyst",))
    italian = service.make(_italian(), language="it", by=edda, translates=english)
    service.submit(italian, version=1, by=edda)
    service.publish(italian, version=1, by=erik)
    with app.test_request_context():
        assert [one.subject_id for one in suggested(maya, GUIDE)] == [english.id]
    with app.test_request_context(headers={"Accept-Language": "it"}):
        assert len(suggested(maya, GUIDE)) == 1
    service.keep_read(italian, True, by=maya)
    with app.test_request_context():
        assert suggested(maya, GUIDE) == []


def test_what_is_published_and_not_found_is_put_right(people: People) -> None:
    edda, erik, _maya = people
    guide = published(edda, erik)
    _spoil(guide.id)
    assert found() == {(999, "Nobody's")}
    assert find_missing() == 1
    assert found() == {(guide.id, "Your first CV")}
    assert find_missing() == 0


@transactional
def _spoil(guide_id: int) -> None:
    search.drop(GUIDE, guide_id)
    search.put(Entry(kind=GUIDE, subject_id=999, title="Nobody's", text=""))


def _italian() -> Any:
    return content(title="SQL per analisti di dati", roles=("Data analyst",))
