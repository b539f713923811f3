"""Coordinators assign everybody who waits: make drafts, compare, correct, publish."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.assignments import queries, service
from mentormatch.assignments.forms import AskForm, RowForm, RuleForm
from mentormatch.assignments.labels import OBJECTIVES
from mentormatch.assignments.models import Draft, DraftRow, PairRule, RuleKind
from mentormatch.assignments.pages import cohort_page, draft_page, row_page
from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.web.access import Who, access

bp = Blueprint("assignments", __name__, url_prefix="/coordinator", template_folder="templates")

COHORT, DRAFT = "/cohorts/<int:cohort_id>/assignments", "/drafts/<int:draft_id>"
ROW = f"{DRAFT}/students/<int:mentee_id>"


def row_for(coordinator: Person, draft_id: int, mentee_id: int) -> DraftRow | None:
    """What a draft of this coordinator says about one student, or None."""
    draft = queries.draft_for(coordinator, draft_id)
    return queries.row_of(draft, mentee_id) if draft else None


@bp.get(COHORT)
@access(Who.COORDINATOR, load=programmes.cohort_for)
def index(cohort: Cohort) -> ResponseReturnValue:
    return cohort_page(cohort, AskForm(formdata=None))


@bp.post(COHORT)
@access(Who.COORDINATOR, load=programmes.cohort_for)
def ask(cohort: Cohort) -> ResponseReturnValue:
    form = AskForm()
    if not form.validate():
        return cohort_page(cohort, form), 422
    wanted = [objective for objective in OBJECTIVES if objective.value in form.objectives.data]
    limits = {name: form[name].data for name in ("most_new", "new_faces", "other_organisations")}
    try:
        service.ask_drafts(cohort, wanted, by=current_user, **limits)
    except Conflict as refusal:
        form.refuse(None, refusal.sentence)
        return cohort_page(cohort, form), refusal.status
    return redirect(url_for(".index", cohort_id=cohort.id), code=303)


@bp.get(DRAFT)
@access(Who.COORDINATOR, load=queries.draft_for)
def show(draft: Draft) -> ResponseReturnValue:
    return draft_page(draft)


@bp.post(f"{DRAFT}/stop")
@access(Who.COORDINATOR, load=queries.draft_for)
def stop(draft: Draft) -> ResponseReturnValue:
    service.stop(draft, by=current_user)
    flash(_("Stopped. Nobody has been told anything."), "success")
    return redirect(url_for(".index", cohort_id=draft.cohort_id), code=303)


@bp.post(f"{DRAFT}/discard")
@access(Who.COORDINATOR, load=queries.draft_for)
def discard(draft: Draft) -> ResponseReturnValue:
    service.discard(draft, by=current_user)
    flash(_("The draft is gone. Nobody has been told anything."), "success")
    return redirect(url_for(".index", cohort_id=draft.cohort_id), code=303)


@bp.post(f"{DRAFT}/publish")
@access(Who.COORDINATOR, load=queries.draft_for)
def publish(draft: Draft) -> ResponseReturnValue:
    service.ask_to_publish(draft, by=current_user)
    flash(_("The draft is being published: all matches at once, each with its letters."), "success")
    return redirect(url_for(".show", draft_id=draft.id), code=303)


@bp.get(ROW)
@access(Who.COORDINATOR, load=row_for)
def row(row: DraftRow) -> ResponseReturnValue:
    return row_page(row, RuleForm(formdata=None))


@bp.post(ROW)
@access(Who.COORDINATOR, load=row_for)
def correct(row: DraftRow) -> ResponseReturnValue:
    """Give the chosen mentor, exchange with the chosen student, or leave without one."""
    form = RowForm()
    if not form.validate():
        return row_page(row, RuleForm(formdata=None), _("Please choose somebody from the list.")), 422
    draft, mentee_id = queries.draft_of(row), row.mentee_id
    try:
        if form.mentor.data:
            service.give(draft, mentee_id, form.mentor.data, by=current_user)
        elif form.student.data:
            service.swap(draft, mentee_id, form.student.data, by=current_user)
        else:
            service.take_away(draft, mentee_id, by=current_user)
    except (Conflict, Invalid) as refusal:
        return row_page(row, RuleForm(formdata=None), str(refusal)), refusal.status
    flash(_("The draft is changed."), "success")
    return redirect(url_for(".row", draft_id=draft.id, mentee_id=mentee_id), code=303)


@bp.post(f"{ROW}/rule")
@access(Who.COORDINATOR, load=row_for)
def rule(row: DraftRow) -> ResponseReturnValue:
    """Keep this pair together, or apart, in every later draft of the cohort."""
    form, draft = RuleForm(), queries.draft_of(row)
    if not form.validate() or row.mentor_id is None:
        return row_page(row, form), 422
    kind, mentee_id = RuleKind(form.kind.data), row.mentee_id
    try:
        service.add_rule(draft.cohort, mentee_id, row.mentor_id, kind, by=current_user, reason=form.reason.data)
    except Conflict as refusal:
        form.refuse(None, refusal.sentence)
        return row_page(row, form), refusal.status
    flash(_("Kept in mind: later drafts follow it, this one stays as it is."), "success")
    return redirect(url_for(".row", draft_id=draft.id, mentee_id=mentee_id), code=303)


@bp.post("/pair-rules/<int:rule_id>/remove")
@access(Who.COORDINATOR, load=queries.rule_for)
def remove_rule(rule: PairRule) -> ResponseReturnValue:
    cohort_id = rule.cohort_id
    service.remove_rule(rule, by=current_user)
    flash(_("The rule is gone. Later drafts are free to decide about these two."), "success")
    return redirect(url_for(".index", cohort_id=cohort_id), code=303)
