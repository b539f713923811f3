"""Degrees from a file and back: a dry run, a report by row, and the same file again changes nothing."""

import csv
import io
import random
import re
from datetime import date
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from mentormatch.accounts.models import RoleName
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.degrees import importing, queries
from mentormatch.degrees.errors import UnreadableFile
from mentormatch.degrees.file import COLUMNS, packed, written
from mentormatch.degrees.models import Degree, DegreeStatus
from mentormatch.search.models import SearchEntry
from mentormatch.uploads.limits import FILE_MOST
from tests.degrees.make import published
from tests.make import Make

ROW = {
    "key": "msc-data", "name": "MSc Data", "provider": "Demo University", "level": "master", "mode": "online",
    "language": "en", "months": "18", "cost": "6000", "currency": "EUR", "priced_on": "2026-05-03",
    "source": "https://example.org/msc", "roles": "Data analyst; Data engineer", "content": "=1+1\nsecond, line",
}  # fmt: skip


def file_of(*rows: dict[str, str], columns: tuple[str, ...] = tuple(ROW), delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def outcomes(report: importing.Report) -> list[str]:
    return [row.outcome.value for row in report.rows]


def sent(client: FlaskClient, address: str, **form: Any) -> TestResponse:
    """A large form, which the test client by itself puts into a file that it leaves open: a later test stumbles."""
    boundary, body = encode_multipart(form)
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Degree)) or 0


def test_five_hundred_degrees_are_checked_written_and_the_same_again(app: Flask) -> None:
    content = file_of(*(ROW | {"key": f"degree-{number}", "name": f"Degree {number}"} for number in range(500)))
    report = importing.check(content)
    assert (report.count("new"), count()) == (500, 0)
    assert importing.take(content, by=None).count("new") == count() == 500
    assert db.session.query(SearchEntry).count() == 500
    told = db.session.query(AuditEntry).count()
    again = importing.take(content, by=None)
    assert (again.count("same"), count(), db.session.query(AuditEntry).count()) == (500, 500, told)
    back = written(queries.all_by_key().values()).encode()
    assert importing.check(back).count("same") == 500
    assert b"'=1+1" in back


def test_each_row_says_what_is_wrong_with_it_and_the_others_are_written(app: Flask) -> None:
    rows = [
        ROW, ROW, ROW | {"key": "a", "months": "eighteen"}, ROW | {"key": "b", "priced_on": ""},
        ROW | {"key": "c", "level": "guild"}, ROW | {"key": "d", "priced_on": "3.5.2026"},
        ROW | {"key": "e", "mode": ""},
        ROW | {"key": "F"}, ROW | {"key": ""}, ROW | {"key": "g", "source": ""}, ROW | {"key": "h", "cost": ""},
    ]  # fmt: skip
    report = importing.take(file_of(*rows), by=None)
    assert [(row.outcome.value, row.column) for row in report.rows] == [
        ("new", ""), ("refused", "key"), ("refused", "months"), ("refused", "priced_on"), ("refused", "level"),
        ("refused", "priced_on"), ("refused", "mode"), ("refused", "key"), ("refused", "key"), ("refused", "source"),
        ("new", ""),
    ]  # fmt: skip
    assert "Line 2 has this key already" in report.rows[1].why
    assert sorted(queries.all_by_key()) == ["h", "msc-data"]


