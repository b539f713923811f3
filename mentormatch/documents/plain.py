"""Whether a file is a plain PDF or Word document and nothing else. Read from its edges and its list of parts; only its
small parts of a Word document are unpacked, and no further than they may be large.

The attacks that this answers: files that are two kinds at once, archives that unpack without end or beside their
folder, macros, files within files, and templates that a reader's program would fetch.
"""

import io
import re
import stat
import zlib
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from mentormatch.documents.errors import NotPlain, OnlyPdfOrWord, TwoEndings
from mentormatch.uploads.kinds import ENDS, FileKind, kind_of
from mentormatch.uploads.limits import MEGABYTE

TAKEN = frozenset({FileKind.PDF, FileKind.DOCX})
#: Endings that no program of a reader should find inside a name, and beside them those of other documents.
ENDINGS = frozenset(
    {"apk", "app", "bat", "cmd", "com", "cpl", "dll", "doc", "docm", "dot", "dotm", "exe", "hta", "htm", "html", "iso"}
    | {"jar", "js", "jse", "lnk", "msi", "pif", "ps1", "py", "rtf", "scr", "sh", "svg", "vbs", "wsf", "xhtml", "xls"}
    | {"xlsm", "zip", *ENDS}
)
#: A PDF's first and last bytes within which marks of another kind would make it two files at once.
EDGE = 1024
MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
#: A character of a PDF's name may be written by its number.
WRITTEN = re.compile(rb"#([0-9a-fA-F]{2})")
ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia)\b")
END_OF_ARCHIVE = b"PK\x05\x06"
END_OF_ARCHIVE_SIZE = 22
PARTS_MOST, UNPACKED_MOST, RATIO_MOST = 2000, 200 * MEGABYTE, 200
#: A small part may be packed tightly without harm.
SMALL = MEGABYTE
CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = b"wordprocessingml.document.main+xml"
FOREIGN_PARTS = re.compile(r"(vbaproject|vbadata|activex|/embeddings/|\.(exe|dll|js|vbs|zip|jar|html?|docm?)$)", re.I)
#: Where a part refers to that is not in the archive, nor on the disk of whoever opens it.
FETCHED = re.compile(r"(?!file:///[^/\\]|[a-z]:[/\\])([a-z][a-z0-9+.-]*:|[/\\]{2})", re.I)
REFERENCES, REFERENCES_MOST = ".rels", 4 * MEGABYTE
#: What is followed only when somebody presses on it.
PRESSED = "hyperlink"


def plain_kind(content: bytes, name: str) -> FileKind:
    """PDF or DOCX. Raises OnlyPdfOrWord, TwoEndings, NotWhatItsNameSays, NotPlain."""
    *stem, end = name.casefold().split(".")
    if not stem or ENDS.get(end) not in TAKEN:
        raise OnlyPdfOrWord
    if ENDINGS & set(stem[1:]):
        raise TwoEndings
    kind = kind_of(content, name)
    (_ensure_pdf if kind is FileKind.PDF else _ensure_word)(content)
    return kind


def _ensure_pdf(content: bytes) -> None:
    """Its first byte begins and its last one ends a PDF; it is no archive, shows a browser no markup, does nothing."""
    end = content.rstrip(b"\r\n\t \0")
    two = MARKUP.search(content[:EDGE]) or is_zipfile(io.BytesIO(content))
    spoken = WRITTEN.sub(lambda found: bytes([int(found[1], 16)]), content)
    if not content.startswith(b"%PDF-") or not end.endswith(b"%%EOF") or two or ACTIVE.search(spoken):
        raise NotPlain


def _ensure_word(content: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _ensure_parts(content, archive)
    except (BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error) as error:
        raise NotPlain from error


def _ensure_parts(content: bytes, archive: ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    # Its list of parts is its end, and its first part its beginning: nothing stands around it.
    whole = content[-END_OF_ARCHIVE_SIZE:].startswith(END_OF_ARCHIVE) and content.startswith(b"PK\x03\x04")
    if not whole or not 1 <= len(parts) <= PARTS_MOST or len(names) != len(parts):
        raise NotPlain
    if sum(part.file_size for part in parts) > UNPACKED_MOST or _overlap(parts, archive.start_dir):
        raise NotPlain
    if any(_is_hostile(part) for part in parts):
        raise NotPlain
    if DOCUMENT not in _read(archive, CONTENT_TYPES) or "word/document.xml" not in names:
        raise NotPlain
    references = [part for part in parts if part.filename.casefold().endswith(REFERENCES)]
    if sum(part.file_size for part in references) > REFERENCES_MOST:
        raise NotPlain
    for part in references:
        _ensure_fetches_nothing(archive.read(part))


def _is_hostile(part: ZipInfo) -> bool:
    packed, name = max(part.compress_size, 1), part.filename
    return (
        part.flag_bits & 1 == 1  # nobody could look at it
        or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
        or (part.file_size > SMALL and part.file_size > packed * RATIO_MOST)
        or stat.S_ISLNK(part.external_attr >> 16)
        or name != part.orig_filename
        or name.startswith("/")
        or any(mark in name for mark in ("\\", ":", "../"))
        or FOREIGN_PARTS.search(f"/{name}") is not None
    )


def _ensure_fetches_nothing(references: bytes) -> None:
    """Opening the document reads nothing from elsewhere: no template, picture or object. Read as a word processor reads
    it, whatever its letters are written in."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def look(name: str, has: dict[str, str]) -> None:
        kind = has.get("Type", "").rpartition("/")[2]
        if (
            name.rpartition(" ")[2] == "Relationship"
            and kind != PRESSED
            and FETCHED.match(has.get("Target", "").strip())
        ):
            raise NotPlain

    def refuse(*_declared: object) -> None:
        raise NotPlain

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = look, refuse
    try:
        parser.Parse(references, True)
    except expat.ExpatError as error:
        raise NotPlain from error


def _overlap(parts: list[ZipInfo], end: int) -> bool:
    """Whether bytes are counted twice, as in an archive of a few kilobytes that unpacks to gigabytes."""
    starts = sorted((part.header_offset, part.compress_size) for part in parts)
    following = [start for start, _size in starts[1:]] + [end]
    return any(start + size > after for (start, size), after in zip(starts, following, strict=True))


def _read(archive: ZipFile, name: str) -> bytes:
    """The first bytes of a part, however large it says it is. Raises NotPlain without it."""
    if name not in archive.namelist():
        raise NotPlain
    with archive.open(name) as part:
        return part.read(SMALL)
