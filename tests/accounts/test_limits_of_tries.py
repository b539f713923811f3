"""Trying too often: counted by address, by network and by everybody, and never a lock on the owner."""

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import allowances, service
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.core.limits import Tries
from tests.accounts.conftest import PASSWORD, ZOE, sign_in

NOON = "2026-11-24 12:00:01+00:00"


def _from(address: str) -> dict[str, object]:
    return {"environ_base": {"REMOTE_ADDR": address}}


def _guess(client: FlaskClient, address: str, email: str = "zoe@example.org") -> int:
    data = {"email": email, "password": "a wrong guess"}
    return client.post("/sign-in", data=data, **_from(address)).status_code


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("email", ["zoe@example.org", "nobody@example.org"])
def test_an_address_is_guessed_at_most_ten_times_known_or_not(app, client, zoe: Person, noon, email: str) -> None:
    answers = [_guess(client, f"198.51.100.{n}", email) for n in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_too_many_tries_are_answered_in_words_with_the_time_to_wait(client, zoe: Person, noon) -> None:
    for n in range(10):
        _guess(client, f"198.51.100.{n}")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Please wait 5 minutes" in answer.text
    assert 'value="zoe@example.org"' in answer.text
    noon.shift(300)
    assert sign_in(client).status_code == 303


def test_the_owner_gets_in_from_a_browser_that_was_there_before(app, client, zoe: Person, noon) -> None:
    assert sign_in(client).status_code == 303
    client.post("/sign-out")
    thief = app.test_client()
    for n in range(20):
        _guess(thief, f"198.51.100.{n}")
    assert _guess(thief, "198.51.100.99") == 429
    assert sign_in(client).status_code == 303


def test_a_known_browser_has_tries_of_its_own_and_no_more(app, client, zoe: Person, noon) -> None:
    sign_in(client)
    client.post("/sign-out")
    assert [_guess(client, f"198.51.100.{n}") for n in range(12)] == [422] * 10 + [429] * 2


def test_a_browser_known_for_one_address_is_unknown_for_another(app, client, zoe: Person, make, noon) -> None:
    sign_in(client)
    client.post("/sign-out")
    thief = app.test_client()
    for n in range(11):
        _guess(thief, f"198.51.100.{n}", "omar@example.org")
    assert _guess(client, "203.0.113.7", "omar@example.org") == 429


@pytest.mark.parametrize("value", ["", "x", "a.b.c", "AAAAAAAAAAAAAAAAAAAAAA.ap-Xxw.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_forged_mark_makes_no_browser_known(app, client, zoe: Person, noon, value: str) -> None:
    for n in range(10):
        _guess(client, f"198.51.100.{n}")
    client.set_cookie("known", value)
    assert sign_in(client).status_code == 429


def test_the_mark_of_a_known_browser_names_nobody(app, client, zoe: Person) -> None:
    sign_in(client)
    mark = client.get_cookie("known")
    assert (mark.http_only, mark.same_site) == (True, "Lax")
    assert "zoe" not in mark.value


@pytest.mark.parametrize(
    "guess_from",
    [
        lambda n: "198.51.100.7",
        lambda n: f"2001:db8:1:2::{n:x}",
        lambda n: "::ffff:198.51.100.7" if n % 2 else "198.51.100.7",
    ],
    ids=["an address", "an IPv6 network", "an address in two spellings"],
)
def test_a_network_tries_at_most_thirty_times(app, client, noon, guess_from) -> None:
    answers = [_guess(client, guess_from(n), f"person{n}@example.org") for n in range(32)]
    assert answers == [422] * 30 + [429] * 2
    assert _guess(client, "2001:db8:1:3::1", "somebody@example.org") == 422


def test_one_password_for_many_accounts_stops_before_the_thousandth_check(app: Flask, noon) -> None:
    @transactional
    def spray() -> None:
        for n in range(1000):
            allowances.spend_sign_in(f"person{n}@example.org", Visit(f"198.51.{n // 200}.{n % 200}"))

    spray()
    with pytest.raises(TooMany):
        allowances.spend_sign_in("person@example.org", Visit("203.0.113.1"))
    allowances.spend_sign_in("zoe@example.org", Visit("203.0.113.1", known_device="of Zoe"))


def test_a_network_registers_at_most_ten_times_an_hour(app, client, noon) -> None:
    answers = [client.post("/register", data={**ZOE, "email": f"new{n}@example.org"}).status_code for n in range(11)]
    assert answers == [303] * 10 + [429]
    noon.shift(3600)
    assert client.post("/register", data=ZOE).status_code == 303


def test_what_was_typed_is_kept_when_it_was_too_often(app, client, noon) -> None:
    for _ in range(10):
        allowances.spend_registration(Visit("127.0.0.1"))
    answer = client.post("/register", data=ZOE)
    assert answer.status_code == 429
    assert 'value="Zoe Weber"' in answer.text


@pytest.mark.parametrize("email", ["zoe@example.org", "nobody@example.org"])
@pytest.mark.parametrize("path", ["/forgot", "/confirm/again"])
def test_an_address_gets_at_most_five_letters_a_day_known_or_not(app, client, zoe, noon, letters, path, email) -> None:
    answers = []
    for n in range(7):
        answers.append(client.post(path, data={"email": email}, **_from(f"198.51.100.{n}")).status_code)
        noon.shift(61)
    assert answers == [303] * 5 + [429] * 2
    assert len(letters()) == (5 if (path, email) == ("/forgot", "zoe@example.org") else 0)


def test_registering_does_not_fill_another_persons_letter_box(app, client, zoe, noon, letters) -> None:
    for n in range(7):
        client.post("/register", data=ZOE, **_from(f"198.51.100.{n}"))
        noon.shift(61)
    assert len(letters()) <= 5


def test_a_network_asks_for_at_most_twenty_letters_an_hour(app, client, noon) -> None:
    answers = [client.post("/forgot", data={"email": f"n{n}@example.org"}).status_code for n in range(21)]
    assert answers == [303] * 20 + [429]


def test_the_owner_can_ask_for_a_letter_after_others_have_used_up_the_day(app, client, zoe, noon, letters) -> None:
    sign_in(client)
    client.post("/sign-out")
    for n in range(6):
        app.test_client().post("/forgot", data={"email": "zoe@example.org"}, **_from(f"198.51.100.{n}"))
        noon.shift(61)
    assert client.post("/forgot", data={"email": "zoe@example.org"}).status_code == 303


def test_guessing_the_password_of_an_open_sign_in_is_limited(as_person, zoe: Person, noon) -> None:
    browser = as_person(zoe)
    data = {"old": "a wrong guess", "password": "another bucket of tulips"}
    assert [browser.post("/me/password", data=data).status_code for _ in range(11)] == [422] * 10 + [429]
    assert browser.post("/me/password", data={**data, "old": PASSWORD}).status_code == 429


def test_guessing_the_password_of_a_confirmation_is_limited(app, client, noon) -> None:
    client.post("/register", data=ZOE)
    token = app.extensions["letter_links"]["confirm"](service.find_person("zoe@example.org").id)
    answers = [client.post(f"/confirm/{token}", data={"password": "a wrong guess"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_no_address_is_kept_for_counting(app, client, noon) -> None:
    _guess(client, "198.51.100.1")
    client.post("/forgot", data={"email": "zoe@example.org"})
    assert not [tries.key for tries in db.session.query(Tries) if "zoe" in tries.key]
