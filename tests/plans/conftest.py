"""Maya and Omar, matched, on the Monday of the tests of the calendar; Maya's plan, and a coach."""

import pytest

from mentormatch.accounts.models import Person, RoleName
from mentormatch.plans import service
from mentormatch.plans.models import ActionPlan
from tests.calendar.conftest import Pair, lena, monday, olga, pair
from tests.make import Make

__all__ = ["lena", "monday", "olga", "pair"]


@pytest.fixture
def plan(pair: Pair) -> ActionPlan:
    return service.begin(title="A job with data", aim="In Milan, by spring.", by=pair.mentee)


@pytest.fixture
def clara(make: Make) -> Person:
    return make.person("Clara Neri", roles=[RoleName.COACH])
