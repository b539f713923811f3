"""The pages of a thread, with and without JavaScript."""

import re

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from mentormatch.messages import queries, service
from mentormatch.messages.models import Message
from tests.calendar.conftest import Pair
from tests.calendar.reading import count
from tests.mentoring.conftest import As, text


def url(pair: Pair, rest: str = "") -> str:
    return f"/matches/{pair.match.id}/messages{rest}"


def form_of(page: str) -> dict[str, str]:
    fields = BeautifulSoup(page, "html.parser").select("form[action$='/messages'] input")
    return {str(field["name"]): str(field["value"]) for field in fields}


def test_one_writes_the_other_reads_and_the_first_sees_it(pair: Pair, as_person: As) -> None:
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    fields = form_of(maya.get(url(pair)).text)
    answer = maya.post(url(pair), data={**fields, "text": "Ciao <b>Omar</b>"})
    assert (answer.status_code, answer.location) == (303, f"{url(pair)}#newest")
    assert "Not read yet" in maya.get(url(pair)).text
    page = omar.get(url(pair)).text
    assert "Ciao &lt;b&gt;Omar&lt;/b&gt;" in page
    up_to = re.search(r'name="up_to" value="(\d+)"', page)
    assert up_to
    assert omar.post(url(pair, "/read"), data={"up_to": up_to[1]}).status_code == 303
    assert "Omar has read it" in maya.get(url(pair)).text


def test_opening_a_thread_changes_nothing_by_itself(pair: Pair, as_person: As) -> None:
    service.write(pair.match, "Hello", by=pair.mentee)
    as_person(pair.mentor).get(url(pair))
    assert queries.unread_by_match(pair.mentor) == {pair.match.id: 1}


def test_a_page_tells_by_itself_what_was_read(pair: Pair, as_person: As) -> None:
    message = service.write(pair.match, "Hello", by=pair.mentee)
    answer = as_person(pair.mentor).post(
        url(pair, "/read"), data={"up_to": str(message.id)}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.text) == (204, "")
    assert queries.unread_by_match(pair.mentor) == {}


def test_menu_tab_and_first_page_count_what_waits(pair: Pair, as_person: As) -> None:
    for number in range(3):
        service.write(pair.match, f"{number}", by=pair.mentee)
    omar = as_person(pair.mentor)
    home = omar.get("/").text
    assert "3 new" in home
    assert '<span class="nav-count">3</span>' in home
    assert "<b>3</b>" in omar.get(f"/matches/{pair.match.id}").text
    assert "3 new" in omar.get("/messages").text
    maya = as_person(pair.mentee).get("/").text
    assert "nav-count" not in maya
    assert "New messages" not in maya


def test_a_double_click_writes_once(pair: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    data = {**form_of(maya.get(url(pair)).text), "text": "Once"}
    assert [maya.post(url(pair), data=data).status_code for _time in range(2)] == [303, 303]
    assert count(Message) == 1


def test_other_words_in_a_page_that_came_back_are_another_message(pair: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    fields = form_of(maya.get(url(pair)).text)
    for words in ("First", "Second", "First"):
        assert maya.post(url(pair), data={**fields, "text": words}).status_code == 303
    assert count(Message) == 2


@pytest.mark.parametrize(("words", "status"), [("", 422), ("x" * 4001, 422), ("x" * 4000, 303)])
def test_what_was_typed_stays_when_it_is_refused(pair: Pair, as_person: As, words: str, status: int) -> None:
    answer = as_person(pair.mentee).post(url(pair), data={"text": words})
    assert answer.status_code == status
    assert words in answer.text or status == 303


def test_earlier_messages_are_one_link_away(pair: Pair, as_person: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 2)
    for number in range(5):
        service.write(pair.match, f"Word {number}", by=pair.mentee)
    omar = as_person(pair.mentor)
    seen, path = [], url(pair)
    while path:
        soup = BeautifulSoup(omar.get(path).text, "html.parser")
        seen = [said.get_text() for said in soup.select(".thread-message .preserve-lines")] + seen
        link = soup.select_one("a[rel=prev]")
        path = str(link["href"]) if link else ""
    assert seen == [f"Word {number}" for number in range(5)]


@pytest.mark.parametrize("before", ["0", "-1", "x", str(2**70), "9" * 40])
def test_a_place_that_makes_no_sense_is_no_fault(pair: Pair, as_person: As, before: str) -> None:
    assert as_person(pair.mentee).get(url(pair, f"?before={before}")).status_code == 200
    assert as_person(pair.mentee).post(url(pair, "/read"), data={"up_to": before}).status_code == 303


def test_letters_are_turned_off_and_on_again(pair: Pair, as_person: As) -> None:
    omar = as_person(pair.mentor)
    assert omar.post(url(pair, "/mute"), data={"muted": "yes"}).status_code == 303
    assert "Send me letters again" in omar.get(url(pair)).text
    omar.post(url(pair, "/mute"), data={"muted": "no"})
    assert "No letters about this thread" in omar.get(url(pair)).text


def test_a_message_that_was_taken_back_is_gone_for_both(pair: Pair, as_person: As) -> None:
    message = service.write(pair.match, "CANARY", by=pair.mentee)
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    assert omar.post(url(pair, f"/{message.id}/take-back")).status_code == 404
    assert "Take back" in maya.get(url(pair)).text
    assert maya.post(url(pair, f"/{message.id}/take-back")).status_code == 303
    for page in (maya.get(url(pair)), omar.get(url(pair)), omar.get("/messages")):
        assert "CANARY" not in page.text
        assert "aken back" in text(page)


def test_another_match_is_not_there(pair: Pair, lena: Pair, as_person: As) -> None:
    message = service.write(pair.match, "CANARY", by=pair.mentee)
    stranger: FlaskClient = as_person(lena.mentee)
    assert stranger.get(url(pair)).status_code == 404
    for rest in ("", "/read", "/mute", f"/{message.id}/take-back"):
        assert stranger.post(url(pair, rest), data={"text": "x"}).status_code == 404
    assert as_person(pair.mentee).post(url(lena, f"/{message.id}/take-back")).status_code == 404
    assert "CANARY" not in stranger.get("/messages").text


def test_a_place_in_the_thread_that_nobody_can_mean_shows_nothing(pair: Pair, as_person: As) -> None:
    service.write(pair.match, "Hello", by=pair.mentee)
    for before in ("-99999999999999999999", "99999999999999999999", "0", "x"):
        assert as_person(pair.mentee).get(url(pair, f"?before={before}")).status_code == 200
