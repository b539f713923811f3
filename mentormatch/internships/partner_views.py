"""Pages of those who handle postings and applications: an organisation's contacts for their own, the office for all.

Applications are listed by time. Nothing of what ranks anything is imported here, nor shown.
"""

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, as_instant, zone_city
from mentormatch.internships import queries, service
from mentormatch.internships.forms import PostingForm, StageForm, TimesForm, as_typed
from mentormatch.internships.models import (
    OPEN,
    Application,
    Interview,
    InterviewStatus,
    Posting,
    PostingKind,
    Stage,
    Where,
)
from mentormatch.internships.policy import WAYS
from mentormatch.partners import queries as partners
from mentormatch.partners.models import Organisation
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access

bp = Blueprint("partner_internships", "mentormatch.internships", url_prefix="/postings", template_folder="templates")
ONE = "/<int:posting_id>"
APPLICATION = "/applications/<int:application_id>"
HANDLERS = (Who.PARTNER, Who.COORDINATOR)


@bp.get("")
@access(Who.PARTNER)
def index() -> str:
    mine = partners.my_organisations(current_user)
    postings = queries.postings_of([one.id for one in mine])
    counts = queries.counts_of([one.id for one in postings])
    return render_template("internships/partner/index.html", organisations=mine, postings=postings, counts=counts)


@bp.get("/new/<int:organisation_id>")
@access(*HANDLERS, load=queries.organisation_to_write_for)
def new_form(organisation: Organisation) -> str:
    first = {
        "kind": PostingKind.INTERNSHIP.value, "where": Where.ON_SITE.value, "pay_currency": "EUR",
        "deadline_zone": current_user.time_zone,
    }  # fmt: skip
    return _edit(_form(formdata=None, data=first), organisation, None)


@bp.post("/new/<int:organisation_id>")
@access(*HANDLERS, load=queries.organisation_to_write_for)
def new(organisation: Organisation) -> ResponseReturnValue:
    form = _form()
    if form.validate():
        try:
            made = service.make(organisation, by=current_user, **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The posting is a draft. Send it to the career office when it is ready."), "success")
            return redirect(url_for(".show", posting_id=made.id), code=303)
    return _edit(form, organisation, None), 422


@bp.get(ONE)
@access(*HANDLERS, load=queries.posting_to_write)
def show(posting: Posting) -> str:
    """With its applications, in the order in which they came."""
    needs = queries.needs_agreement() and not partners.has_agreement(posting.organisation_id)
    applications = queries.applications_in(posting.id)
    return render_template(
        "internships/partner/show.html", posting=posting, applications=applications, needs_agreement=needs,
        names=partial(queries.names_student, current_user),
    )  # fmt: skip


@bp.get(f"{ONE}/edit")
@access(*HANDLERS, load=queries.posting_to_write)
def edit_form(posting: Posting) -> str:
    return _edit(_form(formdata=None, data=as_typed(posting)), posting.organisation, posting)


@bp.post(f"{ONE}/edit")
@access(*HANDLERS, load=queries.posting_to_write)
def edit(posting: Posting) -> ResponseReturnValue:
    form = _form()
    if form.validate():
        try:
            service.change(posting, by=current_user, **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The posting is changed."), "success")
            return redirect(url_for(".show", posting_id=posting.id), code=303)
    return _edit(form, posting.organisation, posting), 422


@bp.post(f"{ONE}/submit")
@access(*HANDLERS, load=queries.posting_to_write)
def submit(posting: Posting) -> ResponseReturnValue:
    service.submit(posting, by=current_user)
    flash(_("The posting waits for the career office."), "success")
    return redirect(url_for(".show", posting_id=posting.id), code=303)


@bp.post(f"{ONE}/close")
@access(*HANDLERS, load=queries.posting_to_write)
def close(posting: Posting) -> ResponseReturnValue:
    service.close(posting, by=current_user)
    flash(_("The posting takes no more applications."), "success")
    return redirect(url_for(".show", posting_id=posting.id), code=303)


@bp.get(APPLICATION)
@access(*HANDLERS, load=queries.application_to_handle)
def application(found: Application) -> str:
    return _application(found)


@bp.post(f"{APPLICATION}/move")
@access(*HANDLERS, load=queries.application_to_handle)
def move(found: Application) -> ResponseReturnValue:
    form = _stage_form(found)
    if not form.validate():
        return _application(found, stage_form=form), 422
    service.move(found, Stage(form.stage.data), by=current_user)
    flash(_("The application is moved, and the student is told."), "success")
    if queries.application_to_handle(current_user, found.id) is None:  # a no: nothing is left to see
        return redirect(url_for(".show", posting_id=found.posting_id), code=303)
    return redirect(url_for(".application", application_id=found.id), code=303)


@bp.post(f"{APPLICATION}/times")
@access(*HANDLERS, load=queries.application_to_handle)
def propose(found: Application) -> ResponseReturnValue:
    form = TimesForm()
    if form.validate():
        try:
            service.propose_times(
                found, form.instants(current_user.time_zone), minutes=form.minutes.data, place=form.place.data or "",
                by=current_user,
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The times are proposed. You get a letter when one is picked."), "success")
            return redirect(url_for(".application", application_id=found.id), code=303)
    return _application(found, times_form=form), 422


@bp.post("/interviews/<int:interview_id>/call-off")
@access(*HANDLERS, load=queries.interview_to_handle)
def call_off(interview: Interview) -> ResponseReturnValue:
    service.call_off_interview(interview, by=current_user)
    flash(_("The interview is called off, and the student is told."), "success")
    return redirect(url_for(".application", application_id=interview.application_id), code=303)


def _stage_form(found: Application, **kwargs: Any) -> StageForm:
    form = StageForm(**kwargs)
    form.offer(WAYS[found.status])
    return form


def _application(
    found: Application, *, stage_form: StageForm | None = None, times_form: TimesForm | None = None
) -> str:
    interviews = queries.interviews_of(found.id)
    running = next((one for one in interviews if one.status != InterviewStatus.CALLED_OFF), None)
    speaks = partners.speaks_for(current_user, found.posting.organisation_id)
    return render_template(
        "internships/partner/application.html", found=found, posting=found.posting, interview=running,
        stage_form=stage_form or _stage_form(found, formdata=None),
        times_form=times_form or TimesForm(formdata=None), city=zone_city(current_user.time_zone),
        may_read=speaks and found.status in OPEN and found.version is not None and found.version.stored_as,
        proposed=[as_instant(one) for one in running.times] if running else [],
        can_propose=found.status in (Stage.RECEIVED, Stage.IN_CONVERSATION, Stage.INTERVIEW),
    )  # fmt: skip


def _form(**kwargs: Any) -> PostingForm:
    """Cohorts are the office's own matter: it alone sees and chooses them."""
    form = PostingForm(**kwargs)
    form.offer([(str(one.id), one.name) for one in programmes.all_cohorts()] if current_user.is_staff else [])
    return form


def _edit(form: PostingForm, organisation: Organisation, posting: Posting | None) -> str:
    return render_template("internships/partner/edit.html", form=form, organisation=organisation, posting=posting)
