"""The pages of students, mentors, coaches and the office, and who sees what on them."""

import io
from typing import Any

import pytest
from flask import Flask

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db, transactional
from mentormatch.documents import queries
from mentormatch.documents.errors import NoMentor, NotYours
from mentormatch.documents.models import Audit, AuditStatus
from mentormatch.documents.record import happenings
from mentormatch.documents.sections import STANDARD, all_sections, sections
from mentormatch.documents.service import asking, auditing, form, sharing
from mentormatch.documents.service.keeping import take_away
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.privacy.download import zip_of
from tests.calendar.conftest import MONDAY, Pair
from tests.documents.conftest import WHOLE, ask, audited, upload
from tests.files.samples import PDF
from tests.make import Make
from tests.mentoring.conftest import As, text

pytestmark = pytest.mark.usefixtures("empty_store")
SECRET = "CANARY for coaches alone"


def typed(**changes: str) -> dict[str, str]:
    """The form of an audit as a coach fills it in."""
    found = {f"rating-{key}": "fine" for key in STANDARD} | {f"comment-{key}": f"About {key}." for key in STANDARD}
    found |= {"overall": "Clear.", "step1": "Shorten it.", "points": "- Give dates\n\n* Name tools\n"}
    return found | {"version": "0", "note_version": "0", "note": ""} | changes


@transactional
def end(match: Match) -> None:
    match.status, match.ended_at = MatchStatus.ENDED, MONDAY


def test_a_student_uploads_asks_and_reads_the_audit(pair: Pair, clara: Person, as_person: As) -> None:
    maya, coach = as_person(pair.mentee), as_person(clara)
    assert "Add your CV" in maya.get("/documents").text
    data = {"kind": "cv", "title": "CV for data jobs", "language": "it", "file": (io.BytesIO(PDF), "cv.pdf")}
    assert maya.post("/documents/new", data=data, content_type="multipart/form-data").status_code == 303
    assert maya.post("/documents/versions/1/audit", data={"question1": "Too long?", "role": "Analyst"}).location == (
        "/documents/1"
    )
    waiting = text(coach.get("/audits"))
    assert all(said in waiting for said in ("Maya Rossi", "Italian", "first audit", "Analyst"))
    assert coach.get("/documents/versions/1/file").data == PDF
    assert coach.post("/audits/1/take").status_code == 303
    page = text(coach.get("/audits/1"))
    assert "Private: only coaches read this. Maya gets it nowhere" in page
    assert "Shared: Maya reads all of this" in page
    assert coach.post("/audits/1", data=typed(note=SECRET)).status_code == 303
    assert "Clear." not in maya.get("/documents/audits/1").text
    assert coach.post("/audits/1", data=typed(version="1", note=SECRET, publish="1")).status_code == 303
    told = text(maya.get("/documents/audits/1"))
    assert all(said in told for said in ("Clear.", "Shorten it.", "Give dates", "Name tools", "About truth."))
    assert "Clara Neri" in told
    assert "Give dates" in maya.get("/documents/1").text


def test_coaches_notes_are_nowhere_for_the_student(pair: Pair, clara: Person, as_person: As, make: Make) -> None:
    asked = audited(pair.mentee, clara)
    auditing.note(asked, SECRET, 0, by=clara)
    maya = as_person(pair.mentee)
    for path in ("/documents", f"/documents/{asked.document_id}", f"/documents/audits/{asked.id}"):
        assert SECRET not in maya.get(path).text
    assert maya.get(f"/audits/{asked.id}").status_code == 403
    with zip_of(pair.mentee) as file:
        assert SECRET.encode() not in file.read()
    assert SECRET in as_person(clara).get(f"/audits/{asked.id}").text


def test_a_coach_sees_nothing_that_was_not_asked_for(pair: Pair, clara: Person, as_person: As) -> None:
    coach, kept, asked = as_person(clara), upload(pair.mentee), ask(pair.mentee)
    assert coach.get(f"/documents/versions/{kept.id}/file").status_code == 404
    assert coach.get(f"/documents/versions/{asked.version_id}/file").status_code == 200
    as_person(pair.mentee).post(f"/documents/audits/{asked.id}/take-back")
    assert coach.get(f"/documents/versions/{asked.version_id}/file").status_code == 404
    assert coach.get(f"/audits/{asked.id}").status_code == 404
    assert coach.post(f"/audits/{asked.id}/take").status_code == 404


