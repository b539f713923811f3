"""The report as a PDF for whoever was not there: the figures of the page, their pictures, and their rules."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from fpdf.enums import XPos, YPos

from mentormatch.core.clock import now
from mentormatch.core.i18n import _, zone
from mentormatch.reports import words
from mentormatch.reports.figures import PARTS, Figure
from mentormatch.reports.group_words import interval, measure, merged_words, name_of
from mentormatch.reports.groups import FEWEST, WAYS, Comparison
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import Kind, Value
from mentormatch.web.pdf import ACCENT, document, set_font, writable

#: Millimetres.
LEFT, TOP, WIDTH, NAME, BAR = 20, 18, 170, 62, 40
SUNK, SOFT = (238, 234, 226), (90, 100, 114)


Groups = Sequence[tuple[str, list[Comparison]]]


def pdf_of(scope: Scope, found: Sequence[tuple[Figure, Value]], groups: Groups) -> bytes:
    """Figures by part, each with a bar where it is a share, then groups, then the rules. A4."""
    with document(left=LEFT, top=TOP) as page:
        page.set_auto_page_break(auto=True, margin=18)
        page.set_title(_("Report: %(cohort)s", cohort=scope.cohort.name))
        page.footer = lambda: _footer(page, scope.cohort.name)
        page.add_page()
        _text(page, scope.cohort.name, size=20, bold=True)
        _text(page, _("Report of %(span)s, made on %(day)s", span=words.span(scope), day=_today(scope)), size=10)
        for part, of_part in groupby(found, key=lambda one: one[0].part):
            _heading(page, str(PARTS[part]))
            for figure, value in of_part:
                _figure(page, figure, value)
        _groups(page, groups)
        _heading(page, _("What each figure means"))
        for figure, _value in found:
            _text(page, f"{figure.name}: {figure.rule}", size=8.5)
            page.ln(1)
        return bytes(page.output())


def _footer(page: Any, name: str) -> None:
    """Sheets that were printed stay in order."""
    page.set_y(-13)
    set_font(page, 8.5)
    page.set_text_color(*SOFT)
    page.cell(WIDTH, 5, f"{writable(name)} · {page.page_no()}", align="R")
    page.set_text_color(0)


def _today(scope: Scope) -> str:
    return words.day(now().astimezone(zone(scope.zone)).date())


def _heading(page: Any, text: str) -> None:
    if page.will_page_break(24):
        page.add_page()
    page.ln(5)
    _text(page, text, size=13, bold=True)
    page.ln(1)


def _figure(page: Any, figure: Figure, value: Value) -> None:
    """The name, the number and what stands beside it; a bar for a share, bars for a spread."""
    is_share = figure.kind in {Kind.SHARE, Kind.ROOM}
    _row(page, str(figure.name), words.headline(figure, value), words.detail(figure, value),
         share=value.value or 0.0 if is_share else None)  # fmt: skip
    for row in words.bins(figure, value):
        _bin(page, row)


def _row(page: Any, name: str, number: str, beside: str, *, share: float | None = None) -> None:
    if page.will_page_break(13):
        page.add_page()
    set_font(page, 10)
    page.cell(NAME, 6, writable(name))
    set_font(page, 10, bold=True)
    page.cell(26, 6, writable(number))
    if share is not None:
        _bar(page, page.get_x(), page.get_y() + 1.6, BAR, 2.8, share)
    page.ln(6)
    if beside:
        page.set_x(LEFT + NAME)
        page.set_text_color(*SOFT)
        _text(page, beside, size=8.5, width=WIDTH - NAME)
        page.set_text_color(0)


def _bin(page: Any, row: dict[str, Any]) -> None:
    if page.will_page_break(5):
        page.add_page()
    page.set_x(LEFT + NAME)
    set_font(page, 8.5)
    page.cell(44, 4.4, writable(row["label"]))
    page.cell(12, 4.4, str(row["number"]), align="R")
    _bar(page, page.get_x() + 3, page.get_y() + 1.2, BAR, 2, row["share"])
    page.ln(4.4)


def _bar(page: Any, x: float, y: float, width: float, height: float, share: float) -> None:
    page.set_fill_color(*SUNK)
    page.rect(x, y, width, height, style="F")
    page.set_fill_color(*ACCENT)
    if share > 0:
        page.rect(x, y, width * min(share, 1.0), height, style="F")


def _groups(page: Any, groups: Groups) -> None:
    for way, comparisons in groups:
        _heading(page, _("Groups: %(way)s", way=WAYS[way]))
        if all(len(comparison.groups) < 2 for comparison in comparisons):
            _text(page, _("No two groups of at least %(least)d people each.", least=FEWEST), size=10)
            continue
        for comparison in comparisons:
            _text(page, str(comparison.figure.name), size=10, bold=True)
            for group in comparison.groups:
                _row(page, name_of(way, group), measure(comparison, group.value), interval(comparison, group))
            if note := merged_words(comparison):
                _text(page, note, size=8.5)
            page.ln(2)


def _text(page: Any, text: str, *, size: float, bold: bool = False, width: float = WIDTH) -> None:
    set_font(page, size, bold=bold)
    page.multi_cell(width, size * 0.5, writable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
