"""Career paths for the tests of the whole: a published one with two texts, a salary and a degree."""

from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.degrees.models import Degree
from mentormatch.paths import service
from mentormatch.paths.service import Text
from tests.degrees.make import published as published_degree
from tests.make import Make
from tests.paths.make import TEXT, pay, published

OURS: dict[str, str] = {}
STAYS: set[tuple[str, str]] = set()


def objects(_make: Make, people: Any) -> dict[str, int]:
    path = published(people.cora)
    more = Text(**TEXT | {"does": "Asks first."})
    service.write(path, by=people.cora, latest=1, title=path.title, names=(), text=more)
    salary = service.add_salary(path, pay(), by=people.cora)
    degree = db.session.scalar(sa.select(Degree.id)) or published_degree(people.cora).id
    service.link(path, degree, by=people.cora, words="Its projects.")
    return {"path_id": path.id, "text_number": 1, "salary_id": salary.id}


def words(_world: Any) -> None:
    """Nothing that is kept here is of a person."""
