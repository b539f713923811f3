"""Which bytes are a people file, and what is said about those that are not."""

import csv
import io

import pytest

from mentormatch.people import files
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.files import read_table, write_table
from mentormatch.people.record import COLUMNS
from mentormatch.people.rows import read_entries
from tests.people.example import MENTOR, STUDENT, csv_of, entries_of


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as found:
        read_table(content)
    return str(found.value)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_commas_and_semicolons_with_and_without_a_mark_are_read_alike(delimiter: str, mark: bytes) -> None:
    table = read_table(mark + csv_of(MENTOR, STUDENT, delimiter=delimiter))
    assert table.header[:2] == ("email", "name")
    assert [entry.row.email for entry in read_entries(table) if entry.row] == ["nina@example.org", "sam@example.org"]


def test_headers_may_be_written_as_people_write() -> None:
    table = read_table(b" Email ,NAME,Time Zone\r\na@example.org,A,UTC\r\n")
    assert table.header == ("email", "name", "time_zone")
    assert table.unknown == []


def test_unknown_columns_are_named_and_left_out() -> None:
    table = read_table(csv_of({**STUDENT, "favourite_colour": "blue", "": ""}))
    assert table.unknown == ["favourite_colour"]
    assert next(read_entries(table)).row is not None


def test_a_line_number_is_that_of_the_line_a_row_begins_on() -> None:
    content = b'email,name,bio\na@example.org,A,"one\ntwo\nthree"\n\n  ,,\nnobody,B,\n'
    assert [(entry.line, entry.row is None) for entry in read_entries(read_table(content))] == [(2, False), (7, True)]


def test_too_few_and_too_many_cells_are_refused_in_words() -> None:
    few, many, padded = read_entries(read_table(b"email,name\nonly\na@example.org,A,more\nb@example.org,B,,\n"))
    assert "This row has 1 cells; the header has 2." in str(few.faults[0].reason)
    assert "has only 2" in str(many.faults[0].reason)
    assert padded.row is not None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name the columns"),
        (b"name,roles\nA,student\n", "“email”"),
        (b"email,name,email\n", "twice: email"),
        ("email,name\na@example.org,Ren\xe9\n".encode("latin-1"), "Line 2 is not UTF-8"),
        ("email,name\n".encode("utf-16"), "Line 1 is not UTF-8"),
        (b"email,name\na@example.org,A\nb@example.org,\0\n", "Line 3 holds a NUL"),
        (b'email,name\na@example.org,"open\nb@example.org,B\n', "From line 2 on"),
        (b"email,name\na@example.org," + b"x" * 200_000, "From line 2 on"),
        (b"PK\x03\x04 workbook", "CSV UTF-8"),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_refused_with_its_place(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_more_rows_and_more_bytes_than_anybody_needs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_ROWS", 1)
    assert "more than 1 rows" in refusal(csv_of(MENTOR, STUDENT))
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    assert "larger than 1 MB" in refusal(b"email\n" + b"x" * 1024 * 1024)


def test_what_is_written_is_read_back_the_same() -> None:
    rows = [entry.row for entry in entries_of(MENTOR, STUDENT) if entry.row]
    again = [entry.row for entry in read_entries(read_table(write_table(rows)))]
    assert again == rows


def test_no_cell_and_no_item_of_a_list_is_a_formula_when_written() -> None:
    wild = {**MENTOR, "name": "=HYPERLINK(1)", "skills": "SQL;=1+1;＝2", "bio": "-2 + 3", "organisation": '"@SUM(1)'}
    rows = [entry.row for entry in entries_of(wild) if entry.row]
    header, cells = csv.reader(io.StringIO(write_table(rows).decode("utf-8-sig")))
    written = dict(zip(header, cells, strict=True))
    assert tuple(header) == COLUMNS
    assert written["name"] == "'=HYPERLINK(1)"
    assert written["skills"] == "SQL; '=1+1; '＝2"
    assert written["bio"] == "'-2 + 3"
    assert written["organisation"] == "'\"@SUM(1)"
    assert [entry.row for entry in read_entries(read_table(write_table(rows)))] == rows


def test_a_line_is_not_taken_into_memory_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 1000)
    read = io.BytesIO(b"email,name\n" + b"x" * 4_000_000 + b"\n")
    _header, rows = files.open_rows(read)
    with pytest.raises(UnreadableFile, match="From line 2 on"):
        next(rows)
    assert read.tell() < 100_000
