"""What is a plain document, by its content and its name, and what only pretends."""

import pytest

from mentormatch.core.errors import Refusal
from mentormatch.documents.plain import plain_kind
from mentormatch.documents.service.keeping import Upload, checked
from tests.documents.samples import DOCX, HOSTILE, PARTS, RELS, SETTINGS, word
from tests.files.samples import PDF

FINE = {
    "a PDF": ("cv.pdf", PDF),
    "a PDF with white space behind": ("CV Maya.PDF", PDF + b"\r\n\0"),
    "a Word document": ("cv.docx", DOCX),
    "a Word document with a picture": ("cv.v2.docx", word(("word/media/image1.png", b"x"), packed=True)),
    "a Word document of a template on its own machine": (
        "cv.docx",
        word((SETTINGS, RELS % b"file:///C:/Users/maya/Templates/cv.dotx")),
    ),
    "a Word document with a link to press": (
        "cv.docx",
        word((PARTS, RELS.replace(b"attachedTemplate", b"http://schemas/hyperlink") % b"https://maya.example/work")),
    ),
}


@pytest.mark.parametrize("what", FINE)
def test_plain_documents_are_taken(what: str) -> None:
    name, content = FINE[what]
    assert plain_kind(content, name).value == name.casefold().rpartition(".")[2]


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused(what: str) -> None:
    name, make = HOSTILE[what]
    with pytest.raises(Refusal):
        checked(Upload(make(), name, "en"))
