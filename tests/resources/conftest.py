"""Edda and Erik are editors; Maya reads."""

import pytest
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.uploads import store
from tests.make import Make
from tests.resources.make import editors


@pytest.fixture
def people(make: Make) -> tuple[Person, Person, Person]:
    edda, erik = editors(make)
    make.cohort("Autumn", default=True)
    return edda, erik, make.mentee("Maya Rossi")


@pytest.fixture
def empty_store(app: Flask) -> None:
    for path in store.folder().iterdir():
        path.unlink()
