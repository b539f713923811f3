"""Which workbooks are a people file, what their cells say, and what is said about those that are not."""

import io
import re
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from mentormatch.people import files
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.files import read_table, write_workbook
from mentormatch.people.rows import read_entries
from mentormatch.people.workbooks import Bounds
from tests.people.example import MENTOR, STUDENT, bytes_of, csv_of, entries_of, sheet_of, xlsx_of

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["email", "name", "bio"]


def refusal(content: bytes, **bounds: Any) -> str:
    with pytest.raises(UnreadableFile) as found:
        read_table(content, **bounds)
    return str(found.value)


def cell(value: object, number_format: str = "") -> str:
    """How a table shows one cell."""
    book = Workbook()
    book.active.append(["email", "bio"])
    target = book.active["B2"]
    target.value = value
    target.number_format = number_format or target.number_format
    book.active["A2"] = "a@example.org"
    return read_table(bytes_of(book)).lines[0][1][1]


def rewritten(content: bytes, change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def test_a_workbook_says_the_same_as_a_csv_file() -> None:
    assert list(read_entries(read_table(xlsx_of(MENTOR, STUDENT)))) == entries_of(MENTOR, STUDENT)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2027.0, "", "2027"),
        (2027, "#,##0", "2027"),
        (0.1 + 0.2, "", "0.3"),
        (-1.5, "", "-1.5"),
        (0.125, "0.0%", "12.5%"),
        (True, "", "TRUE"),
        (False, "", "FALSE"),
        (date(2027, 10, 1), "", "2027-10-01"),
        (datetime(2027, 10, 1, 9, 30), "", "2027-10-01 09:30:00"),
        (time(18, 30), "", "18:30"),
        ("one\nline_x000D_\nmore", "", "one\nline\nmore"),
    ],
)
def test_cells_are_read_as_somebody_would_type_them(value: object, number_format: str, text: str) -> None:
    assert cell(value, number_format) == text


def test_numbers_are_whole_numbers_and_blanks_around_words_are_gone() -> None:
    content = xlsx_of({**MENTOR, "graduation_year": 2027.0, "capacity": 3, "name": "  Nina Berg \n"})
    entry = next(read_entries(read_table(content)))
    assert entry.row is not None
    assert (entry.row.graduation_year, entry.row.capacity, entry.row.name) == (2027, 3, "Nina Berg")


def test_a_date_where_a_year_belongs_is_told_as_it_is_shown() -> None:
    entry = next(read_entries(read_table(xlsx_of({**MENTOR, "graduation_year": date(2027, 10, 1)}))))
    assert "“2027-10-01” is not a whole number" in str(entry.faults[0].reason)


def test_rows_are_counted_as_the_sheet_counts_them() -> None:
    book = Workbook()
    sheet = book.active
    for number, row in {
        3: HEADER,
        5: ["a@example.org", "A"],
        900: ["", " "],
        1000: ["nobody", "B", "x", "more"],
    }.items():
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    first, last = read_entries(read_table(bytes_of(book)))
    assert (first.line, first.row is None) == (5, False)
    assert (last.line, str(last.faults[0].reason)) == (1000, "This row has 4 cells; the header has only 3.")


def test_later_cells_of_a_merged_one_are_empty() -> None:
    book = Workbook()
    for row in (HEADER, ["a@example.org", "A", "x"]):
        book.active.append(row)
    book.active.merge_cells("B2:C2")
    assert read_table(bytes_of(book)).lines == ((2, ("a@example.org", "A", "")),)


def test_a_formula_is_the_value_it_had() -> None:
    content = rewritten(
        sheet_of(HEADER, ["a@example.org", '="A"&"B"', "=NOW()"]),
        lambda xml: xml.replace(b'<f>"A"&amp;"B"</f><v />', b'<f>"A"&amp;"B"</f><v>AB</v>').replace(
            b'<c r="B2">', b'<c r="B2" t="str">'
        ),
    )
    assert read_table(content).lines == ((2, ("a@example.org", "AB", "")),)


def test_a_row_with_an_error_of_a_formula_is_refused_and_the_words_for_it_are_text() -> None:
    book = Workbook()
    for row in (HEADER, ["a@example.org", "#REF!", "#N/A"], ["b@example.org", "B", "=not a formula"]):
        book.active.append(row)
    book.active["C2"].data_type = book.active["C3"].data_type = "s"
    wrong, fine = read_entries(read_table(bytes_of(book)))
    assert [(fault.column, str(fault.reason)) for fault in wrong.faults] == [
        ("name", "The formula of this cell gives the error #REF!.")
    ]
    assert fine.row is not None
    assert fine.row.bio == "=not a formula"


def test_hidden_sheets_and_charts_are_passed_over() -> None:
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    book.create_chartsheet("Chart", 0)
    book.create_sheet("People").append(["email"])
    book["People"].append(["a@example.org"])
    assert read_table(bytes_of(book)).lines == ((2, ("a@example.org",)),)


