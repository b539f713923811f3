"""Degrees for programs, and for editors' pages."""

from typing import Any

from flask import Flask

from mentormatch.accounts import tokens
from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.degrees.models import Degree, DegreeStatus
from tests.degrees.make import draft, published
from tests.make import Make
from tests.personas import Personas

FORM = {
    "name": "MSc New", "provider": "Demo University", "key": "msc-new", "level": "master", "mode": "online",
    "language": "en", "months": "12", "cost": "100", "currency": "EUR", "priced_on": "2026-01-02",
    "source": "https://example.org/new", "roles": "Data analyst",
}  # fmt: skip


def test_programs_read_the_catalogue_and_one_degree(app: Flask, personas: Personas) -> None:
    degree, hidden = published(None), draft(None, "hidden")
    key = {"Authorization": f"Bearer {tokens.create(personas.maya, 'Test', by=personas.maya)}"}
    client = app.test_client()
    found = client.get("/api/v1/degrees?cost=7000&limit=5", headers=key).json
    assert [(one["key"], one["cost"], one["priced_on"]) for one in found["items"]] == [("msc-data", 6000, "2026-05-03")]
    assert client.get("/api/v1/degrees?level=bachelor", headers=key).json["items"] == []
    assert client.get("/api/v1/degrees?q=nothing", headers=key).json["items"] == []
    one = client.get(f"/api/v1/degrees/{degree.id}", headers=key).json
    assert (one["source"], one["invented"], one["skills"]) == ("https://example.org/msc-data", False, ["SQL"])
    assert client.get(f"/api/v1/degrees/{hidden.id}", headers=key).status_code == 404


def test_an_editor_writes_publishes_checks_and_withdraws(app: Flask, make: Make, as_person: Any) -> None:
    edda = as_person(make.person("Edda", roles=[RoleName.EDITOR]))
    assert edda.post("/editing/degrees/new", data=FORM | {"priced_on": ""}).status_code == 422
    address = edda.post("/editing/degrees/new", data=FORM).location
    degree = db.session.query(Degree).one()
    assert address.endswith(str(degree.id))
    for deed, status in (("publish", DegreeStatus.PUBLISHED), ("withdraw", DegreeStatus.WITHDRAWN)):
        assert edda.post(f"{address}/{deed}").status_code == 303
        db.session.refresh(degree)
        assert degree.status == status
    edda.post(f"{address}/checked")
    db.session.refresh(degree)
    assert degree.checked_on is not None
    stale = edda.post(address, data=FORM | {"version": "1", "name": "MSc Mine"})
    assert stale.status_code == 409
    assert "MSc Mine" in stale.text
    assert edda.post(address, data=FORM | {"version": str(degree.version), "cost": ""}).status_code == 303
    db.session.refresh(degree)
    assert (degree.cost, degree.currency, degree.priced_on) == (None, "", None)