def test_nobody_else_finds_anything(pair: Pair, lena: Pair, clara: Person, make: Make, as_person: As) -> None:
    asked = audited(pair.mentee, clara)
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    paths = (
        f"/documents/versions/{asked.version_id}/file",
        f"/documents/audits/{asked.id}",
        f"/documents/{asked.document_id}",
    )
    for person in (lena.mentee, pair.mentor, cora):
        assert {as_person(person).get(path).status_code for path in paths} <= {403, 404}
    stranger = as_person(lena.mentee)
    for path in ("take-away", "audit", "shares"):
        assert stranger.post(f"/documents/versions/{asked.version_id}/{path}").status_code == 404
    assert stranger.post(f"/documents/audits/{asked.id}/take-back").status_code == 404


def test_the_second_coach_reads_who_has_it(pair: Pair, clara: Person, carlo: Person, as_person: As) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    answer = as_person(carlo).post(f"/audits/{asked.id}/take")
    assert answer.status_code == 409
    assert "Clara Neri has taken this CV" in answer.text
    assert "Take it over" in as_person(carlo).get(f"/audits/{asked.id}").text
    assert as_person(carlo).post(f"/audits/{asked.id}/hand-over", data={"to_id": carlo.id}).status_code == 303
    assert as_person(clara).post(f"/audits/{asked.id}/give-back").status_code == 409


def test_two_tabs_show_both_words(pair: Pair, clara: Person, as_person: As) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    coach = as_person(clara)
    assert coach.post(f"/audits/{asked.id}", data=typed(overall="First tab.")).status_code == 303
    answer = coach.post(f"/audits/{asked.id}", data=typed(overall="Second tab."))
    assert answer.status_code == 409
    assert "First tab." in answer.text
    assert "Second tab." in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text
    assert coach.post(f"/audits/{asked.id}", data=typed(overall="Both.", version="1")).status_code == 303


def test_what_is_missing_is_said_at_its_field_and_the_draft_is_saved(pair: Pair, clara: Person, as_person: As) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    answer = as_person(clara).post(f"/audits/{asked.id}", data=typed(step1="", publish="1"))
    assert answer.status_code == 422
    assert 'href="#step1"' in answer.text
    assert queries.draft_of(asked.id).version == 1  # type: ignore[union-attr]
    assert db.session.get_one(Audit, asked.id).status == AuditStatus.TAKEN


def test_acts_of_a_coach_on_their_page(pair: Pair, clara: Person, as_person: As) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    coach, maya = as_person(clara), as_person(pair.mentee)
    assert coach.post(f"/audits/{asked.id}/another-file", data={"words": ""}).status_code == 422
    assert coach.post(f"/audits/{asked.id}/another-file", data={"words": "It is empty."}).status_code == 303
    assert "It is empty." in maya.get(f"/documents/{asked.document_id}").text
    assert "It is empty." in maya.get(f"/documents/{asked.document_id}/versions").text
    assert coach.post(f"/audits/{asked.id}", data=typed(publish="1")).status_code == 303
    assert "Maya Rossi" in coach.get("/audits/published").text
    assert coach.post(f"/audits/{asked.id}/withdraw", data={"words": "A mistake."}).status_code == 303
    page = maya.get(f"/documents/audits/{asked.id}").text
    assert "A mistake." in page
    assert "Clear." not in page


def test_the_next_version_is_uploaded_with_the_checklist(pair: Pair, clara: Person, as_person: As) -> None:
    asked = audited(pair.mentee, clara)
    maya, coach = as_person(pair.mentee), as_person(clara)
    path = f"/documents/{asked.document_id}/versions"
    assert "Give dates a month" in maya.get(path).text
    point = queries.last_points_of(asked.document_id)[0].id
    data: dict[str, Any] = {f"point-{point}": "done", f"words-{point}": "Everywhere", "note": "Dates", "language": "en"}
    data["file"] = (io.BytesIO(PDF), "cv2.pdf")
    assert maya.post(path, data=data, content_type="multipart/form-data").status_code == 303
    assert maya.post("/documents/versions/2/audit", data={}).status_code == 303
    coach.post("/audits/2/take")
    page = text(coach.get("/audits/2"))
    assert "The student: done, “Everywhere”" in page
    assert "Earlier audits" in page
    assert coach.post("/audits/2", data=typed(publish="1", **{f"check-{point}": "not_yet"})).status_code == 303
    told = maya.get("/documents/audits/2").text
    assert "What was asked before" in told
    assert "Not yet" in told


