"""A coordinator's list of people, and the import in two steps."""

import io
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from mentormatch.accounts.models import Person
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.people import forms, import_views, intake, queries, uploads
from mentormatch.people.models import PeopleUpload
from mentormatch.people.workbooks import Bounds
from mentormatch.programmes.models import Cohort
from tests.make import Make
from tests.people.example import MENTOR, STUDENT, csv_of, sheet_of, xlsx_of
from tests.people.test_import import rows_in_database
from tests.personas import Personas

IMPORT = "/coordinator/people/import"


def upload(client: Any, content: bytes, cohort: Cohort, name: str = "people.csv") -> TestResponse:
    answer: TestResponse = client.post(
        IMPORT, data={"file": (io.BytesIO(content), name), "cohort": cohort.id}, content_type="multipart/form-data"
    )
    return answer


def emails() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(Person.email)))


@pytest.mark.parametrize("path", ["/coordinator/people", IMPORT, f"{IMPORT}/1"])
def test_only_coordinators_get_in(app: Flask, personas: Personas, as_person: Any, path: str) -> None:
    assert app.test_client().get(path).status_code == 302
    for nobody in (personas.maya, personas.omar, personas.ada, personas.eve):
        assert as_person(nobody).get(path).status_code == 403


def test_the_list_shows_the_people_of_ones_own_cohorts(app: Flask, personas: Personas, as_person: Any) -> None:
    page = as_person(personas.cora).get("/coordinator/people").text
    assert "Maya Rossi" in page
    assert "Omar Haddad" in page
    assert "Eve Laurent" not in page


def test_the_list_is_narrowed_by_words_role_and_cohort(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)

    def found(query: str) -> list[str]:
        page = cora.get(f"/coordinator/people?{query}").text
        return [name for name in ("Maya Rossi", "Omar Haddad", "Eve Laurent") if name in page]

    assert found("q=maya") == ["Maya Rossi"]
    assert found("q=100%25") == []
    assert found("role=mentor") == ["Omar Haddad"]
    assert found("role=coordinator") == ["Maya Rossi", "Omar Haddad"]
    assert found(f"cohort={personas.other_cohort.id}") == ["Maya Rossi", "Omar Haddad"]
    assert found("page=999999999999999999999") == []
    assert found("q=%00") == ["Maya Rossi", "Omar Haddad"]


def test_the_list_has_pages(app: Flask, personas: Personas, make: Make, as_person: Any) -> None:
    for number in range(50):
        make.mentee(f"Student {number:02}", cohort=personas.cohort)
    cora = as_person(personas.cora)
    assert "1 to 50 of 52" in cora.get("/coordinator/people").text
    assert "51 to 52 of 52" in cora.get("/coordinator/people?page=2").text


def test_the_list_can_be_taken_away_as_a_file_and_the_trail_remembers(
    app: Flask, personas: Personas, as_person: Any
) -> None:
    answer = as_person(personas.cora).post("/coordinator/people/export", data={"role": "mentor"})
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert personas.omar.email in answer.text
    assert personas.maya.email not in answer.text
    assert personas.eve.email not in answer.text
    assert db.session.scalar(sa.select(AuditEntry.facts).where(AuditEntry.action == "people.exported")) == {"people": 1}


def test_a_file_is_checked_and_nothing_written_until_confirmed(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    answer = upload(cora, csv_of(MENTOR, {**STUDENT, "time_zone": "Mars/Olympus"}), personas.cohort)
    assert answer.status_code == 303
    assert "nina@example.org" not in emails()
    page = cora.get(answer.location).text
    assert "What would happen" in page
    assert "Mars/Olympus" in page
    assert "Import 1 row" in page
    assert "nina@example.org" in cora.get(f"{answer.location}?show=accepted").text
    done = cora.post(answer.location)
    assert (done.status_code, done.location) == (303, answer.location)
    assert "nina@example.org" in emails()
    page = cora.get(answer.location).text
    assert "What has happened" in page
    assert "1 person is new" in page
    assert "1 row was refused" in page


def test_confirming_twice_writes_once(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    location = upload(cora, csv_of(MENTOR), personas.cohort).location
    cora.post(location)
    before = rows_in_database()
    assert cora.post(location).status_code == 303
    db.session.rollback()
    after = rows_in_database()
    assert {name for name in before if before[name] != after[name]} <= {"sign_in"}
    assert "1 person is new" in cora.get(location).text


def test_a_discarded_file_is_gone(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    location = upload(cora, csv_of(MENTOR), personas.cohort).location
    assert cora.post(f"{location}/discard").status_code == 303
    assert cora.get(location).status_code == 404
    assert cora.post(location).status_code == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PeopleUpload)) == 0


def test_the_file_of_another_coordinator_does_not_exist(
    app: Flask, personas: Personas, make: Make, as_person: Any
) -> None:
    other = make.person("Olga", roles=["coordinator"])
    make.enrol(other, personas.cohort, "coordinator")
    location = upload(as_person(personas.cora), csv_of(MENTOR), personas.cohort).location
    olga = as_person(other)
    assert [olga.get(location).status_code, olga.post(location).status_code] == [404, 404]
    assert olga.post(f"{location}/discard").status_code == 404


def test_nobody_is_imported_into_a_cohort_of_others(app: Flask, personas: Personas, as_person: Any) -> None:
    answer = upload(as_person(personas.cora), csv_of(MENTOR), personas.other_cohort)
    assert answer.status_code == 422
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PeopleUpload)) == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"email": "new@example.org", "name": "New", "roles": "coordinator"}, "Staff roles"),
        ({"email": "ada", "name": "Mallory"}, "account of the staff"),
        ({"email": "cora", "name": "Mallory"}, "account of the staff"),
        ({"email": "eve", "name": "Mallory"}, "not yours"),
    ],
)
def test_coordinators_change_neither_staff_nor_people_of_other_cohorts(
    app: Flask, personas: Personas, as_person: Any, row: dict[str, str], words: str
) -> None:
    email = row["email"] if "@" in row["email"] else getattr(personas, row["email"]).email
    cora = as_person(personas.cora)
    location = upload(cora, csv_of({**row, "email": email}), personas.cohort).location
    assert words in cora.get(location).text
    cora.post(location)
    db.session.rollback()
    assert "Mallory" not in set(db.session.scalars(sa.select(Person.name)))
    assert "new@example.org" not in emails()


