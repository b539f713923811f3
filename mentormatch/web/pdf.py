"""PDF pages: the fonts, which letters they have, and a document that closes its files."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fpdf import FPDF

#: Package of fonts that may be installed, and the modules with FiraGO: Latin, Cyrillic, Greek, Arabic, Hebrew, Thai and
#: more. Without it the letters of Western Europe are what every PDF reader brings along.
FONTS = "pymupdf_fonts"
FACES = {"": "FiraGO_Regular", "B": "FiraGO_Bold"}
#: The accent colour of the pages.
ACCENT = (13, 102, 88)


@contextmanager
def document(*, left: float, top: float) -> Iterator[Any]:
    """An empty A4 document with the fonts of the product, margins in millimetres."""
    with TemporaryDirectory() as folder:
        page: Any = FPDF(format="A4")
        page.set_margins(left, top)
        page.alias_nb_pages(None)  # somebody's name may look like the mark that fpdf2 replaces by the number of pages
        for style, data in faces().items():
            path = Path(folder) / f"face{style}.ttf"
            path.write_bytes(data)
            page.add_font("face", style, path)
        if faces() and can_join():
            page.set_text_shaping(True)
        try:
            yield page
        finally:
            for font in page.fonts.values():  # the library leaves their files open
                if hasattr(font, "ttfont"):
                    font.ttfont.close()


def set_font(page: Any, size: float, *, bold: bool = False) -> None:
    page.set_font("face" if faces() else "helvetica", "B" if bold else "", size)


def can_write(text: str) -> bool:
    """Whether the fonts at hand have every letter of ``text``, and can join those that must be joined."""
    if all(ord(character) < 256 for character in text):
        return True
    if not faces() or (_is_joined(text) and not can_join()):
        return False
    return all(ord(character) in _letters() for character in text)


def writable(text: str) -> str:
    """``text`` with what the fonts lack as question marks: names do not come here without ``can_write``."""
    text = text if faces() else text.replace("–", "-").replace("’", "'")
    return "".join(character if can_write(character) else "?" for character in text)


@cache
def faces() -> dict[str, bytes]:
    """The bytes of the font files by style, empty when the package is not there."""
    if find_spec(FONTS) is None:
        return {}
    return {style: import_module(f"{FONTS}.{name}").fontbuffer for style, name in FACES.items()}


@cache
def _letters() -> frozenset[int]:
    """The characters that both faces have."""
    with document(left=0, top=0) as page:
        return frozenset.intersection(*(frozenset(font.cmap) for font in page.fonts.values()))


def _is_joined(text: str) -> bool:
    """Whether letters change with their neighbours, as in Arabic and the scripts of India and Thailand."""
    return any(0x0600 <= ord(character) <= 0x0FFF for character in text)


def can_join() -> bool:
    return find_spec("uharfbuzz") is not None
