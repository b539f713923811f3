"""What programs may do with documents."""

from collections.abc import Callable

import pytest

from mentormatch.accounts.models import Person
from mentormatch.documents.service import auditing, sharing
from tests.api.conftest import Program, program
from tests.calendar.conftest import Pair
from tests.documents.conftest import audited, upload

__all__ = ["program"]
pytestmark = pytest.mark.usefixtures("empty_store")


def test_documents_audits_asking_and_taking_back(
    pair: Pair, lena: Pair, clara: Person, program: Callable[[Person], Program]
) -> None:
    maya = program(pair.mentee)
    first = audited(pair.mentee, clara)
    auditing.note(first, "CANARY", 0, by=clara)
    version = upload(pair.mentee, title="Letter")
    sharing.share(version, pair.match, by=pair.mentee)
    [letter, cv] = maya.get("/documents").json["items"]
    assert (letter["title"], cv["title"]) == ("Letter", "CV for data jobs")
    assert letter["versions"][0]["download"] == f"/documents/versions/{version.id}/file"
    assert [one["name"] for one in letter["versions"][0]["shared_with"]] == ["Omar Haddad"]
    told = maya.get(f"/documents/audits/{first.id}")
    assert told.json["overall"] == "Clear and honest."
    assert "CANARY" not in told.text
    made = maya.post(f"/documents/versions/{version.id}/audit", {"role": "Analyst", "questions": ["Why?"]}, key="k")
    assert made.status_code == 201
    again = maya.post(f"/documents/versions/{version.id}/audit", {"role": "Analyst", "questions": ["Why?"]}, key="k")
    assert again.json == made.json
    number = made.json["id"]
    assert maya.post(f"/documents/audits/{number}/take-back").json["status"] == "taken_back"
    assert maya.post("/documents/shares/1/take-back").json["versions"][0]["shared_with"] == []
    gone = maya.post(f"/documents/versions/{version.id}/take-away").json["versions"][0]
    assert gone["download"] is None
    assert program(lena.mentee).get(f"/documents/audits/{first.id}").status_code == 404
    assert program(lena.mentee).post(f"/documents/versions/{version.id}/audit", {}).status_code == 404


def test_an_audit_says_nothing_before_it_is_published(
    pair: Pair, clara: Person, program: Callable[[Person], Program]
) -> None:
    asked = audited(pair.mentee, clara)
    auditing.withdraw(asked, "A mistake.", by=clara)
    told = program(pair.mentee).get(f"/documents/audits/{asked.id}").json
    assert (told["overall"], told["marks"], told["points"], told["coach"]) == ("", [], [], None)
    assert told["withdrawn_reason"] == "A mistake."
