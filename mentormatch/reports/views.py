"""A coordinator's report of a cohort: figures, the rows behind them, groups, cohorts side by side, and files."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.clock import EARLIEST, LATEST, now
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.reports import files, group_words, groups, pages, queries, service
from mentormatch.reports.figures import FIGURES, Figure, values_in
from mentormatch.reports.printed import pdf_of
from mentormatch.reports.scope import Scope
from mentormatch.web.access import Who, access

bp = Blueprint("reports", __name__, url_prefix="/coordinator", template_folder="templates")

REPORT = "/cohorts/<int:cohort_id>/report"
FIGURE = f"{REPORT}/figures/<string:figure>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure_for(coordinator: Person, cohort_id: int, figure: str) -> tuple[Figure, Cohort] | None:
    """A figure of a cohort this coordinator looks after, or None."""
    cohort = programmes.cohort_for(coordinator, cohort_id)
    found = FIGURES.get(figure)
    return (found, cohort) if found is not None and cohort is not None else None


@bp.get("/reports")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    """The newest cohorts side by side."""
    return pages.comparison_page(programmes.cohorts_of(current_user), _scope_of)


@bp.get(REPORT)
@access(Who.COORDINATOR, load=programmes.cohort_for)
def show(cohort: Cohort) -> ResponseReturnValue:
    return pages.report_page(_scope_of(cohort))


@bp.get(f"{REPORT}.pdf")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def printed(cohort: Cohort) -> ResponseReturnValue:
    scope = _scope_of(cohort)
    compared = groups.compare(scope, *groups.WAYS)
    return _file(pdf_of(scope, values_in(scope), compared), "application/pdf", f"report-{cohort.id}", "pdf")


@bp.get(f"{REPORT}.csv")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def figures_csv(cohort: Cohort) -> ResponseReturnValue:
    scope = _scope_of(cohort)
    return _file(files.figures_csv(scope, values_in(scope)), "text/csv", f"report-{cohort.id}", "csv")


@bp.get(f"{REPORT}.json")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def figures_json(cohort: Cohort) -> ResponseReturnValue:
    scope = _scope_of(cohort)
    return jsonify(files.figures_json(scope, values_in(scope)))


@bp.get(f"{REPORT}/groups")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def compare_groups(cohort: Cohort) -> ResponseReturnValue:
    """Students by one thing that ``by`` names."""
    wanted = request.args.get("by", "")
    way = wanted if wanted in groups.WAYS else next(iter(groups.WAYS))
    ((_way, compared),) = groups.compare(_scope_of(cohort), way)
    return render_template(
        "reports/groups.html",
        cohort=cohort,
        way=way,
        ways=groups.WAYS,
        compared=[(one, group_words.picture(one)) for one in compared],
        words=group_words,
        fewest=groups.FEWEST,
    )


@bp.post(f"{REPORT}/exposure")
@access(Who.COORDINATOR, load=programmes.cohort_for)
def count_exposure(cohort: Cohort) -> ResponseReturnValue:
    service.ask_exposure(cohort, by=current_user)
    flash(_("The worker counts how often each mentor is shown. It takes some minutes in a large cohort."), "success")
    return redirect(url_for(".show", cohort_id=cohort.id), code=303)


@bp.get(FIGURE)
@access(Who.COORDINATOR, load=figure_for)
def rows(found: tuple[Figure, Cohort]) -> ResponseReturnValue:
    """The rule of a figure, and the rows behind it."""
    figure, cohort = found
    return pages.figure_page(figure, _scope_of(cohort), _counts())


@bp.get(f"{FIGURE}/rows.csv")
@access(Who.COORDINATOR, load=figure_for)
def rows_csv(found: tuple[Figure, Cohort]) -> ResponseReturnValue:
    figure, scope = found[0], _scope_of(found[1])
    behind, _total = queries.rows_behind(figure, scope, counts=_counts())
    return _file(files.rows_csv(figure, behind, scope), "text/csv", figure.key, "csv")


@bp.get(f"{FIGURE}/rows.xlsx")
@access(Who.COORDINATOR, load=figure_for)
def rows_workbook(found: tuple[Figure, Cohort]) -> ResponseReturnValue:
    figure, scope = found[0], _scope_of(found[1])
    behind, _total = queries.rows_behind(figure, scope, counts=_counts())
    return _file(files.rows_workbook(figure, behind, scope), XLSX, figure.key, "xlsx")


def _scope_of(cohort: Cohort) -> Scope:
    """The days that the address asks for; what makes no sense is left out."""
    first, last = _day("from"), _day("to")
    if first and last and first > last:
        abort(400)
    return Scope(cohort, first, last, current_user.time_zone)


def _day(name: str) -> date | None:
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if EARLIEST.date() < found < LATEST.date() else None


def _counts() -> bool | None:
    return {"yes": True, "no": False}.get(request.args.get("show", ""))


def _file(content: Any, mimetype: str, name: str, ending: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{now():%Y-%m-%d}.{ending}"'
    return answer
