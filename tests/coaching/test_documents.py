"""A student brings a version of a document; its coach may read it while the appointment stands, and nobody else."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.coaching import service
from mentormatch.coaching.errors import DocumentNeeded, LinkNeeded, NoLinks, NoSuchDocument, NotALink
from mentormatch.coaching.models import Outcome, Wanted
from mentormatch.coaching.policy import Brought
from mentormatch.documents import queries as documents
from mentormatch.documents.service import keeping
from mentormatch.office import service as office_service
from mentormatch.privacy.service import delete_account
from tests.api.conftest import Program, program
from tests.coaching.conftest import DAY, HOUR, TUESDAY, Office, at
from tests.documents.conftest import upload
from tests.files.samples import EXE, PDF

__all__ = ["program"]


def file(content: bytes = PDF, name: str = "maya.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


@pytest.fixture
def office(office: Office) -> Office:
    office.change(document=Wanted.NEEDED)
    return office


def reads(browser: Any, version_id: int) -> bool:
    found = browser.get(f"/documents/versions/{version_id}/file")
    assert found.status_code in {200, 404}
    return found.status_code == 200 and found.headers["Content-Disposition"].startswith("attachment")


def test_only_a_version_of_ones_own_that_is_there_can_be_brought(office: Office) -> None:
    with pytest.raises(DocumentNeeded):
        office.book()
    with pytest.raises(NoLinks):
        office.book(brought=Brought(link="https://files.example.org/cv"))
    with pytest.raises(NoSuchDocument):
        office.book(brought=Brought(upload(office.student("Ada One")).id))
    gone = upload(office.maya)
    keeping.take_away(gone, by=office.maya)
    with pytest.raises(NoSuchDocument):
        office.book(brought=Brought(gone.id))
    assert office.book(brought=Brought(upload(office.maya).id)).document_version is not None


def test_a_link_is_for_offices_without_documents(office: Office) -> None:
    office_service.switch_off("documents", by=office.cora)
    with pytest.raises(LinkNeeded):
        office.book(brought=Brought(upload(office.maya).id))
    with pytest.raises(NotALink):
        office.book(brought=Brought(link="javascript:alert(1)"))
    made = office.book(brought=Brought(link="https://files.example.org/cv"))
    assert made.document_link == "https://files.example.org/cv"


def test_the_coach_of_an_appointment_reads_what_was_brought_and_no_other_version(
    office: Office, as_person: Any
) -> None:
    paolo, given, kept = office.coach("Paolo Conti"), upload(office.maya), upload(office.maya, title="Another")
    made = office.book(coach_id=office.clara.id, brought=Brought(given.id))
    clara = as_person(office.clara)
    assert reads(clara, given.id)
    assert "CV for data jobs, version 1" in clara.get(f"/coaching/appointments/{made.id}").text
    assert not reads(clara, kept.id)
    assert not reads(as_person(paolo), given.id)
    service.move(made, TUESDAY + 2 * DAY, coach_id=paolo.id, by=office.maya)
    assert reads(as_person(paolo), given.id)
    assert not reads(clara, given.id)


def test_what_was_brought_is_taken_back_with_another_choice_and_with_the_appointment(
    office: Office, as_person: Any
) -> None:
    first, second = upload(office.maya), upload(office.maya, title="Another")
    made, clara = office.book(brought=Brought(first.id)), as_person(office.clara)
    with pytest.raises(DocumentNeeded):
        service.change_document(made, Brought(), by=office.maya)
    page = f"/coaching/appointments/{made.id}"
    maya = as_person(office.maya)
    assert maya.get(f"{page}/document").status_code == 200
    assert maya.post(f"{page}/document", data={"document_version": str(second.id)}).location == page
    assert (reads(clara, first.id), reads(clara, second.id)) == (False, True)
    service.cancel(made, by=office.maya)
    assert not reads(clara, second.id)
    assert "/documents/versions/" not in clara.get(page).text + maya.get(page).text
    assert maya.get(f"{page}/document").status_code == 404


def test_once_it_is_over_everything_can_be_taken_back(office: Office, as_person: Any) -> None:
    given = upload(office.maya)
    made = office.book(brought=Brought(given.id))
    with at(TUESDAY + HOUR):
        clara = as_person(office.clara)
        assert reads(clara, given.id)
        maya = as_person(office.maya)
        assert maya.post(f"/coaching/appointments/{made.id}/document", data={"document_version": ""}).status_code == 303
        assert not reads(clara, given.id)
    with at(TUESDAY + 400 * DAY):
        service.change_document(made, Brought(given.id), by=office.maya)
        assert not reads(as_person(office.clara), given.id)


def test_nothing_is_given_by_a_service_that_is_off_or_to_who_is_no_coach(office: Office, as_person: Any) -> None:
    given = upload(office.maya)
    made = office.book(brought=Brought(given.id))
    with at(TUESDAY + HOUR):
        service.mark(made, Outcome.HELD, by=office.clara)
        assert reads(as_person(office.clara), given.id)
        office_service.switch_off("coaching", by=office.cora)
        assert not reads(as_person(office.clara), given.id)
        office_service.switch_on("coaching", by=office.cora)
        accounts.revoke(office.clara, RoleName.COACH, by=office.cora)
        assert not reads(as_person(office.clara), given.id)


def test_a_new_file_is_uploaded_in_the_form_and_stays_chosen_whatever_is_refused_after_it(
    office: Office, as_person: Any
) -> None:
    office.change(questions=[{"text": "Which role?", "long": False, "needed": True}])
    maya, kind, slot = as_person(office.maya), office.audit.id, {"slot": TUESDAY.isoformat()}
    held = maya.post(f"/coaching/types/{kind}/hold", data=slot)
    assert "document_version" not in maya.get(held.location).text
    refused = maya.post(f"/coaching/types/{kind}/book", data=slot | {"answer_0": "Analyst", "document_file": file(EXE)})
    assert refused.status_code == 422
    assert "document_file-error-1" in refused.text
    assert "Held for you until" in refused.text
    refused = maya.post(f"/coaching/types/{kind}/book", data=slot | {"document_file": file()})
    page = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 422
    assert "Held for you until" in refused.text
    [version] = documents.versions_for(office.maya)
    chosen = page.select_one("select[name=document_version] option[selected]")
    assert chosen is not None
    assert (chosen["value"], chosen.text) == (str(version.id), "maya, version 1")
    again = slot | {"answer_0": "Analyst", "document_file": file()}
    booked = maya.post(f"/coaching/types/{kind}/book", data=again)
    assert booked.status_code == 303
    assert [one.id for one in documents.versions_for(office.maya)] == [version.id]
    assert reads(as_person(office.clara), version.id)


def test_programs_bring_a_version_and_change_it(office: Office, program: Callable[[Person], Program]) -> None:
    first, second = upload(office.maya), upload(office.maya, title="Another")
    maya = program(office.maya)
    body = {"type_id": office.audit.id, "starts_at": TUESDAY.isoformat()}
    assert maya.post("/coaching/appointments", body).status_code == 422
    made = maya.post("/coaching/appointments", body | {"document_version_id": first.id}).json
    assert made["document"] == {
        "version_id": first.id, "title": "CV for data jobs", "number": 1, "name": "cv.pdf",
        "download": f"/documents/versions/{first.id}/file",
    }  # fmt: skip
    one = f"/coaching/appointments/{made['id']}"
    changed = maya.post(f"{one}/document", {"document_version_id": second.id})
    assert changed.json["document"]["version_id"] == second.id
    assert maya.post(f"{one}/cancel", {}).json["document"]["download"] is None


def test_whoever_deletes_their_account_leaves_an_appointment_without_a_document(office: Office) -> None:
    made = office.book(brought=Brought(upload(office.maya).id))
    delete_account(office.maya)
    assert (made.document_version_id, documents.versions_for(office.maya)) == (None, [])
