"""The one page on which the office certifies something, as a PDF; features say what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from fpdf.enums import XPos, YPos

from mentormatch.core.i18n import _, _n, locale_code
from mentormatch.web.pdf import ACCENT, can_write, document, set_font, writable

#: Millimetres.
LEFT, WIDTH = 25, 160


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on it. ``what`` is a sentence after the name, ``title`` what it is about, where that has a name."""

    heading: str
    programme: str
    name: str
    what: str
    facts: Iterable[tuple[str, str]]
    issued_on: date
    contact_name: str
    contact_email: str
    title: str = ""


def draw(paper: Paper) -> bytes:
    """One page, A4. A name that the fonts cannot write is left out, with a line to write it on and a word about it."""
    with document(left=LEFT, top=30) as page:
        page.add_page()
        page.set_fill_color(*ACCENT)
        page.rect(0, 0, 8, page.h, style="F")
        _line(page, paper.programme, size=13)
        page.ln(26)
        _line(page, paper.heading, size=26, bold=True)
        page.ln(12)
        _name(page, paper.name)
        page.ln(4)
        _line(page, paper.what, size=13)
        if paper.title:
            page.ln(6)
            _line(page, paper.title, size=18, bold=True)
        page.ln(10)
        for word, value in paper.facts:
            _fact(page, word, value)
        page.ln(16)
        _line(page, _("Issued on %(day)s", day=written_day(paper.issued_on)), size=11)
        contact = ", ".join(part for part in (paper.contact_name, paper.contact_email) if part)
        if contact:
            _line(page, _("Questions about this certificate: %(contact)s", contact=contact), size=11)
        page.set_title(paper.heading)
        return bytes(page.output())


def hours_in_words(minutes: int) -> str:
    """``2 hours 15 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = (
        _n("%(num)d hour", "%(num)d hours", hours) if hours else "",
        _n("%(num)d minute", "%(num)d minutes", rest) if rest else "",
    )
    return " ".join(part for part in parts if part)


def written_day(day: date) -> str:
    return format_date(day, "d MMMM y", locale=locale_code())


def _name(page: Any, name: str) -> None:
    if can_write(name):
        _line(page, name, size=22, bold=True)
        return
    page.ln(12)
    page.line(LEFT, page.get_y(), LEFT + WIDTH, page.get_y())
    _line(page, _("Our fonts do not have the letters of this name. Please write it here by hand."), size=9)


def _fact(page: Any, word: str, value: str) -> None:
    set_font(page, 12)
    page.cell(50, 9, writable(word))
    set_font(page, 12, bold=True)
    page.multi_cell(WIDTH - 50, 9, writable(value), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _line(page: Any, text: str, *, size: int, bold: bool = False) -> None:
    set_font(page, size, bold=bold)
    page.multi_cell(WIDTH, size * 0.55, writable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
