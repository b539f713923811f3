"""An import from its page: columns are named, rows corrected, and the worker may be killed at any moment."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import Workbook

from mentormatch.accounts.models import Person
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.people import files, working
from mentormatch.people.mapping import guess
from mentormatch.people.models import PeopleUpload, PeopleUploadRow, UploadStatus
from mentormatch.profiles.models import Profile
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import EnrolledAs, Enrolment
from tests.make import Make
from tests.people.example import MENTOR, STUDENT, bytes_of, csv_of, sheet_of
from tests.people.test_pages import emails, upload
from tests.personas import Personas

FOREIGN = (
    "Nome;Cognome;Indirizzo e-mail;Competenze;Colore\r\n"
    "Nina;Berg;nina@example.org;SQL, Python;blu\r\n"
    "Sam;Poe;sam@example.org;Excel;\r\n"
    "Lea;Fey;lea@example.org;Excel;rosso\r\n"
    "Zoe;Fourth;zoe@example.org;Excel;verde\r\n"
).encode("utf-8-sig")
LONG = "x" * 10_000


def many(count: int) -> bytes:
    return csv_of(*({**STUDENT, "email": f"s{number}@example.org"} for number in range(count)))


def only_upload() -> PeopleUpload:
    db.session.rollback()
    return db.session.scalars(sa.select(PeopleUpload)).one()


def chosen(page: str) -> list[str]:
    """What each column of the page is said to mean."""
    found = []
    for select in BeautifulSoup(page, "html.parser").select("select[name^=column-]"):
        option = select.find("option", selected=True)
        found.append(str(option["value"]) if option else "")
    return found


def inputs(page: str) -> dict[str, str]:
    """The cells that a page lets one correct."""
    return {
        str(one["name"]): one.get("value") or one.text
        for one in BeautifulSoup(page, "html.parser").select("[name^=cell-]")
    }


def test_columns_are_guessed_shown_with_three_rows_chosen_and_remembered(
    app: Flask, personas: Personas, as_person: Any
) -> None:
    cora = as_person(personas.cora)
    location = upload(cora, FOREIGN, personas.cohort, "persone.csv").location
    answer = cora.get(location, follow_redirects=True)
    assert chosen(answer.text) == ["given_name", "family_name", "email", "skills", ""]
    assert "Lea" in answer.text
    assert "Fourth" not in answer.text
    data = {"column-0": "given_name", "column-1": "family_name", "column-2": "email", "column-4": "skills"}
    assert cora.post(f"{location}/columns", data=data).status_code == 303
    page = cora.get(location).text
    assert "Columns that are not imported: Competenze" in page
    assert "Nina Berg" in page
    cora.post(location)
    assert "nina@example.org" in emails()
    again = cora.get(upload(cora, FOREIGN, personas.cohort).location, follow_redirects=True).text
    assert chosen(again) == ["given_name", "family_name", "email", "", "skills"]
    assert "as for the last file" in again


@pytest.mark.parametrize(
    ("meanings", "words"),
    [
        (["name", "", "", "", ""], "which column holds the e-mail"),
        (["name", "name", "email", "", ""], "cannot mean the same"),
        (["name", "family_name", "email", "", ""], "not both"),
        (["nonsense", "", "email", "", ""], "check what you typed"),
    ],
)
def test_meanings_that_cannot_be_are_refused(
    app: Flask, personas: Personas, as_person: Any, meanings: list[str], words: str
) -> None:
    cora = as_person(personas.cora)
    location = upload(cora, FOREIGN, personas.cohort).location
    data = {f"column-{number}": meaning for number, meaning in enumerate(meanings)}
    answer = cora.post(f"{location}/columns", data=data)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert only_upload().status == UploadStatus.MAPPING


@pytest.mark.parametrize(
    ("header", "meanings"),
    [
        (["Vorname", "Nachname", "E-Mail-Adresse", "Fähigkeiten"], ("given_name", "family_name", "email", "skills")),
        (["Nome", "Mail"], ("name", "email")),
        (["Correo electrónico", "Nombre y apellidos", "Empresa"], ("email", "name", "organisation")),
        (["Prénom", "Nom", "Courriel", "Secteurs"], ("given_name", "family_name", "email", "industries")),
        (["Who", "Where to write"], ("", "email")),
        (["Email", "E-mail"], ("email", "")),
    ],
)
def test_headers_of_several_languages_are_understood(header: list[str], meanings: tuple[str, ...]) -> None:
    assert guess(header, [["Nina", "nina@example.org"]]) == meanings


def formula_without_result() -> bytes:
    return sheet_of(["email", "name"], ["a@example.org", "=A1&B1"])


def merged() -> bytes:
    book = Workbook()
    book.active.append(["email", "name"])
    book.active.append(["a@example.org", "A"])
    book.active.merge_cells("A2:B2")
    return bytes_of(book)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"email,name\n", "no people below"),
        (b"nina@example.org,Nina\nsam@example.org,Sam\n", "must name the columns"),
        (b"email,Name,name\na@example.org,A,B\n", "twice: Name, name"),
        (b"E-Mail;Stadt;Stadt\na@example.org;X;Y\n", "twice: Stadt"),
        ("email,name\na@example.org,Ren\xe9\n".encode("latin-1"), "Line 2 is not UTF-8"),
        (b"PK\x03\x04 broken", "damaged"),
        (merged(), "A2:B2 are merged"),
        (formula_without_result(), "B2 holds a formula without a result"),
        (b"email," + b",".join(b"c%d" % number for number in range(200)) + b"\na@example.org\n", "at most 100"),
    ],
)
def test_bad_files_are_refused_at_once_and_nothing_is_kept(
    app: Flask, personas: Personas, as_person: Any, content: bytes, words: str
) -> None:
    answer = upload(as_person(personas.cora), content, personas.cohort)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PeopleUpload)) == 0


def test_more_rows_than_the_limit_are_refused_while_they_are_read(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_ROWS", 20)
    assert "more than 20 rows" in upload(as_person(personas.cora), many(21), personas.cohort).text


def test_refused_cells_are_corrected_in_the_page_and_nothing_else_is_lost(
    app: Flask, personas: Personas, as_person: Any
) -> None:
    cora = as_person(personas.cora)
    wrong = {**STUDENT, "time_zone": "Mars/Olympus", "bio": LONG, "roles": "admin"}
    location = upload(
        cora, csv_of(MENTOR, wrong, {**STUDENT, "email": "b@example.org", "capacity": "x"}), personas.cohort
    ).location
    page = cora.get(location).text
    cells = inputs(page)
    assert {name.split("-", 2)[2] for name in cells} == {"time_zone", "bio", "roles", "capacity"}
    assert "“admin” is not a role" in page
    zone, bio = (next(name for name in cells if name.endswith(column)) for column in ("time_zone", "bio"))
    cora.post(f"{location}/cells", data={**cells, zone: "Europe/London", bio: "Short."})
    cells = inputs(cora.get(location).text)
    assert {name.split("-", 2)[2] for name in cells} == {"roles", "capacity"}
    answer = cora.post(f"{location}/cells", data={name: "student" if "roles" in name else "2" for name in cells})
    assert "2 rows are fine now" in cora.get(answer.location).text
    cora.post(location)
    sam = db.session.scalars(sa.select(Person).where(Person.email == "sam@example.org")).one()
    assert (sam.time_zone, db.session.get_one(Profile, sam.id).bio) == ("Europe/London", "Short.")
    assert {"people_upload.corrected", "people_upload.confirmed", "people_upload.imported"} <= set(
        db.session.scalars(sa.select(AuditEntry.action))
    )


def test_a_corrected_address_frees_or_takes_that_of_another_row(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    rows = [{**STUDENT, "email": email} for email in ("a@example.org", "a@example.org", "b@example.org")]
    location = upload(cora, csv_of(*rows), personas.cohort).location
    assert "already on line 2" in cora.get(location).text
    first = db.session.scalars(sa.select(PeopleUploadRow).where(PeopleUploadRow.line == 2)).one().id
    cora.post(f"{location}/cells", data={f"cell-{first}-email": "B@example.org"})
    db.session.rollback()
    kept = {row.line: row.status.value for row in db.session.scalars(sa.select(PeopleUploadRow))}
    assert kept == {2: "accepted", 3: "accepted", 4: "refused"}
    cora.post(location)
    assert {"a@example.org", "b@example.org"} <= emails()


def test_staff_roles_are_refused_and_never_given(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    rows = [{"email": f"{role}@example.org", "name": "A", "roles": role} for role in ("admin", "coach", "student")]
    location = upload(cora, csv_of(*rows), personas.cohort).location
    cora.post(location)
    assert emails() & {"admin@example.org", "coach@example.org", "student@example.org"} == {"student@example.org"}


def test_changes_are_shown_as_old_and_new(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    row = {"email": personas.maya.email, "name": "Maya Rossi-Bianchi", "time_zone": personas.maya.time_zone}
    page = cora.get(upload(cora, csv_of(row), personas.cohort).location).text
    assert "<del" in page
    assert ">Maya Rossi<" in page
    assert ">Maya Rossi-Bianchi<" in page


def test_the_report_is_a_file_that_no_spreadsheet_runs(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    rows = [{"email": "nobody", "name": "=HYPERLINK(1)"}, {"email": "a@example.org", "name": "@SUM(1)"}]
    location = upload(cora, csv_of(*rows), personas.cohort).location
    answer = cora.get(f"{location}/report.csv")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert lines[0] == ["Line", "Outcome", "Why", "email", "name"]
    assert lines[1][:2] == ["2", "Refused"]
    assert [line[4] for line in lines[1:]] == ["'=HYPERLINK(1)", "'@SUM(1)"]


def test_a_large_file_is_left_to_the_worker_and_its_page_follows(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0)
    monkeypatch.setattr(working, "CHUNK", 2)
    cora = as_person(personas.cora)
    location = upload(cora, many(5), personas.cohort).location
    page = cora.get(location).text
    assert "0 of 5 rows" in page
    assert 'hx-trigger="every 2s"' in page
    assert cora.post(location).status_code == 409
    working.run_due()
    assert "Import 5 rows" in cora.get(location).text
    cora.post(location)
    assert cora.post(f"{location}/discard").status_code == 409
    assert cora.post(f"{location}/cells", data={}).status_code == 409
    assert "s4@example.org" not in emails()
    working.run_due()
    assert "5 people are new" in cora.get(location).text


def test_writing_that_was_killed_goes_on_where_it_was(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0)
    monkeypatch.setattr(working, "WRITTEN_AT_ONCE", 2)
    cora = as_person(personas.cora)
    location = upload(cora, many(5), personas.cohort).location
    working.run_due()
    cora.post(location)
    claimed = working._claim("one that is killed")
    assert claimed is not None
    working._write_some(*claimed)
    before = emails()
    assert {"s0@example.org", "s1@example.org"} <= before
    assert "s2@example.org" not in before
    working.run_due()
    assert emails() == before
    with time_machine.travel(now() + working.LEASE + timedelta(seconds=1)):
        working.run_due()
        with pytest.raises(working.Lost):
            working._write_some(*claimed)
    assert only_upload().status == UploadStatus.WRITTEN
    imported = db.session.scalars(sa.select(AuditEntry.facts).where(AuditEntry.action == "people_upload.imported"))
    assert list(imported) == [{"accepted": 5}]


def test_a_check_that_was_killed_begins_anew(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 0)
    upload(as_person(personas.cora), many(3), personas.cohort)
    upload_id, run = working._claim("one that is killed") or (0, "")
    working._keep_judged(upload_id, run, [(2, tuple({**STUDENT, "email": "s0@example.org"}.values()))])
    with time_machine.travel(now() + working.LEASE + timedelta(seconds=1)):
        working.run_due()
    found = only_upload()
    assert (found.status, found.progress, found.total) == (UploadStatus.CHECKED, 3, 3)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PeopleUploadRow)) == 3


def test_who_no_longer_looks_after_the_cohort_imports_nobody(
    app: Flask, personas: Personas, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = as_person(personas.cora)
    location = upload(cora, many(1), personas.cohort).location
    monkeypatch.setattr(working, "AT_ONCE", 0)
    cora.post(location)
    mine = Enrolment.person_id == personas.cora.id, Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    db.session.execute(sa.delete(Enrolment).where(*mine))
    db.session.commit()
    working.run_due()
    assert "s0@example.org" not in emails()
    assert "no longer look after" in only_upload().failure


def test_rows_of_another_coordinator_do_not_exist(app: Flask, personas: Personas, make: Make, as_person: Any) -> None:
    other = make.person("Olga", roles=["coordinator"])
    make.enrol(other, personas.cohort, "coordinator")
    cora, olga = as_person(personas.cora), as_person(other)
    location = upload(cora, csv_of({**STUDENT, "capacity": "x"}), personas.cohort).location
    row = db.session.scalars(sa.select(PeopleUploadRow)).one().id
    assert cora.get(f"{location}/rows/{row}").status_code == 200
    assert olga.get(f"{location}/rows/{row}").status_code == 404
    mine = upload(olga, csv_of(STUDENT), personas.cohort).location
    assert olga.get(f"{mine}/rows/{row}").status_code == 404
    olga.post(f"{mine}/cells", data={f"cell-{row}-capacity": "2"})
    db.session.rollback()
    assert db.session.get_one(PeopleUploadRow, row).cells["capacity"] == "x"


def test_a_shifted_row_is_corrected_on_its_own_page(app: Flask, personas: Personas, as_person: Any) -> None:
    cora = as_person(personas.cora)
    location = upload(cora, b"email,name,degree\na@example.org\n", personas.cohort).location
    assert "This row has 1 cells" in cora.get(location).text
    row = db.session.scalars(sa.select(PeopleUploadRow)).one().id
    cells = inputs(cora.get(f"{location}/rows/{row}").text)
    assert [name.split("-", 2)[2] for name in cells] == ["email", "name", "degree"]
    cora.post(f"{location}/cells", data={**cells, f"cell-{row}-name": "Anna"})
    cora.post(location)
    assert "a@example.org" in emails()


def test_a_cohort_that_was_archived_meanwhile_is_named_as_the_reason(
    app: Flask, personas: Personas, make: Make, as_person: Any
) -> None:
    cora = as_person(personas.cora)
    upload(cora, csv_of(STUDENT), personas.cohort)
    programmes.take_newcomers(personas.other_cohort, by=personas.ada)
    programmes.archive(personas.cohort, by=personas.ada)
    cora.post(f"/coordinator/people/import/{only_upload().id}")
    assert "archived" in only_upload().failure
