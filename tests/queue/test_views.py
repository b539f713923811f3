"""Views that people keep: named, their own, few; and keys that can be switched off."""

from typing import Any

import pytest

from mentormatch.queue import service
from mentormatch.queue.errors import NameMissing, NameTaken, TooManyViews
from mentormatch.queue.policy import MOST_VIEWS
from mentormatch.queue.queries import own
from tests.mentoring.conftest import text
from tests.queue.conftest import Waiting

QUEUE = "/coordinator/queue"


def test_a_view_keeps_filters_and_order_and_opens_the_queue_when_wished(waiting: Waiting, as_person: Any) -> None:
    browser = as_person(waiting.people.cora)
    saved = browser.post(f"{QUEUE}/views?kind=match&sort=who&band=strong&page=7", data={"name": " Strong  ones "})
    assert saved.location == f"{QUEUE}?kind=match&band=strong&sort=who"
    assert "Strong ones" in text(browser.get(saved.location))
    view = own.views_of(waiting.people.cora.id)[0]
    assert browser.post(f"{QUEUE}/views/{view.id}/default", data={"default": "yes"}).status_code == 303
    assert browser.get(QUEUE).location == saved.location
    assert browser.get(f"{QUEUE}?kind=all").status_code == 200
    assert browser.post(f"{QUEUE}/views/{view.id}", data={"name": "Good ones"}).status_code == 303
    assert "Good ones" in text(browser.get(f"{QUEUE}/views"))
    browser.post(f"{QUEUE}/views/{view.id}/default", data={"default": "no"})
    assert browser.get(QUEUE).status_code == 200
    browser.post(f"{QUEUE}/views/{view.id}/delete")
    assert own.views_of(waiting.people.cora.id) == []


def test_views_are_ones_own_and_few(waiting: Waiting, as_person: Any) -> None:
    cora = waiting.people.cora
    for number in range(MOST_VIEWS):
        view = service.save_view(f"View {number}", "kind=all", by=cora)
    with pytest.raises(TooManyViews):
        service.save_view("One more", "kind=all", by=cora)
    assert service.save_view("View 1", "kind=all", by=cora).name == "View 1"
    with pytest.raises(NameTaken):
        service.save_view("View 1", "kind=match", by=cora)
    with pytest.raises(NameTaken):
        service.rename_view(view, "View 1", by=cora)
    with pytest.raises(NameMissing):
        service.rename_view(view, " ", by=cora)
    other = as_person(waiting.cleo)
    for path in ("", "/default", "/delete"):
        assert other.post(f"{QUEUE}/views/{view.id}{path}", data={"name": "Mine"}).status_code == 404
    refused = as_person(cora).post(f"{QUEUE}/views?kind=match", data={"name": "x"})
    assert refused.status_code == 422 and "delete one first" in text(refused)


def test_single_letters_can_be_switched_off(waiting: Waiting, as_person: Any) -> None:
    browser = as_person(waiting.people.cora)
    assert 'data-keys="on"' in browser.get(QUEUE).text
    answer = browser.post(f"{QUEUE}/shortcuts", data={"shortcuts": "off", "next": f"{QUEUE}?kind=match"})
    assert answer.location == f"{QUEUE}?kind=match"
    assert 'data-keys="off"' in browser.get(QUEUE).text
    browser.post(f"{QUEUE}/shortcuts", data={"shortcuts": "on", "next": "https://evil.example/"})
    assert 'data-keys="on"' in browser.get(QUEUE).text
    assert 'data-keys="on"' in as_person(waiting.cleo).get(QUEUE).text
