"""What programs may do with documents."""

import json
from collections.abc import Callable

import pytest

from mentormatch.accounts.models import Person
from mentormatch.documents import queries
from mentormatch.documents.service import asking, auditing, sharing
from tests.api.conftest import Program, program
from tests.calendar.conftest import Pair
from tests.documents.conftest import audited, upload
from tests.documents.samples import DOCX
from tests.files.samples import HTML, PDF

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
    assert [one["mentor"]["name"] for one in letter["versions"][0]["shares"]] == ["Omar Haddad"]
    told = maya.get(f"/documents/audits/{first.id}")
    assert told.json["overall"] == "Clear and honest."
    assert "CANARY" not in told.text
    made = maya.post(f"/documents/versions/{version.id}/audit", {"role": "Analyst", "questions": ["Why?"]}, key="k")
    assert made.status_code == 201
    again = maya.post(f"/documents/versions/{version.id}/audit", {"role": "Analyst", "questions": ["Why?"]}, key="k")
    assert again.json == made.json
    number = made.json["id"]
    assert maya.post(f"/documents/audits/{number}/take-back").json["status"] == "taken_back"
    assert maya.post("/documents/shares/1/take-back").json["versions"][0]["shares"] == []
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


def test_uploading_versions_with_a_key_and_what_is_refused(
    pair: Pair, lena: Pair, clara: Person, program: Callable[[Person], Program]
) -> None:
    maya = program(pair.mentee)
    parts = {"file": (PDF, "My CV.pdf"), "language": "en", "kind": "cv", "title": "CV for data jobs"}
    made = maya.send("/documents", parts, key="first")
    assert (made.status_code, made.headers["Location"]) == (201, "/api/v1/documents/1")
    assert maya.send("/documents", parts, key="first").json == made.json
    assert maya.send("/documents", parts | {"title": "Another"}, key="first").json["code"] == "key_reused"
    other = maya.send("/documents", parts | {"file": (PDF + b"\n%%EOF\n", "My CV.pdf")}, key="first")
    assert other.json["code"] == "key_reused"
    assert len(maya.get("/documents").json["items"]) == 1

    asked = audited(
        pair.mentee, clara, asked=asking.ask(queries.version_for(pair.mentee, 1), role="", questions=[], by=pair.mentee)
    )
    first, second = asked.points
    said = json.dumps([{"point_id": first.id, "done": True, "words": "Everywhere."}])
    parts = {"file": (DOCX, "CV.docx"), "language": "it", "note": "Shorter.", "answers": said}
    made = maya.send("/documents/1/versions", parts)
    assert [(one["number"], one["kind"], one["note"]) for one in made.json["versions"]] == [
        (2, "docx", "Shorter."),
        (1, "pdf", ""),
    ]
    answered = queries.answers_to([first, second])
    assert [(one.point_id, one.done, one.words) for one in answered.values()] == [(first.id, True, "Everywhere.")]

    for wrong, status, code in [
        ({"file": (HTML, "CV.pdf")}, 422, "not_what_its_name_says"),
        ({"file": "no file"}, 422, "malformed"),
        ({"language": "xx"}, 422, "nothing_said"),
        ({"answers": "[{}]"}, 422, "malformed"),
        ({"extra": "1"}, 422, "malformed"),
    ]:
        refused = maya.send("/documents/1/versions", parts | wrong)
        assert (refused.status_code, refused.json["code"]) == (status, code)
    assert maya.post("/documents/1/versions", {"language": "en"}).status_code == 415
    assert program(lena.mentee).send("/documents/1/versions", parts).status_code == 404
    assert program(pair.mentor).send("/documents/1/versions", parts).status_code == 403


def test_sharing_with_a_mentor_and_taking_it_back(pair: Pair, lena: Pair, program: Callable[[Person], Program]) -> None:
    maya, version = program(pair.mentee), upload(pair.mentee)
    path = f"/documents/versions/{version.id}/shares"
    made = maya.post(path, {"match_id": pair.match.id, "with_audit": True}, key="k")
    assert made.status_code == 201
    assert maya.post(path, {"match_id": pair.match.id, "with_audit": True}, key="k").json == made.json
    [share] = made.json["versions"][0]["shares"]
    assert (share["match_id"], share["mentor"]["name"], share["with_audit"]) == (pair.match.id, "Omar Haddad", True)
    assert queries.readable_version(pair.mentor, version.id)
    assert maya.post(path, {"match_id": pair.match.id}).json["code"] == "shared_already"
    assert maya.post(path, {"match_id": lena.match.id}).json["code"] == "no_mentor"
    assert program(lena.mentee).post(path, {"match_id": lena.match.id}).status_code == 404
    assert maya.post(f"/documents/shares/{share['id']}/take-back").json["versions"][0]["shares"] == []
    assert queries.readable_version(pair.mentor, version.id) is None
