"""One-click sign-in of demo people: on a development server, for whoever sits at it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import service
from mentormatch.accounts.models import Person, RoleName
from tests.accounts.conftest import is_signed_in


@pytest.fixture
def maya(make) -> Person:
    return make.person("Maya Rossi", email="maya@demo.example", roles=[RoleName.MENTEE])


def test_demo_people_that_exist_are_listed_in_the_order_of_the_story(client: FlaskClient, maya: Person, make) -> None:
    make.person("Ada Novak", email="ada@demo.example", roles=[RoleName.ADMIN])
    text = client.get("/sign-in").text
    assert 0 < text.index("Maya Rossi") < text.index("Ada Novak")
    assert "omar@demo.example" not in text


@pytest.mark.parametrize("by", ["address", "number"])
def test_one_click_signs_in(client: FlaskClient, maya: Person, by: str) -> None:
    answer = client.post("/dev/sign-in", data={"who": maya.email if by == "address" else str(maya.id)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert is_signed_in(client)


def test_nobody_else_is_signed_in_by_a_click(client: FlaskClient, maya: Person, make) -> None:
    other = make.person("Zoe", email="zoe@example.org")
    for who in (other.email, str(other.id), "", "omar@demo.example", "MAYA@demo.example", "0"):
        assert client.post("/dev/sign-in", data={"who": who}).status_code == 404
    assert not is_signed_in(client)


def test_a_disabled_demo_person_is_not_offered(client: FlaskClient, maya: Person, make) -> None:
    service.set_active(maya, False, by=make.person(roles=[RoleName.ADMIN]))
    assert client.post("/dev/sign-in", data={"who": maya.email}).status_code == 404


def test_from_elsewhere_the_door_does_not_exist(client: FlaskClient, maya: Person) -> None:
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert client.post("/dev/sign-in", data={"who": maya.email}, **elsewhere).status_code == 404
    assert "Maya Rossi" not in client.get("/sign-in", **elsewhere).text


def test_on_a_server_for_others_the_door_does_not_exist(app: Flask, client: FlaskClient, maya: Person) -> None:
    settings = app.extensions["settings"]
    host, settings.host = settings.host, "0.0.0.0"
    try:
        assert client.post("/dev/sign-in", data={"who": maya.email}).status_code == 404
        assert "Maya Rossi" not in client.get("/sign-in").text
    finally:
        settings.host = host
