"""One pair that a coordinator looks at, and who is waiting."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.errors import Conflict, Invalid, NotFound
from mentormatch.core.i18n import _
from mentormatch.mentoring import labels, queries, service
from mentormatch.mentoring.change_page import change_page
from mentormatch.mentoring.errors import Moved
from mentormatch.mentoring.evidence import evidence_for
from mentormatch.mentoring.forms import ApprovalForm, ChangeForm, DecisionForm, RefusalForm
from mentormatch.mentoring.models import Match, Request, ReviewReason
from mentormatch.mentoring.opened import opened_now, seconds_since
from mentormatch.mentoring.panel import panel_of
from mentormatch.mentoring.policy import Pair
from mentormatch.mentoring.queries.accuracy import accuracy_in
from mentormatch.mentoring.waiting_page import waiting_page
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.forms import Form
from mentormatch.web.security import own_path

bp = Blueprint("coordinator_mentoring", __name__, url_prefix="/coordinator", template_folder="templates")

#: Both kinds of pair are decided about in the same way, each under its own address.
REQUEST, MATCH = "/requests/<int:request_id>", "/matches/<int:match_id>"


def pair_for_coordinator(coordinator: Person, request_id: int | None = None, match_id: int = 0) -> Pair | None:
    """A request or match in a cohort this coordinator looks after, or None."""
    if request_id is not None:
        return queries.request_for_coordinator(coordinator, request_id)
    return queries.match_for_coordinator(coordinator, match_id)


@bp.get(REQUEST)
@access(Who.COORDINATOR, load=queries.request_for_coordinator)
def request_review(asked: Request) -> ResponseReturnValue:
    return _pair_page(asked)


@bp.get(MATCH)
@access(Who.COORDINATOR, load=queries.match_for_coordinator)
def match_review(match: Match) -> ResponseReturnValue:
    return _pair_page(match)


@bp.post(f"{REQUEST}/approve")
@bp.post(f"{MATCH}/approve")
@access(Who.COORDINATOR, load=pair_for_coordinator)
def approve(pair: Pair) -> ResponseReturnValue:
    form = ApprovalForm()
    if not form.validate():
        return _pair_page(pair, form), 422
    try:
        if isinstance(pair, Match):
            service.approve_match(pair, by=current_user, **_said(form, pair))
        else:
            service.review_request(pair, by=current_user, approve=True, **_said(form, pair))
    except Invalid as refusal:
        return _refused(pair, form, refusal)
    except Conflict as refusal:
        return _too_late(pair, refusal, form)
    flash(_approved(pair), "success")
    return _back()


def _approved(pair: Pair) -> str:
    mentee, mentor = pair.mentee.first_name, pair.mentor.first_name
    if isinstance(pair, Match):
        return _("%(mentee)s and %(mentor)s are a match now. Both get a letter.", mentee=mentee, mentor=mentor)
    return _("%(mentor)s has the request of %(mentee)s now.", mentee=mentee, mentor=mentor)


@bp.post(f"{REQUEST}/reject")
@bp.post(f"{MATCH}/reject")
@access(Who.COORDINATOR, load=pair_for_coordinator)
def reject(pair: Pair) -> ResponseReturnValue:
    form = DecisionForm()
    if not form.validate():
        return _pair_page(pair, form), 422
    try:
        if isinstance(pair, Match):
            service.reject_match(pair, by=current_user, **_said(form, pair))
        else:
            service.review_request(pair, by=current_user, approve=False, **_said(form, pair))
    except Invalid as refusal:
        return _refused(pair, form, refusal)
    except Conflict as refusal:
        return _too_late(pair, refusal, form)
    flash(_("Refused. A letter with your words is on its way."), "success")
    return _back()


@bp.get(f"{REQUEST}/change")
@bp.get(f"{MATCH}/change")
@access(Who.COORDINATOR, load=pair_for_coordinator)
def change_form(pair: Pair) -> ResponseReturnValue:
    chosen = request.args.get("mentor", type=int)
    return change_page(pair, ChangeForm(formdata=None, opened=opened_now(pair), mentor=chosen))


@bp.post(f"{REQUEST}/change")
@bp.post(f"{MATCH}/change")
@access(Who.COORDINATOR, load=pair_for_coordinator)
def change(pair: Pair) -> ResponseReturnValue:
    form = ChangeForm()
    if not form.validate():
        return change_page(pair, form), 422
    try:
        new = service.change_mentor(pair, form.mentor.data or 0, by=current_user, **_said(form, pair))
    except Moved as refusal:
        return _too_late(pair, refusal, form)
    except NotFound:
        form.refuse("mentor", _("Please choose a mentor from the list."))
        return change_page(pair, form), 422
    except (Conflict, Invalid) as refusal:
        form.refuse(None, refusal)
        return change_page(pair, form), refusal.status
    flash(_("%(name)s has been asked instead. Everybody concerned gets a letter.", name=new.mentor.name), "success")
    return _back()


@bp.post(f"{MATCH}/end")
@access(Who.COORDINATOR, load=queries.match_for_coordinator)
def end(match: Match) -> ResponseReturnValue:
    form = RefusalForm()
    if not form.validate():
        return _pair_page(match, form), 422
    try:
        service.end_match(match, by=current_user, reason=form.reason.data or "")
    except Conflict as refusal:
        return _too_late(match, refusal, form)
    flash(_("The match has ended. Both get a letter with your reason."), "success")
    return redirect(url_for(".match_review", match_id=match.id), code=303)


@bp.get("/waiting")
@access(Who.COORDINATOR)
def waiting() -> ResponseReturnValue:
    return waiting_page()


@bp.get("/expectations")
@access(Who.COORDINATOR)
def expectations() -> ResponseReturnValue:
    cohorts = [cohort.id for cohort in programmes.cohorts_of(current_user)]
    return render_template("mentoring/coordinator/expectations.html", accuracy=accuracy_in(cohorts))


def _said(form: ApprovalForm | DecisionForm, pair: Pair) -> dict[str, Any]:
    """What a form says about a decision, as the service takes it."""
    return {
        "reason": ReviewReason(form.reason.data),
        "words": form.words.data or "",
        "seconds": seconds_since(form.opened.data, pair),
    }


def _pair_page(pair: Pair, form: Form | None = None, lost: str = "") -> str:
    panel = panel_of(pair, current_user, form)
    if panel is None:
        raise NotFound
    evidence = evidence_for(panel)
    own = own_path(request.form.get("next") or request.args.get("next"))
    return render_template(
        "mentoring/coordinator/pair.html",
        panel=panel,
        evidence=evidence,
        way_back=own,
        lost=lost,
        decision_chips=labels.DECISION_CHIPS,
        review_reasons=labels.REVIEW_REASONS,
        request_chips=labels.REQUEST_CHIPS_OF_STAFF,
        match_chips=labels.MATCH_CHIPS,
        end_words=labels.end_words,
    )


def _refused(pair: Pair, form: Form, refusal: Invalid) -> ResponseReturnValue:
    form.refuse(str(refusal.facts.get("field", "")), refusal)
    return _pair_page(pair, form), refusal.status


def _too_late(pair: Pair, refusal: Conflict, form: Form | None = None) -> ResponseReturnValue:
    """Somebody was faster: the pair as it is now, with who and when, and whatever had been typed."""
    flash(str(refusal), "warning")
    typed = next((form[name].data for name in ("words", "reason") if name in form), "") if form else ""
    return _pair_page(pair, lost=typed or ""), refusal.status


def _back() -> ResponseReturnValue:
    return redirect(own_path(request.form.get("next")) or url_for("queue.index"), code=303)
