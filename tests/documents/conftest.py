"""Maya has a CV, Clara and Carlo are coaches; Maya and Omar are a match."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from mentormatch.accounts.models import Person, RoleName
from mentormatch.documents.drafting import Draft, Mark
from mentormatch.documents.models import Audit, DocumentKind, DocumentVersion, Rating
from mentormatch.documents.sections import STANDARD
from mentormatch.documents.service import asking, auditing, keeping
from mentormatch.documents.service.keeping import Upload
from mentormatch.uploads import store
from tests.calendar.conftest import lena, monday, pair
from tests.files.samples import PDF
from tests.make import Make

__all__ = ["lena", "monday", "pair"]

FILE = Upload(PDF, "cv.pdf", "en")
#: An audit that may be published.
WHOLE = Draft(
    marks={key: Mark(Rating.FINE, f"About {key}.") for key in STANDARD},
    overall="Clear and honest.",
    steps=("Say results in numbers.", "Shorten the profile.", "Ask somebody to read it."),
    points=("Give dates a month", "Name the tools"),
)
Upload_ = Callable[..., DocumentVersion]


@pytest.fixture
def empty_store(app: Flask) -> None:
    for path in store.folder().iterdir():
        path.unlink()


@pytest.fixture
def clara(make: Make) -> Person:
    return make.person("Clara Neri", roles=[RoleName.COACH])


@pytest.fixture
def carlo(make: Make) -> Person:
    return make.person("Carlo Conti", roles=[RoleName.COACH])


def upload(by: Person, **changes: Any) -> DocumentVersion:
    """The first version of a new document."""
    title, kind = changes.pop("title", "CV for data jobs"), changes.pop("kind", DocumentKind.CV)
    return keeping.add(replace(FILE, **changes), kind=kind, title=title, by=by)


def ask(by: Person, **changes: Any) -> Audit:
    """An audit that waits."""
    return asking.ask(upload(by, **changes), role="Data analyst", questions=["Is it too long?"], by=by)


def audited(by: Person, coach: Person, draft: Draft = WHOLE, *, asked: Audit | None = None) -> Audit:
    """A published audit."""
    asked = asked or ask(by)
    auditing.take(asked, by=coach)
    auditing.publish(asked, auditing.save(asked, draft, 0, by=coach), by=coach)
    return asked
