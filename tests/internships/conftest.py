"""What tests of internships share."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.internships import service
from mentormatch.internships.models import Posting
from mentormatch.notifications.models import Letter
from mentormatch.partners.models import Organisation
from tests.internships.make import firm, published
from tests.make import Make


@dataclass
class Firm:
    """An organisation for which Paula speaks, with a published posting; another one, for which Peter speaks."""

    cora: Person
    paula: Person
    peter: Person
    organisation: Organisation
    other: Organisation
    posting: Posting


@pytest.fixture
def world(make: Make) -> Firm:
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    organisation, other = firm(cora), firm(cora, name="Other firm")
    paula = service.invite(organisation, email="paula@firm.example", name="Paula Berg", job="HR", by=cora).person
    peter = service.invite(other, email="peter@other.example", name="Peter Else", job="", by=cora).person
    return Firm(cora, paula, peter, organisation, other, published(organisation, cora))


def letters_to(person: Person) -> list[str]:
    """Names of the letters about internships to somebody, in their order."""
    mine = sa.select(Letter.template).where(Letter.person_id == person.id, Letter.template.startswith("internships/"))
    return [name.split("/")[-1].removesuffix(".txt") for name in db.session.scalars(mine.order_by(Letter.id))]