def test_wrong_files_are_refused_at_the_field(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    missing = cora.post(IMPORT, data={"cohort": personas.cohort.id}, content_type="multipart/form-data")
    assert (missing.status_code, "Please choose a file." in missing.text) == (422, True)
    for content, words in [(b"PK\x03\x04", "CSV UTF-8"), (b"\xff\xfe", "UTF-8")]:
        answer = upload(cora, content, personas.cohort)
        assert answer.status_code == 422
        assert words in answer.text


def test_a_workbook_is_checked_and_imported(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    assert 'accept=".xlsx,' in cora.get(IMPORT).text
    location = upload(cora, xlsx_of(MENTOR, {**STUDENT, "graduation_year": "soon"}), personas.cohort, "p.xlsx").location
    assert "“soon” is not a whole number" in cora.get(location).text
    cora.post(location)
    assert "nina@example.org" in emails()


def test_wrong_workbooks_are_refused_at_the_field(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = as_person(personas.cora)
    monkeypatch.setattr(intake, "BOUNDS", Bounds(size=100_000, tags=900))
    heavy = xlsx_of(*[MENTOR] * 50)
    for content, words in [(sheet_of(), "is empty"), (xlsx_of(MENTOR)[:900], "damaged"), (heavy, "far more")]:
        answer = upload(cora, content, personas.cohort)
        assert answer.status_code == 422
        assert words in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PeopleUpload)) == 0


def test_large_files_are_refused_before_they_are_looked_at(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With smaller limits than the real ones: the test client leaves files open that go to the disk."""
    assert forms.MAX_BYTES == 25 * 1024**2 < import_views.BODY
    monkeypatch.setattr(forms, "MAX_BYTES", 2000)
    cora = as_person(personas.cora)
    answer = upload(cora, b"email\n" + b"x" * 2000, personas.cohort)
    assert (answer.status_code, "The file is larger than" in answer.text) == (422, True)


def test_names_from_a_file_are_words_on_the_page(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    content = csv_of({"email": "<script>x", "name": "A", "<b>hm": "y"})
    page = cora.get(upload(cora, content, personas.cohort, name="<script>alert.csv").location).text
    assert "<script>x" not in page
    assert "<b>hm" not in page
    assert "<script>alert" not in page


def test_a_file_nobody_decided_about_is_forgotten(app: Flask, personas: Personas, as_person: Any) -> None:
    location = upload(as_person(personas.cora), csv_of(MENTOR), personas.cohort).location
    with time_machine.travel(now() + uploads.KEPT_FOR + timedelta(minutes=1)):
        assert as_person(personas.cora).get(location).status_code == 404
        uploads.forget_old_uploads()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PeopleUpload)) == 0


def test_uploads_are_limited(app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UPLOADS_AN_HOUR", 1)
    cora = as_person(personas.cora)
    with time_machine.travel("2026-03-01 10:00:00+00:00", tick=False):
        client = as_person(personas.cora)
        assert upload(client, csv_of(MENTOR), personas.cohort).status_code == 303
        assert upload(client, csv_of(MENTOR), personas.cohort).status_code == 429
    assert cora.get("/coordinator/people").status_code == 200


def test_the_statements_of_the_list_do_not_grow_with_it(
    app: Flask, personas: Personas, make: Make, as_person: Any
) -> None:
    cora = as_person(personas.cora)

    def statements() -> int:
        seen: list[str] = []

        def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", count)
        cora.get("/coordinator/people")
        sa.event.remove(db.engine, "before_cursor_execute", count)
        return len(seen)

    first = statements()
    for number in range(20):
        make.mentor(f"Mentor {number}", cohort=personas.cohort)
    assert statements() <= first


def test_what_is_known_is_read_in_a_fixed_number_of_statements(app: Flask, personas: Personas, make: Make) -> None:
    everybody = [make.mentor(f"Mentor {number}").email for number in range(10)]
    seen: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    db.session.rollback()
    queries.known_people(everybody)
    assert len([statement for statement in seen if statement.startswith("SELECT")]) <= 7
