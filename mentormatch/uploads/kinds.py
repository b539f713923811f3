"""What a file is: its content and the end of its name must agree. Nothing is unpacked or parsed."""

import enum
import unicodedata

import filetype

from mentormatch.uploads.errors import NotPlainText, NotWhatItsNameSays, WrongKind


class FileKind(enum.StrEnum):
    """What may be uploaded anywhere; a feature may take fewer."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    PNG = "png"
    JPEG = "jpeg"
    TEXT = "text"
    MARKDOWN = "markdown"


#: Ends of names, and what they promise.
ENDS: dict[str, FileKind] = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "odt": FileKind.ODT,
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "txt": FileKind.TEXT,
    "md": FileKind.MARKDOWN,
}
#: What the bytes are called by the library that looks at them.
FOUND: dict[str, FileKind] = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCX,
    "odt": FileKind.ODT,
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
}
MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TEXT: "text/plain",
    FileKind.MARKDOWN: "text/markdown",
}
#: Beginnings by which the library knows a kind, but that text could have as well, are not asked of text.
TEXTS = frozenset({FileKind.TEXT, FileKind.MARKDOWN})
WHITE = "\n\r\t"


def kind_of(content: bytes, name: str) -> FileKind:
    """The kind of a file called ``name`` (cleaned). Raises WrongKind, NotWhatItsNameSays, NotPlainText."""
    promised = ENDS.get(name.rpartition(".")[2].casefold())
    if promised is None:
        raise WrongKind
    if promised in TEXTS:
        _ensure_text(content)
        return promised
    found = filetype.guess(content)
    if found is None or FOUND.get(found.extension) != promised:
        raise NotWhatItsNameSays
    return promised


def _ensure_text(content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotPlainText from error
    if any(unicodedata.category(character) == "Cc" and character not in WHITE for character in set(text)):
        raise NotPlainText
