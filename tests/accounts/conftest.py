"""What tests of accounts share: people with a password, and reading letters as their receivers do."""

import re
from collections.abc import Callable
from functools import cache

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import passwords, service
from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render

PASSWORD = "tulips in a bucket"
ZOE = {
    "name": "Zoe Weber",
    "email": "zoe@example.org",
    "password": PASSWORD,
    "affiliation": "student",
    "time_zone": "Europe/Berlin",
}


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest) -> None:
    """Hashing is slow on purpose. Here it is quick, so that the suite is; campaigns measure the real thing."""
    if request.node.get_closest_marker("trial"):
        passwords._nobodys.cache_clear()
        hash_of.cache_clear()
        return
    if "app" not in request.fixturenames:
        return
    context = request.getfixturevalue("app").extensions["security"].pwd_context
    slow = context.to_dict()
    context.update(argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)
    request.addfinalizer(lambda: context.load(slow))


@cache
def hash_of(password: str) -> str:
    """Hashing is slow on purpose; tests hash each password once."""
    return passwords.hashed(password)


@pytest.fixture
def zoe(app: Flask) -> Person:
    """A confirmed student with PASSWORD."""

    @transactional
    def make() -> Person:
        person = service.make_person(
            email=ZOE["email"], name=ZOE["name"], time_zone="Europe/Berlin", password_hash=hash_of(PASSWORD)
        )
        person.confirmed_at = now()
        return person

    return make()


@pytest.fixture
def letters(app: Flask) -> Callable[[], list[Letter]]:
    return lambda: list(db.session.scalars(sa.select(Letter).order_by(Letter.id)))


def link_in(letter: Letter) -> str:
    """The path that the letter's button leads to."""
    found = re.search(r"^\[[^\]]+\] http://[^/]+(/\S+)$", render(letter).text, re.MULTILINE)
    assert found
    return found[1]


def sign_in(client: FlaskClient, email: str = ZOE["email"], password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/me/devices").status_code == 200


def cookie(client: FlaskClient, name: str = "session") -> str:
    found = client.get_cookie(name)
    assert found
    return found.value
