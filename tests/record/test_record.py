"""One record a student: for themselves, for coordinators of their cohort, for staff of a service that knows them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mentormatch.accounts.models import RoleName
from mentormatch.core.clock import now
from mentormatch.office.about import SERVICES, Happening, Service
from mentormatch.programmes.models import EnrolledAs
from mentormatch.record import queries
from tests.calendar.conftest import Pair
from tests.make import Make

COUNSEL = Service(name="counsel", title="Counsel", text="", tables=(), pages=())  # type: ignore[arg-type]


@pytest.fixture
def coach(make: Make, monkeypatch: pytest.MonkeyPatch, pair: Pair) -> Any:
    """A coach of a service that knows the mentee of the pair."""
    found = make.person("Clara", roles=[RoleName.COACH])
    at = now() - timedelta(days=1)
    known = replace(
        COUNSEL,
        knows=lambda reader, number: reader.id == found.id and number == pair.mentee.id,
        record=lambda _student, reader: [Happening(at, "An hour of counsel", "Words" if reader.id == found.id else "")],
    )
    monkeypatch.setitem(SERVICES, "counsel", known)
    return found


def test_a_student_reads_the_whole_with_names(pair: Pair, coach: Any, as_person: Any) -> None:
    page = as_person(pair.mentee).get("/me/record").text
    assert f"Match with {pair.mentor.name} began" in page
    assert "An hour of counsel" in page
    assert "Words" not in page


def test_a_coordinator_of_the_cohort_reads_it_and_another_one_does_not(pair: Pair, make: Make, as_person: Any) -> None:
    from_here, elsewhere = (make.person(name, roles=[RoleName.COORDINATOR]) for name in ("Cora", "Carl"))
    make.enrol(from_here, pair.cohort, EnrolledAs.COORDINATOR)
    address = f"/students/{pair.mentee.id}"
    assert f"Match with {pair.mentor.name} began" in as_person(from_here).get(address).text
    assert as_person(elsewhere).get(address).status_code == 404
    assert as_person(from_here).get(f"/students/{pair.mentor.id}").status_code == 404


def test_staff_of_a_service_reads_it_without_names_of_mentors(pair: Pair, coach: Any, as_person: Any) -> None:
    page = as_person(coach).get(f"/students/{pair.mentee.id}").text
    assert "A match began" in page
    assert pair.mentor.name not in page
    assert "Words" in page
    assert as_person(coach).get(f"/students/{pair.mentor.id}").status_code == 404


def test_nobody_who_left_has_a_record(pair: Pair, coach: Any) -> None:
    pair.mentee.left_at = now()
    assert queries.student_for(coach, pair.mentee.id) is None