def test_a_mentor_sees_exactly_what_is_shared_until_it_is_not(
    pair: Pair, lena: Pair, clara: Person, as_person: As
) -> None:
    asked, other = audited(pair.mentee, clara), upload(pair.mentee, title="Hidden letter")
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    file, audit = f"/documents/versions/{asked.version_id}/file", f"/documents/audits/{asked.id}"
    path = f"/documents/versions/{asked.version_id}/shares"
    assert maya.get(path).status_code == 200
    assert maya.post(path, data={"match_id": lena.match.id}).status_code == 422
    assert [maya.post(path, data={"match_id": pair.match.id}).status_code for _time in range(2)] == [303, 303]
    page = omar.get("/documents/shared").text
    assert "CV for data jobs" in page
    assert "Hidden letter" not in page
    assert "Read the audit" not in page
    assert [omar.get(one).status_code for one in (file, audit)] == [200, 404]
    assert omar.get(f"/documents/versions/{other.id}/file").status_code == 404
    assert maya.post(path, data={"match_id": pair.match.id, "with_audit": "y"}).status_code == 409
    assert maya.post("/documents/shares/1/take-back").status_code == 303
    assert [omar.get(one).status_code for one in (file, audit)] == [404, 404]
    maya.post(path, data={"match_id": pair.match.id, "with_audit": "y"})
    assert [omar.get(one).status_code for one in (file, audit)] == [200, 200]
    assert "Read the audit" in omar.get("/documents/shared").text
    end(pair.match)
    assert [omar.get(one).status_code for one in (file, audit)] == [404, 404]
    assert "CV for data jobs" not in omar.get("/documents/shared").text


def test_sharing_needs_an_active_match_of_ones_own(pair: Pair, lena: Pair) -> None:
    version = upload(pair.mentee)
    with pytest.raises(NotYours):
        sharing.share(version, lena.match, by=pair.mentee)
    made = sharing.share(version, pair.match, by=pair.mentee)
    with pytest.raises(NotYours):
        sharing.take_back(made, by=pair.mentor)
    take_away(version, by=pair.mentee)
    assert queries.shared_with(pair.mentor) == []
    end(pair.match)
    with pytest.raises(NoMentor):
        sharing.share(upload(pair.mentee), pair.match, by=pair.mentee)


def test_the_office_orders_renames_adds_and_retires_sections(
    pair: Pair, clara: Person, make: Make, as_person: As
) -> None:
    before = audited(pair.mentee, clara)
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    office = as_person(cora)
    base = "/coordinator/audit-form"
    assert office.get(base).text.count("Ask no more") == 7
    assert office.post(f"{base}/profile/move", data={"to": "up"}).status_code == 303
    assert [section.key for section in sections()][:3] == ["profile", "contact", "experience"]
    office.post(f"{base}/contact", data={"name": "Reach", "explanation": "How to reach them"})
    office.post(f"{base}/truth/retire")
    office.post(base, data={"name": "Portfolio", "explanation": ""})
    assert [section.name for section in sections()][:2] == ["Profile", "Reach"]
    assert [section.name for section in sections()][-1] == "Portfolio"
    assert "truth" not in {section.key for section in sections()}
    office.post(f"{base}/truth/retire", data={"asked": "again"})
    assert sections()[-1].key == "truth"
    assert office.post(f"{base}/nothing/retire").status_code == 404
    assert as_person(clara).get(base).status_code == 403
    page = as_person(pair.mentee).get(f"/documents/audits/{before.id}").text
    assert "Contact and length" in page
    assert "Reach" not in page


def test_the_form_keeps_a_section(make: Make) -> None:
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    for section in all_sections()[1:]:
        form.retire_section(section, retired=True, by=cora)
    with pytest.raises(form.LastSection):
        form.retire_section(sections()[0], retired=True, by=cora)


def test_the_draft_shows_all_of_whole(pair: Pair, clara: Person, as_person: As) -> None:
    asked = ask(pair.mentee)
    auditing.take(asked, by=clara)
    auditing.save(asked, WHOLE, 0, by=clara)
    page = as_person(clara).get(f"/audits/{asked.id}").text
    assert all(said in page for said in (WHOLE.overall, *WHOLE.steps, *WHOLE.points))


def test_what_was_taken_back_from_coaches_is_not_in_what_they_read_of_a_student(
    pair: Pair, clara: Person, app: Flask
) -> None:
    asked = ask(pair.mentee, title="Thesis", note="Only for whom I ask")

    def read() -> str:
        with app.test_request_context():
            return " ".join(f"{one.title} {one.text}" for one in happenings(pair.mentee, clara))

    assert "Only for whom I ask" in read()
    asking.take_back(asked, by=pair.mentee)
    assert "Only for whom I ask" not in read()
    assert "Thesis" not in read()
