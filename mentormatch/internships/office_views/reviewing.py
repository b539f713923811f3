"""What waits for the office: postings to approve, reports; figures, settings."""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.internships import queries, service
from mentormatch.internships.figures import counts_by_posting, figures
from mentormatch.internships.forms import BackForm, SettingsForm, WordsForm
from mentormatch.internships.models import Posting, Report
from mentormatch.internships.office_views.blueprint import bp
from mentormatch.partners import queries as partners
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE = 25
ONE, REPORT = "/<int:posting_id>", "/reports/<int:alarm_id>"


@bp.get("")
@access(Who.COORDINATOR)
def index() -> str:
    number = wanted_page()
    postings, total = queries.visible_postings(limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template(
        "internships/office/index.html", waiting=queries.to_review(), reports=queries.open_reports(),
        postings=postings, page=Page("office_internships.index", number, PAGE_SIZE, total),
        counts=queries.counts_of([one.id for one in postings]),
    )  # fmt: skip


@bp.get(f"{ONE}/review")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
def review(posting: Posting) -> str:
    return _review(posting)


@bp.post(f"{ONE}/approve")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
def approve(posting: Posting) -> ResponseReturnValue:
    service.approve(posting, by=current_user)
    flash(_("The posting is published."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post(f"{ONE}/send-back")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
def send_back(posting: Posting) -> ResponseReturnValue:
    form = BackForm()
    if form.validate():
        try:
            service.send_back(posting, reason=form.back(), words=form.words.data or "", by=current_user)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The posting is sent back, and its organisation is told."), "success")
            return redirect(url_for(".index"), code=303)
    return _review(posting, back_form=form), 422


@bp.post(f"{ONE}/take-down")
@access(Who.COORDINATOR, load=queries.posting_to_manage)
def take_down(posting: Posting) -> ResponseReturnValue:
    form = WordsForm()
    if form.validate():
        try:
            service.take_down(posting, words=form.words.data or "", by=current_user)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The posting is taken down."), "success")
            return redirect(url_for(".index"), code=303)
    return _review(posting, words_form=form), 422


@bp.get(REPORT)
@access(Who.COORDINATOR, load=queries.report_to_decide)
def report(found: Report) -> str:
    return render_template("internships/office/report.html", report=found, form=WordsForm(formdata=None))


@bp.post(f"{REPORT}/confirm")
@access(Who.COORDINATOR, load=queries.report_to_decide)
def confirm_report(found: Report) -> ResponseReturnValue:
    form = WordsForm()
    if form.validate():
        try:
            service.decide(found, confirmed=True, words=form.words.data or "", by=current_user)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The posting is taken down."), "success")
            return redirect(url_for(".index"), code=303)
    return render_template("internships/office/report.html", report=found, form=form), 422


@bp.post(f"{REPORT}/show-again")
@access(Who.COORDINATOR, load=queries.report_to_decide)
def show_again(found: Report) -> ResponseReturnValue:
    service.decide(found, confirmed=False, words="", by=current_user)
    flash(_("The posting is shown again."), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/figures")
@access(Who.COORDINATOR)
def show_figures() -> str:
    postings, _total = queries.visible_postings(limit=200, offset=0)
    settings = SettingsForm(formdata=None, data={"needs_agreement": queries.needs_agreement()})
    return render_template(
        "internships/office/figures.html", figures=figures(), postings=postings, counts=counts_by_posting(),
        form=settings,
    )  # fmt: skip


@bp.post("/figures.csv")
@access(Who.COORDINATOR)
def as_csv() -> Response:
    return _file(service.export(by=current_user), "text/csv; charset=utf-8", "csv")


@bp.post("/figures.xlsx")
@access(Who.COORDINATOR)
def as_workbook() -> Response:
    return _file(service.export(by=current_user, as_workbook=True), XLSX, "xlsx")


@bp.post("/settings")
@access(Who.COORDINATOR)
def settings() -> ResponseReturnValue:
    form = SettingsForm()
    if form.validate():
        service.set_needs_agreement(bool(form.needs_agreement.data), by=current_user)
        flash(_("Saved."), "success")
    return redirect(url_for(".show_figures"), code=303)


def _file(content: bytes, kind: str, ending: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="internships.{ending}"'
    return answer


def _review(posting: Posting, *, back_form: BackForm | None = None, words_form: WordsForm | None = None) -> str:
    return render_template(
        "internships/office/review.html", posting=posting, back_form=back_form or BackForm(formdata=None),
        words_form=words_form or WordsForm(formdata=None), reports=queries.reports_on(posting.id),
        has_agreement=partners.has_agreement(posting.organisation_id), needs_agreement=queries.needs_agreement(),
    )  # fmt: skip
