"""A program with a token, and a match with free times."""

import itertools
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import tokens
from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar
from mentormatch.mentoring.models import Match
from tests.calendar.conftest import pair_of
from tests.personas import Personas


class Program:
    """Calls the API with somebody's token, as a program does: no cookies."""

    def __init__(self, client: FlaskClient, secret: str) -> None:
        self.client, self.secret = client, secret

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query_string=query, headers=self._headers())

    def post(self, path: str, body: Any = None, key: str | None = None) -> Any:
        return self.client.post(f"/api/v1{path}", json=body, headers=self._headers(key))

    def send(self, path: str, parts: dict[str, Any], key: str | None = None) -> Any:
        """A call with a file: values are text, or pairs of bytes and a file's name."""
        data = {
            name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value for name, value in parts.items()
        }
        return self.client.post(
            f"/api/v1{path}", data=data, headers=self._headers(key), content_type="multipart/form-data"
        )

    def _headers(self, key: str | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **({"Idempotency-Key": key} if key else {})}


@pytest.fixture
def program(app: Flask) -> Callable[[Person], Program]:
    numbers = itertools.count()
    return lambda person: Program(app.test_client(), tokens.create(person, f"Test {next(numbers)}", by=person))


@pytest.fixture
def match(personas: Personas) -> Match:
    """Maya and Omar are a match."""
    return pair_of(personas.maya, personas.omar, personas.cohort).match


@pytest.fixture
def free(match: Match) -> list[str]:
    """Times at which the two can meet, as text, two hours apart."""
    return [at.isoformat() for at in calendar.open_times(match.mentor, match.cohort, guest=match.mentee)][::8]
