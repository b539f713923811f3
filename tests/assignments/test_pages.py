"""The pages of assignments, as the coordinator walks them."""

from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.assignments import service
from mentormatch.assignments.models import Draft, DraftStatus, PairRule
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match
from tests.make import Make
from tests.personas import Personas


@pytest.fixture
def cora(personas: Personas, as_person: Any) -> Any:
    """Cora's browser."""
    return as_person(personas.cora)


def page(answer: Any) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def made(cora: Any, personas: Personas) -> Draft:
    everything = {"objectives": ["total", "participation", "worst_off"]}
    assert cora.post(f"/coordinator/cohorts/{personas.cohort.id}/assignments", data=everything).status_code == 303
    service.run_due()
    return db.session.scalars(sa.select(Draft).order_by(Draft.id.desc())).first()


def test_drafts_are_made_compared_and_published(personas: Personas, cora: Any) -> None:
    draft = made(cora, personas)
    compared = page(cora.get(f"/coordinator/cohorts/{personas.cohort.id}/assignments"))
    for words in ("Best total", "Most people", "Nobody left far behind", "1 of 1", "100% as in the draft below"):
        assert words in compared
    shown = page(cora.get(f"/coordinator/drafts/{draft.id}"))
    assert "Maya Rossi" in shown and "Omar Haddad" in shown and "Publish this draft?" in shown
    assert cora.post(f"/coordinator/drafts/{draft.id}/publish").status_code == 303
    assert "being published" in page(cora.get(f"/coordinator/drafts/{draft.id}"))
    service.run_due()
    assert "Published" in page(cora.get(f"/coordinator/drafts/{draft.id}"))
    match = db.session.scalars(sa.select(Match)).one()
    assert "Assigned on" in page(cora.get(f"/coordinator/matches/{match.id}"))


def test_both_people_find_the_match_that_was_made_for_them(personas: Personas, cora: Any, as_person: Any) -> None:
    cora.post(f"/coordinator/drafts/{made(cora, personas).id}/publish")
    service.run_due()
    match = db.session.scalars(sa.select(Match)).one()
    for person, other in ((personas.maya, "Omar Haddad"), (personas.omar, "Maya Rossi")):
        browser = as_person(person)
        shown = page(browser.get(f"/matches/{match.id}"))
        assert "The career office brought you together" in shown and other in shown
        assert f"/matches/{match.id}" in page(
            browser.get("/requests" if person == personas.maya else "/mentor/mentees")
        )


def test_a_pair_is_looked_at_and_changed(personas: Personas, cora: Any, make: Make) -> None:
    ines = make.mentor("Ines Duarte", cohort=personas.cohort)
    draft = made(cora, personas)
    address = f"/coordinator/drafts/{draft.id}/students/{personas.maya.id}"
    assert "Why these two" in page(cora.get(address)) and "Give" in page(cora.get(address))
    other = ines if "Maya Rossi and Omar Haddad" in page(cora.get(address)) else personas.omar
    assert cora.post(address, data={"mentor": other.id}).status_code == 303
    assert f"Maya Rossi and {other.name}" in page(cora.get(address))
    cora.post(address, data={"leave": "yes"})
    assert "has no mentor in this draft" in page(cora.get(address))
    assert cora.post(address, data={"mentor": "nobody"}).status_code == 422


def test_a_rule_needs_a_reason_and_can_be_removed(personas: Personas, cora: Any) -> None:
    draft = made(cora, personas)
    address = f"/coordinator/drafts/{draft.id}/students/{personas.maya.id}/rule"
    assert cora.post(address, data={"kind": "apart"}).status_code == 422
    assert cora.post(address, data={"kind": "apart", "reason": "Same team"}).status_code == 303
    rule = db.session.scalars(sa.select(PairRule)).one()
    assert "Same team" in page(cora.get(f"/coordinator/cohorts/{personas.cohort.id}/assignments"))
    assert cora.post(f"/coordinator/pair-rules/{rule.id}/remove").status_code == 303
    assert db.session.scalars(sa.select(PairRule)).all() == []


def test_drafts_are_not_made_twice_at_once(personas: Personas, cora: Any) -> None:
    address = f"/coordinator/cohorts/{personas.cohort.id}/assignments"
    cora.post(address, data={"objectives": "total"})
    again = cora.post(address, data={"objectives": "total"})
    assert again.status_code == 409 and "are being made already" in page(again)
    draft = db.session.scalars(sa.select(Draft)).one()
    assert cora.post(f"/coordinator/drafts/{draft.id}/stop").status_code == 303
    assert db.session.get_one(Draft, draft.id, populate_existing=True).status == DraftStatus.CANCELLED


def test_nothing_chosen_and_odd_numbers_are_told(personas: Personas, cora: Any) -> None:
    address = f"/coordinator/cohorts/{personas.cohort.id}/assignments"
    for wrong in ({}, {"objectives": "best"}, {"objectives": "total", "most_new": "-1"}):
        assert cora.post(address, data=wrong).status_code == 422
    assert db.session.scalars(sa.select(Draft)).all() == []