def test_a_missing_column_leaves_what_is_there_and_an_empty_cell_empties_it(app: Flask) -> None:
    degree = published(None)
    few = {"key": "msc-data", "assessment": "", "name": "MSc Data II"}
    report = importing.take(file_of(few, columns=tuple(few), delimiter=";"), by=None)
    assert outcomes(report) == ["changed"]
    assert (degree.name, degree.assessment, degree.accreditation) == ("MSc Data II", "", "National")
    assert (degree.status, degree.priced_on) == (DegreeStatus.PUBLISHED, date(2026, 5, 3))
    gone = {"key": "msc-data", "status": "withdrawn"}
    importing.take(file_of(gone, columns=tuple(gone)), by=None)
    assert degree.status == DegreeStatus.WITHDRAWN
    assert db.session.query(SearchEntry).count() == 0


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"name\nx", b"key,key\na,b", b"key\0", b'key\n"abc', b"\x89PNG\r\n\x1a\n\0"]
)
def test_what_is_no_file_of_degrees_is_refused(app: Flask, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        importing.check(content)


def test_columns_that_mean_nothing_are_named(app: Flask) -> None:
    report = importing.check(file_of(ROW | {"colour": "red"}, columns=(*ROW, "colour")))
    assert (report.unknown, outcomes(report)) == (["colour"], ["new"])


def test_the_command_checks_writes_and_gives_back(app: Flask, tmp_path: Path) -> None:
    runner, file, back = app.test_cli_runner(), tmp_path / "degrees.csv", tmp_path / "back.csv"
    file.write_bytes(file_of(ROW, ROW | {"key": "bad", "months": "x"}))
    dry = runner.invoke(args=["degrees", "import", str(file), "--dry-run"])
    assert (dry.exit_code, count()) == (1, 0)
    assert "1 new, 0 changed, 0 as they were, 1 refused." in dry.output
    assert "bad" in dry.output
    runner.invoke(args=["degrees", "import", str(file)])
    assert count() == 1
    runner.invoke(args=["degrees", "export", str(back)])
    done = runner.invoke(args=["degrees", "import", str(back)])
    assert (done.exit_code, "1 as they were" in done.output) == (0, True)
    file.write_bytes(b"\xff")
    assert runner.invoke(args=["degrees", "import", str(file)]).exit_code == 2


def test_an_editor_sees_the_report_before_anything_is_written(app: Flask, make: Make, as_person: Any) -> None:
    edda = as_person(make.person("Edda", roles=[RoleName.EDITOR]))
    content = file_of(ROW, ROW | {"key": "bad", "months": "x"})
    page = edda.post("/editing/degrees/import", data={"file": (io.BytesIO(content), "d.csv")})
    assert "New: 1" in page.text
    assert "This is no whole number." in page.text
    assert count() == 0
    page = edda.post("/editing/degrees/import/write", data={"text": packed(content)})
    assert "1 degree is written." in page.text
    assert count() == 1
    assert edda.post("/editing/degrees/import", data={}).status_code == 422
    for text in ("", "no file", packed(b"\xff"), packed(b"key\n" + b"a" * FILE_MOST)):
        assert edda.post("/editing/degrees/import/write", data={"text": text}).status_code == 422
    big = io.BytesIO(b"key\n" + b"a" * FILE_MOST)
    assert "larger than 10 MB" in sent(edda, "/editing/degrees/import", file=FileStorage(big, "d.csv")).text
    answer = edda.get("/editing/degrees/export")
    assert answer.headers["Content-Disposition"] == "attachment; filename=degrees.csv"
    assert answer.text.lstrip("\ufeff").startswith(",".join(COLUMNS))


def test_five_hundred_of_the_longest_degrees_pass_through_the_page(app: Flask, make: Make, as_person: Any) -> None:
    edda = as_person(make.person("Edda", roles=[RoleName.EDITOR]))
    chance = random.Random(7)
    words = ["".join(chance.choices(ascii_letters, k=7)) for _ in range(2000)]
    columns = (*ROW, "faculty", "accreditation", "assessment")

    def long(most: int) -> str:
        return " ".join(chance.choices(words, k=most // 8))

    rows = (
        ROW | {"key": f"d-{number}", "content": long(8000), **{name: long(600) for name in columns[-3:]}}
        for number in range(500)
    )
    content = file_of(*rows, columns=columns)
    page = sent(edda, "/editing/degrees/import", file=FileStorage(io.BytesIO(content), "d.csv")).text
    assert ("New: 500" in page, count()) == (True, 0)
    text = re.search(r'name="text" value="([^"]+)"', page)
    assert text is not None
    for told in ("New: 500", "As it was: 500"):
        assert told in sent(edda, "/editing/degrees/import/write", text=text[1]).text
    assert count() == 500
