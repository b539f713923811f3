"""A certificate of hours as a PDF: who, in what, when, how often and how long. Nothing of what was said."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.dates import format_date
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from mentormatch.core.i18n import _, _n, locale_code

#: Package of fonts that may be installed, and the modules with FiraGO: Latin, Cyrillic, Greek, Arabic, Hebrew, Thai and
#: more. Without it the letters of Western Europe are what every PDF reader brings along.
FONTS = "pymupdf_fonts"
FACES = {"": "FiraGO_Regular", "B": "FiraGO_Bold"}
#: Millimetres, and the accent colour of the pages.
LEFT, WIDTH = 25, 160
ACCENT = (13, 102, 88)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified. ``role`` is a word for the reader's part, ``hours`` their sum in words."""

    name: str
    is_mentor: bool
    programme: str
    cohort: str
    first: date
    last: date
    sessions: int
    minutes: int
    issued_on: date
    contact_name: str
    contact_email: str


def can_write(name: str) -> bool:
    """Whether the fonts at hand have every letter of ``name``, and can join those that must be joined."""
    if all(ord(character) < 256 for character in name):
        return True
    if not _faces() or (_is_joined(name) and not _can_join()):
        return False
    return all(ord(character) in _letters() for character in name)


def pdf_of(certificate: Certificate) -> bytes:
    """One page, A4. A name that the fonts cannot write is left out, with a line to write it on and a word about it."""
    with TemporaryDirectory() as folder:
        page = _new_page(Path(folder))
        _line(page, certificate.programme, size=13)
        page.ln(26)
        _line(page, _("Certificate of mentoring hours"), size=26, bold=True)
        page.ln(12)
        _name(page, certificate.name)
        page.ln(4)
        _line(page, _what(certificate), size=13)
        page.ln(10)
        for word, value in _facts(certificate):
            _fact(page, word, value)
        page.ln(16)
        _line(page, _("Issued on %(day)s", day=_day(certificate.issued_on)), size=11)
        contact = ", ".join(part for part in (certificate.contact_name, certificate.contact_email) if part)
        if contact:
            _line(page, _("Questions about this certificate: %(contact)s", contact=contact), size=11)
        page.set_title(_("Certificate of mentoring hours"))
        data = bytes(page.output())
        _close(page)
        return data


def _what(certificate: Certificate) -> str:
    if certificate.is_mentor:
        return _("took part in this programme as a mentor and gave these hours to a student.")
    return _("took part in this programme as a student and met a mentor for these hours.")


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    period = " – ".join(dict.fromkeys((_day(certificate.first), _day(certificate.last))))
    return [
        (_("Cohort"), certificate.cohort),
        (_("Period"), period),
        (_("Sessions held"), str(certificate.sessions)),
        (_("Time together"), hours_in_words(certificate.minutes)),
    ]


def hours_in_words(minutes: int) -> str:
    """``2 hours 15 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = (
        _n("%(num)d hour", "%(num)d hours", hours) if hours else "",
        _n("%(num)d minute", "%(num)d minutes", rest) if rest else "",
    )
    return " ".join(part for part in parts if part)


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale=locale_code())


def _new_page(folder: Path) -> Any:
    page: Any = FPDF(format="A4")
    page.set_margins(LEFT, 30)
    page.alias_nb_pages(None)  # somebody's name may look like the mark that fpdf2 replaces by the number of pages
    for style, data in _faces().items():
        path = folder / f"face{style}.ttf"
        path.write_bytes(data)
        page.add_font("face", style, path)
    if _faces() and _can_join():
        page.set_text_shaping(True)
    page.add_page()
    page.set_fill_color(*ACCENT)
    page.rect(0, 0, 8, page.h, style="F")
    return page


def _name(page: Any, name: str) -> None:
    if can_write(name):
        _line(page, name, size=22, bold=True)
        return
    page.ln(12)
    page.line(LEFT, page.get_y(), LEFT + WIDTH, page.get_y())
    _line(page, _("Our fonts do not have the letters of this name. Please write it here by hand."), size=9)


def _fact(page: Any, word: str, value: str) -> None:
    _font(page, 12)
    page.cell(50, 9, _writable(word))
    _font(page, 12, bold=True)
    page.multi_cell(WIDTH - 50, 9, _writable(value), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _line(page: Any, text: str, *, size: int, bold: bool = False) -> None:
    _font(page, size, bold=bold)
    page.multi_cell(WIDTH, size * 0.55, _writable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _font(page: Any, size: int, *, bold: bool = False) -> None:
    page.set_font("face" if _faces() else "helvetica", "B" if bold else "", size)


def _writable(text: str) -> str:
    """``text`` with what the fonts lack as question marks: names do not come here without ``can_write``."""
    text = text if _faces() else text.replace("–", "-").replace("’", "'")
    return "".join(character if can_write(character) else "?" for character in text)


@cache
def _faces() -> dict[str, bytes]:
    """The bytes of the font files by style, empty when the package is not there."""
    if find_spec(FONTS) is None:
        return {}
    return {style: import_module(f"{FONTS}.{name}").fontbuffer for style, name in FACES.items()}


@cache
def _letters() -> frozenset[int]:
    """The characters that both faces have."""
    with TemporaryDirectory() as folder:
        page = _new_page(Path(folder))
        letters = frozenset.intersection(*(frozenset(font.cmap) for font in page.fonts.values()))
        _close(page)
        return letters


def _close(page: Any) -> None:
    """Close the font files, which the library leaves open."""
    for font in page.fonts.values():
        if hasattr(font, "ttfont"):
            font.ttfont.close()


def _is_joined(text: str) -> bool:
    """Whether letters change with their neighbours, as in Arabic and the scripts of India and Thailand."""
    return any(0x0600 <= ord(character) <= 0x0FFF for character in text)


def _can_join() -> bool:
    return find_spec("uharfbuzz") is not None
