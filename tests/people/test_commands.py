"""``people import`` and ``people export`` as an operator types them."""

import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations.models import StoredVector
from tests.people.example import MENTOR, STUDENT, csv_of, sheet_of, xlsx_of


def run(app: Flask, *arguments: object) -> Result:
    result = app.test_cli_runner().invoke(args=["people", *map(str, arguments)])
    db.session.rollback()
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def people() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Person)) or 0


def test_fine_rows_are_listed_encoded_and_the_exit_code_is_0(app: Flask, file: Path) -> None:
    file.write_bytes(csv_of(MENTOR, STUDENT))
    result = run(app, "import", file)
    assert result.exit_code == 0, result.output
    assert "nina@example.org" in result.stdout
    assert "accepted" in result.stdout
    assert "2/2" in result.stderr
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StoredVector)) == 2


def test_refused_rows_are_listed_with_line_and_reason_and_the_exit_code_is_1(app: Flask, file: Path) -> None:
    file.write_bytes(csv_of(MENTOR, {**STUDENT, "time_zone": "Mars/Olympus"}))
    result = run(app, "import", file, "--brief")
    assert result.exit_code == 1
    row = next(line for line in result.stdout.splitlines() if "sam@example.org" in line)
    assert all(word in row for word in ("3", "refused", "time_zone", "Mars/Olympus"))
    assert "nina@example.org" not in result.stdout
    assert people() == 1


@pytest.mark.parametrize("content", [b"", b"name\nNina\n", b"email,name\na@example.org,Ren\xe9\n", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_exit_code_2_and_writes_nothing(app: Flask, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    result = run(app, "import", file)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert people() == 0


def test_a_file_that_is_not_there_is_exit_code_2(app: Flask, file: Path) -> None:
    assert run(app, "import", file).exit_code == 2


def test_a_dry_run_says_what_would_happen_and_writes_nothing(app: Flask, file: Path) -> None:
    file.write_bytes(csv_of(MENTOR))
    result = run(app, "import", file, "--dry-run")
    assert result.exit_code == 0
    assert "dry run" in result.stdout
    assert people() == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Cohort)) == 0


def test_all_or_nothing_writes_nothing_when_a_row_is_refused(app: Flask, file: Path) -> None:
    file.write_bytes(csv_of(MENTOR, {**STUDENT, "email": "bad"}))
    result = run(app, "import", file, "--all-or-nothing", "--cohort", "Spring")
    assert result.exit_code == 1
    assert "Nothing was written" in result.output
    assert people() == 0


def test_unknown_columns_are_told_and_never_fatal(app: Flask, file: Path) -> None:
    file.write_bytes(csv_of({**MENTOR, "favourite_colour": "blue"}))
    result = run(app, "import", file)
    assert result.exit_code == 0
    assert "favourite_colour" in result.stderr


def test_words_in_brackets_are_not_colours_of_the_terminal(app: Flask, file: Path) -> None:
    file.write_bytes(csv_of({**MENTOR, "time_zone": "[red]x[/red]"}))
    assert "[red]x[/red]" in run(app, "import", file).stdout


def test_an_export_is_for_its_owner_and_importing_it_changes_nothing(app: Flask, file: Path, tmp_path: Path) -> None:
    file.write_bytes(csv_of(MENTOR, STUDENT))
    run(app, "import", file)
    target = tmp_path / "out.csv"
    result = run(app, "export", target)
    assert result.exit_code == 0
    assert "2 people" in result.stdout
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = run(app, "import", target)
    assert again.exit_code == 0
    assert again.stdout.count("unchanged") == 3


def test_a_workbook_is_imported_like_csv(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(xlsx_of({**MENTOR, "capacity": 3.0, "bio": None}, {**STUDENT, "time_zone": "Mars/Olympus"}))
    result = run(app, "import", file, "--brief")
    assert result.exit_code == 1, result.output
    row = next(line for line in result.stdout.splitlines() if "sam@example.org" in line)
    assert all(word in row for word in ("3", "refused", "time_zone"))
    assert people() == 1


@pytest.mark.parametrize(
    "content", [sheet_of(), sheet_of(["email", "name"]), xlsx_of(MENTOR)[:-30], b"\xd0\xcf\x11\xe0"]
)
def test_a_workbook_that_cannot_be_read_is_exit_code_2(app: Flask, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(content)
    result = run(app, "import", file)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert people() == 0


def test_an_export_as_a_workbook_is_read_back(app: Flask, file: Path, tmp_path: Path) -> None:
    file.write_bytes(csv_of(MENTOR, STUDENT))
    run(app, "import", file)
    target = tmp_path / "out.XLSX"
    assert run(app, "export", target).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().startswith(b"PK")
    again = run(app, "import", target)
    assert again.exit_code == 0
    assert again.stdout.count("unchanged") == 3


def test_an_export_to_nowhere_is_exit_code_2(app: Flask, tmp_path: Path) -> None:
    assert run(app, "export", tmp_path / "no" / "such" / "folder.csv").exit_code == 2