def test_a_sheet_that_says_it_is_smaller_is_read_whole() -> None:
    content = rewritten(
        xlsx_of(MENTOR, STUDENT), lambda xml: re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', xml)
    )
    assert len(read_table(content).lines) == 2


def test_texts_that_cells_share_are_read() -> None:
    """As spreadsheets write them; the library that builds the other workbooks here does not."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    text = b'<c r="A2" t="inlineStr"><is><t>TEXT</t></is></c>'
    content = rewritten(sheet_of(["email"], ["TEXT"]), lambda xml: xml.replace(text, b'<c r="A2" t="s"><v>0</v></c>'))
    content = rewritten(
        content,
        lambda xml: xml.replace(
            b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
        ),
        "[Content_Types].xml",
    )
    out = io.BytesIO(content)
    with ZipFile(out, "a") as book:
        book.writestr(
            "xl/sharedStrings.xml",
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            "<si><r><t>a@</t></r><r><t>b.example</t></r></si></sst>",
        )
    assert read_table(out.getvalue()).lines == ((2, ("a@b.example",)),)


OPENDOCUMENT = io.BytesIO()
with ZipFile(OPENDOCUMENT, "w") as archive:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BROKEN_PART = rewritten(xlsx_of(MENTOR), lambda xml: xml[:-40])
FAR_ROW = rewritten(xlsx_of(MENTOR), lambda xml: xml.replace(b'r="2"', b'r="99999999999"'))
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sheet_of(), "first sheet of this workbook is empty"),
        (sheet_of(["email", "name"], ["", " "]), "a header and no people"),
        (FAR_ROW, "a header and no people"),
        (sheet_of(["name"], ["A"]), "one of them must be “email”"),
        (sheet_of(["email", "Email"], ["A"]), "twice: email"),
        (sheet_of(["email", "bio"], ["a@example.org", "x" * 32_767]), ""),
        (b"PK\x03\x04 workbook", "damaged"),
        (b"PK\x05\x06" + b"\0" * 18, "damaged"),
        (xlsx_of(MENTOR)[:-30], "damaged"),
        (xlsx_of(MENTOR)[:400] + xlsx_of(MENTOR)[500:], "damaged"),
        (BROKEN_PART, "damaged"),
        (rewritten(xlsx_of(MENTOR), lambda xml: xml.replace(b'r="B2"', b'r="ZZZZZZ2"')), "damaged"),
        (rewritten(xlsx_of(MENTOR), lambda xml: LAUGHS + xml), "damaged"),
        (OPENDOCUMENT.getvalue(), "another format"),
        (OLD, "another format"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    if words:
        assert words in refusal(content)
    else:
        assert len(read_table(content).lines[0][1][1]) == 32_767


def test_more_rows_than_anybody_needs_and_endless_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    long = rewritten(sheet_of(["email"], ["LONG"]), lambda xml: xml.replace(b"LONG", b"x" * 40_000))
    assert "Row 2 has a cell that is far too long" in refusal(long)
    monkeypatch.setattr(files, "MAX_ROWS", 1)
    assert "more than 1 rows" in refusal(xlsx_of(MENTOR, STUDENT))


def test_what_unfolds_to_too_much_is_refused_before_it_is_unfolded() -> None:
    bomb = rewritten(xlsx_of(MENTOR), lambda xml: xml + b" " * 30 * 1024 * 1024)
    assert len(bomb) < 1024 * 1024
    tracemalloc.start()
    try:
        assert "far more than people" in refusal(bomb, bounds=Bounds(size=20 * 1024 * 1024, tags=10**6))
        assert tracemalloc.get_traced_memory()[1] < 10 * 1024 * 1024
    finally:
        tracemalloc.stop()
    crowd = rewritten(xlsx_of(MENTOR), lambda xml: xml.replace(b"</row>", b"<c/>" * 50_000 + b"</row>", 1))
    assert "far more than people" in refusal(crowd, bounds=Bounds(size=10**7, tags=40_000))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    content = xlsx_of(MENTOR)
    with ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    assert "damaged" in refusal(content.replace(size, (100).to_bytes(4, "little")))


def test_a_workbook_that_is_written_holds_text_only() -> None:
    wild = {**MENTOR, "name": "=HYPERLINK(1)", "bio": "#N/A", "organisation": "a\ufffeb"}
    people = [entry.row for entry in read_entries(read_table(csv_of(wild))) if entry.row]
    content = write_workbook(people)
    names, cells = load_workbook(io.BytesIO(content)).active.iter_rows()
    written = {name.value: one for name, one in zip(names, cells, strict=True)}
    assert (written["name"].value, written["bio"].value) == ("'=HYPERLINK(1)", "#N/A")
    assert {one.data_type for one in cells if one.value} == {"s"}
    again = next(read_entries(read_table(content))).row
    assert again is not None
    assert (again.name, again.bio, again.organisation) == ("=HYPERLINK(1)", "#N/A", "ab")
