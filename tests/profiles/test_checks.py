"""What the office checks before it approves a mentor."""

import pytest
import sqlalchemy as sa

from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid, NotAllowed
from mentormatch.profiles import checks, service
from mentormatch.profiles.checks import ChecksMissing
from mentormatch.profiles.models import Offer, OfferStatus
from tests.make import Make
from tests.personas import Personas


@pytest.fixture
def offer(personas: Personas, make: Make) -> Offer:
    return _applied(make)


@transactional
def _applied(make: Make) -> Offer:
    ann = make.person("Ann Applicant")
    offer = Offer(person_id=ann.id, status=OfferStatus.APPLIED, role_title="Analyst", applied_at=now())
    db.session.add(offer)
    return offer


def test_nobody_is_approved_before_all_checks_are_ticked(as_person, personas: Personas, offer: Offer) -> None:
    cora = as_person(personas.cora)
    for label in ("Identity seen", "Talk held"):
        assert cora.post("/coordinator/mentors/checks", data={"label": label}).status_code == 303
    path = f"/coordinator/mentors/{offer.person_id}"
    first, second = checks.current()
    assert cora.post(f"{path}/checks", data={"check": [first.id]}).status_code == 303
    answer = cora.post(f"{path}/approve", data={"cohort": personas.cohort.id})
    assert answer.status_code == 409
    assert "Not all checks are ticked" in answer.text
    with pytest.raises(ChecksMissing):
        service.approve_mentor(offer, by=personas.cora)
    cora.post(f"{path}/checks", data={"check": [first.id, second.id]})
    assert "Cora Bianchi" in cora.get(path).text
    assert cora.post(f"{path}/approve", data={"cohort": personas.cohort.id}).status_code == 303
    done = sa.select(sa.func.count()).where(AuditEntry.action == "offer.check_ticked")
    assert db.session.scalar(done) == 2


def test_a_check_can_be_undone_and_one_that_was_removed_is_asked_no_more(personas: Personas, offer: Offer) -> None:
    check = checks.add("Talk held", by=personas.cora)
    checks.tick(offer, [check.id], by=personas.cora)
    checks.tick(offer, [], by=personas.cora)
    assert checks.of(offer)[0].at is None
    checks.retire(check, by=personas.cora)
    checks.ensure_all(offer)


def test_who_may_not_decide_ticks_nothing(personas: Personas, offer: Offer) -> None:
    check = checks.add("Talk held", by=personas.cora)
    with pytest.raises(NotAllowed):
        checks.tick(offer, [check.id], by=personas.maya)


def test_the_list_has_words_and_an_end(personas: Personas) -> None:
    for label in ("", "x" * 121):
        with pytest.raises(Invalid):
            checks.add(label, by=personas.cora)
    for number in range(checks.CHECKS_MOST):
        checks.add(f"Check {number}", by=personas.cora)
    with pytest.raises(Invalid):
        checks.add("One more", by=personas.cora)
