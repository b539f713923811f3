"""No answer tells whether an address has an account: not its words, not its status, not its headers, not its time."""

import re
import time
from statistics import median

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db, transactional
from mentormatch.core.limits import Tries
from tests.accounts.conftest import PASSWORD, ZOE

#: Of forms, new in each answer.
TOKEN = re.compile(r"[\w-]{40,}\.[\w-]+\.[\w-]+")
#: Addresses of the same length, so that also the length of answers can be compared.
KNOWN, FREE = "zoe@example.org", "eva@example.org"


def _seen(client: FlaskClient, path: str, data: dict[str, str]) -> tuple[object, ...]:
    """What somebody sees who sends this form: status, headers, the page, and the page it leads to."""
    answer = client.post(path, data=data)
    after = client.get(answer.headers["Location"]).text if answer.status_code == 303 else ""
    pages = [TOKEN.sub("TOKEN", text) for text in (answer.text, after)]
    headers = sorted(name for name, _value in answer.headers)
    return answer.status_code, headers, *[text.replace(data["email"], "ADDRESS") for text in pages]


FORMS: dict[str, dict[str, str]] = {
    "/sign-in": {"password": "a wrong guess"},
    "/register": ZOE,
    "/forgot": {},
    "/confirm/again": {},
}


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("state", ["confirmed", "waiting", "imported", "disabled"])
def test_a_known_and_a_free_address_are_answered_alike(app: Flask, zoe: Person, make, path: str, state: str) -> None:
    _bring(zoe, state, make)
    known = _seen(app.test_client(), path, {**FORMS[path], "email": KNOWN})
    free = _seen(app.test_client(), path, {**FORMS[path], "email": FREE})
    assert known == free


def test_the_right_password_of_an_unconfirmed_address_is_answered_like_a_wrong_one(
    app: Flask, zoe: Person, make
) -> None:
    """Otherwise registering an address with one's own password, then signing in, would tell whether it was free."""
    _bring(zoe, "waiting", make)
    right = _seen(app.test_client(), "/sign-in", {"email": KNOWN, "password": PASSWORD})
    wrong = _seen(app.test_client(), "/sign-in", {"email": FREE, "password": PASSWORD})
    assert right == wrong


def test_the_owner_of_a_taken_address_hears_of_it_and_nothing_changes(
    client: FlaskClient, zoe: Person, letters
) -> None:
    before = (zoe.name, zoe.password)
    client.post("/register", data={**ZOE, "name": "Eve", "password": "the password of Eve"})
    [letter] = letters()
    assert (letter.person_id, letter.template) == (zoe.id, "accounts/email/address_taken.txt")
    assert (zoe.name, zoe.password) == before


def test_the_page_after_asking_for_a_letter_shows_what_was_typed_and_nothing_stored(client: FlaskClient, zoe) -> None:
    client.post("/forgot", data={"email": KNOWN})
    text = client.get("/check-letters").text
    assert KNOWN in text
    assert zoe.name not in text


@transactional
def _bring(person: Person, state: str, make) -> None:
    if state == "waiting":
        person.confirmed_at = None
    elif state == "imported":
        person.confirmed_at = person.password = None
    elif state == "disabled":
        service.set_active(person, False, by=make.person(roles=[RoleName.ADMIN]))


@pytest.mark.trial
@pytest.mark.parametrize("path", FORMS)
def test_a_known_and_a_free_address_take_the_same_time(app: Flask, zoe: Person, path: str) -> None:
    """200 tries each, taking turns, in CPU time; the median difference of a pair is less than 5 ms."""
    taken: dict[str, list[float]] = {KNOWN: [], FREE: []}
    for _ in range(200):
        for email, times in taken.items():
            begun = time.process_time()
            app.test_client().post(path, data={**FORMS[path], "email": email})
            times.append(time.process_time() - begun)
            _forget(email)
    more = median(known - free for known, free in zip(taken[KNOWN], taken[FREE], strict=True)) * 1000
    assert abs(more) < 5, f"a known address takes {more:.1f} ms more than a free one"


@transactional
def _forget(email: str) -> None:
    """Limits would otherwise answer, and a free address must stay free."""
    db.session.query(Tries).delete()
    if email == FREE:
        db.session.query(Person).filter_by(email=FREE).delete()
