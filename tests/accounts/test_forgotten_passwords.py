"""A password by letter: forgotten, or the first one of people who were imported."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service
from mentormatch.accounts.models import Person, RoleName
from mentormatch.accounts.security import RESET_WITHIN
from mentormatch.core.clock import now
from mentormatch.notifications.rendering import render
from tests.accounts.conftest import PASSWORD, is_signed_in, link_in, sign_in

NEW = "another bucket of tulips"


def _ask(client: FlaskClient, email: str = "zoe@example.org") -> None:
    answer = client.post("/forgot", data={"email": email})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/check-letters")


def test_a_forgotten_password_is_replaced_by_letter(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    [letter] = letters()
    assert letter.template == "accounts/email/reset.txt"
    link = link_in(letter)
    assert client.get(link).headers["Cache-Control"] == "no-store"
    answer = client.post(link, data={"password": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert not is_signed_in(client)
    assert sign_in(client, password=PASSWORD).status_code == 422
    assert sign_in(client, password=NEW).status_code == 303
    assert [letter.template for letter in letters()][1:] == ["accounts/email/password_changed.txt"]


def test_a_link_works_once(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    link = link_in(letters()[0])
    answers = [client.post(link, data={"password": NEW}).status_code for _ in range(4)]
    assert answers == [303, 422, 422, 422]
    assert client.get(link).status_code == 422


def test_looking_at_a_link_does_not_use_it_up(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    link = link_in(letters()[0])
    assert [client.get(link).status_code for _ in range(3)] == [200] * 3
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_a_new_password_makes_every_other_link_useless(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    with time_machine.travel(now() + timedelta(minutes=2)):
        _ask(client)
        first, second = (link_in(letter) for letter in letters())
        assert client.post(second, data={"password": NEW}).status_code == 303
        assert client.post(first, data={"password": "a third bucket of it"}).status_code == 422


def test_changing_the_password_makes_a_waiting_link_useless(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    link = link_in(letters()[0])
    service.change_password(zoe, old=PASSWORD, new=NEW)
    assert client.post(link, data={"password": "a third bucket of it"}).status_code == 422
    assert sign_in(client, password=NEW).status_code == 303


def test_an_old_link_says_so_and_leads_to_a_new_one(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    link = link_in(letters()[0])
    with time_machine.travel(now() + RESET_WITHIN + timedelta(minutes=1)):
        for answer in (client.get(link), client.post(link, data={"password": NEW})):
            assert answer.status_code == 422
            assert 'href="/forgot"' in answer.text


@pytest.mark.parametrize("password", ["", "short", "zoe weber 77", "password2026", "x" * 129])
def test_a_weak_password_is_refused_and_the_link_still_works(
    client: FlaskClient, zoe: Person, letters, password: str
) -> None:
    _ask(client)
    link = link_in(letters()[0])
    answer = client.post(link, data={"password": password})
    assert answer.status_code == 422
    assert 'id="password-error-1"' in answer.text
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_imported_people_choose_their_first_password_and_are_confirmed(
    client: FlaskClient, app: Flask, letters
) -> None:
    person = service.make_person(email="ida@example.org", name="Ida Blum")
    assert sign_in(client, "ida@example.org", "anything at all").status_code == 422
    _ask(client, "ida@example.org")
    [letter] = letters()
    assert render(letter).subject == "Choose your password"
    assert client.post(link_in(letter), data={"password": NEW}).status_code == 303
    assert person.confirmed_at is not None
    assert person.is_(RoleName.MENTEE)
    assert sign_in(client, "ida@example.org", NEW).status_code == 303


def test_imported_people_who_register_instead_are_told_how_to_get_in(client: FlaskClient, app: Flask, letters) -> None:
    service.make_person(email="ida@example.org", name="Ida Blum")
    registration = {"name": "Eve", "email": "ida@example.org", "password": NEW, "affiliation": "alum"}
    client.post("/register", data={**registration, "time_zone": "Europe/Rome"})
    [letter] = letters()
    assert (letter.template, link_in(letter)) == ("accounts/email/address_taken.txt", "/forgot")
    person = service.find_person("ida@example.org")
    assert (person.name, person.password) == ("Ida Blum", None)


def test_a_disabled_person_gets_no_link(client: FlaskClient, zoe: Person, make, letters) -> None:
    service.set_active(zoe, False, by=make.person(roles=[RoleName.ADMIN]))
    _ask(client)
    assert letters() == []


def test_a_double_click_writes_one_letter(client: FlaskClient, zoe: Person, letters) -> None:
    with time_machine.travel("2026-11-24 10:00:05+00:00"):
        _ask(client)
        _ask(client)
    assert len(letters()) == 1


def test_links_lead_to_our_public_address_whatever_the_request_claims(
    app: Flask, client: FlaskClient, zoe: Person, letters
) -> None:
    client.post("/forgot", data={"email": "zoe@example.org"}, headers={"Host": "evil.example"})
    client.post("/forgot", data={"email": "zoe@example.org"}, headers={"X-Forwarded-Host": "evil.example"})
    for letter in letters():
        assert app.extensions["settings"].public_url in render(letter).text
        assert "evil.example" not in render(letter).text + render(letter).html


def test_letters_hold_no_address_and_no_password(client: FlaskClient, zoe: Person, letters) -> None:
    _ask(client)
    client.post(link_in(letters()[0]), data={"password": NEW})
    for letter in letters():
        assert "zoe@example.org" not in render(letter).text
        assert NEW not in render(letter).text
