"""What may be shared, by content and name together; and names that would do harm elsewhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.core.errors import Invalid
from mentormatch.uploads.kinds import FileKind, kind_of
from mentormatch.uploads.limits import NAME_MOST
from mentormatch.uploads.names import clean_name
from tests.files.samples import DOCX, EXE, HTML, JPEG, ODT, PDF, PNG, SVG, TEXT, XLSX, ZIP

FINE = [
    ("cv.pdf", PDF, FileKind.PDF),
    ("CV.PDF", PDF, FileKind.PDF),
    ("cv.docx", DOCX, FileKind.DOCX),
    ("cv.odt", ODT, FileKind.ODT),
    ("me.png", PNG, FileKind.PNG),
    ("me.jpg", JPEG, FileKind.JPEG),
    ("me.jpeg", JPEG, FileKind.JPEG),
    ("notes.txt", TEXT, FileKind.TEXT),
    ("notes.txt", b"\xef\xbb\xbfwith a mark", FileKind.TEXT),
    ("bmw.txt", b"BM is how this text begins, as a bitmap does", FileKind.TEXT),
    ("notes.md", TEXT, FileKind.MARKDOWN),
]
REFUSED = [
    ("cv.pdf", HTML), ("cv.pdf", SVG), ("cv.pdf", EXE), ("cv.pdf", TEXT), ("cv.pdf", b" " * 20 + PDF), ("cv.pdf", PNG),
    ("cv.pdf", HTML + PDF), ("cv.docx", XLSX), ("cv.docx", ZIP), ("cv.docx", ODT), ("cv.odt", DOCX), ("me.png", JPEG),
    ("me.jpg", PDF), ("page.html", HTML), ("pic.svg", SVG), ("run.exe", EXE), ("cv.pdf.exe", PDF), ("cv", PDF),
    ("cv.", PDF), ("sheet.xlsx", XLSX), ("a.zip", ZIP), ("n.txt", b"nul\x00"), ("n.txt", b"esc\x1b[2J"),
    ("n.txt", b"latin\xe9"), ("n.txt", "\u0085".encode()), ("n.md", PDF), ("n.txt", PNG), ("n.txt", EXE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kind"), FINE)
def test_each_kind_is_known_by_content_and_name(name: str, content: bytes, kind: FileKind) -> None:
    assert kind_of(content, name) == kind


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_what_only_pretends_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Invalid):
        kind_of(content, name)


NAMES = [
    ("cv.pdf", "cv.pdf"),
    ("../../etc/passwd.txt", "passwd.txt"),
    ("C:\\Users\\maya\\cv.pdf", "cv.pdf"),
    ("/absolute.pdf", "absolute.pdf"),
    ("cv\r\nSet-Cookie: a=b.pdf", "cvSet-Cookie_ a=b.pdf"),
    ('cv";filename="evil.html".pdf', "cv__filename=_evil.html_.pdf"),
    ("gnp.\u202ecod.pdf", "gnp.cod.pdf"),
    ("a\x00b.pdf", "ab.pdf"),
    ("..", "file"),
    ("", "file"),
    (".pdf", "pdf"),
    ("con.pdf", "_con.pdf"),
    ("Lebenslauf  für\tOmar.pdf", "Lebenslauf fürOmar.pdf"),
    ("x" * 300 + ".pdf", "x" * (NAME_MOST - 4) + ".pdf"),
]


@pytest.mark.parametrize(("raw", "name"), NAMES)
def test_names_become_harmless_and_keep_their_end(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_stored_and_sent(raw: str) -> None:
    name = clean_name(raw)
    assert 1 <= len(name) <= NAME_MOST
    assert not set(name) & set('/\\<>:"|?*;')
    assert all(unicodedata.category(character)[0] != "C" for character in name)
    assert name.strip(" .") != ""
    assert clean_name(name) == name
