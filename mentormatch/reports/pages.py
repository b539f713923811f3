"""The pages of a report: its figures, one figure with its rows, cohorts side by side."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from flask import render_template, url_for

from mentormatch.core.i18n import _
from mentormatch.programmes.models import Cohort
from mentormatch.reports import files, queries, words
from mentormatch.reports.figures import FIGURES, PARTS, Figure, values_in
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import Kind
from mentormatch.web.paging import Page, wanted_page

#: Cohorts that stand side by side.
MOST_COHORTS = 4


def report_page(scope: Scope) -> str:
    found = values_in(scope)
    parts = [(PARTS[part], list(some)) for part, some in groupby(found, key=lambda one: one[0].part)]
    return render_template(
        "reports/show.html",
        scope=scope,
        cohort=scope.cohort,
        parts=parts,
        words=words,
        shares=(Kind.SHARE, Kind.ROOM),
        counted=queries.exposure_count(scope),
    )


def figure_page(figure: Figure, scope: Scope, counts: bool | None) -> str:
    number = wanted_page()
    rows, total = queries.rows_behind(
        figure, scope, counts=counts, limit=queries.PAGE_SIZE, offset=(number - 1) * queries.PAGE_SIZE
    )
    address: dict[str, Any] = {"cohort_id": scope.cohort.id, "figure": figure.key, **scope.kept}
    shown = {} if counts is None else {"show": "yes" if counts else "no"}
    return render_template(
        "reports/figure.html",
        figure=figure,
        scope=scope,
        cohort=scope.cohort,
        value=figure.value_in(scope),
        words=words,
        headings=files.headings_of(figure),
        rows=[files.cells_of(figure, row, scope) for row in rows],
        page=Page("reports.rows", number, queries.PAGE_SIZE, total, address | shown),
        address=address | shown,
        tabs=_tabs(figure, address, counts),
    )


def comparison_page(cohorts: Sequence[Cohort], scope_of: Callable[[Cohort], Scope]) -> str:
    """The same figures of the newest cohorts beside each other."""
    scopes = [scope_of(cohort) for cohort in cohorts[:MOST_COHORTS]]
    columns = [{figure.key: value for figure, value in values_in(scope)} for scope in scopes]
    rows = [(figure, [column[figure.key] for column in columns]) for figure in FIGURES.values()]
    parts = [(PARTS[part], list(some)) for part, some in groupby(rows, key=lambda one: one[0].part)]
    return render_template(
        "reports/cohorts.html", scopes=scopes, parts=parts, words=words, more=len(cohorts) > MOST_COHORTS
    )


def _tabs(figure: Figure, address: dict[str, Any], counts: bool | None) -> list[dict[str, Any]]:
    if "yes" not in figure.shown:
        return []
    kinds: tuple[tuple[bool | None, str, dict[str, Any]], ...] = (
        (None, _("All"), {}),
        (True, _("Counts"), {"show": "yes"}),
        (False, _("Does not count"), {"show": "no"}),
    )
    return [
        {"label": label, "url": url_for("reports.rows", **address, **more), "current": counts is one}
        for one, label, more in kinds
    ]
