"""Coordinators: applications to decide about, and the mentors there are."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _
from mentormatch.profiles import checks, policy, queries, service
from mentormatch.profiles.checks import ChecksMissing
from mentormatch.profiles.errors import AlreadyDecided
from mentormatch.profiles.forms import CheckForm, DecisionForm, RefusalForm
from mentormatch.profiles.models import MentorCheck, Offer, OfferStatus
from mentormatch.profiles.queries import Places
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("coordinator_profiles", __name__, template_folder="templates")
#: A number that no database column could hold is no address of ours.
ONE = "/coordinator/mentors/<int(max=2147483647):offer_id>"
PAGE_SIZE = 40


@bp.get("/coordinator/mentors")
@access(Who.COORDINATOR)
def index() -> str:
    """Applications while there are any, and the mentors of one's own cohorts."""
    return _index()


@bp.get(ONE)
@access(Who.COORDINATOR, load=queries.offer_for_coordinator)
def show(offer: Offer) -> str:
    return _show(offer, RefusalForm())


@bp.post(f"{ONE}/approve")
@access(Who.COORDINATOR, load=queries.application_for_coordinator)
def approve(offer: Offer) -> ResponseReturnValue:
    form = _decision_form()
    if offer.status == OfferStatus.APPLIED and not form.validate():
        return _show(offer, RefusalForm(formdata=None), form), 422
    try:
        service.approve_mentor(offer, by=current_user, cohort=programmes.cohort_for(current_user, form.cohort.data))
    except AlreadyDecided as refusal:
        return _too_late(refusal)
    except ChecksMissing as refusal:
        flash(str(refusal), "error")
        return _show(offer, RefusalForm(formdata=None), form), 409
    flash(_("%(name)s is a mentor now. A letter is on its way.", name=offer.person.name), "success")
    return redirect(url_for(".index"), code=303)


@bp.post(f"{ONE}/checks")
@access(Who.COORDINATOR, load=queries.application_for_coordinator)
def tick_checks(offer: Offer) -> ResponseReturnValue:
    checks.tick(offer, request.form.getlist("check", int), by=current_user)
    flash(_("Saved."), "success")
    return redirect(url_for(".show", offer_id=offer.person_id), code=303)


@bp.get("/coordinator/mentors/checks")
@access(Who.COORDINATOR, Who.ADMIN)
def checks_form() -> str:
    return render_template("profiles/coordinator/checks.html", checks=checks.current(), form=CheckForm(formdata=None))


@bp.post("/coordinator/mentors/checks")
@access(Who.COORDINATOR, Who.ADMIN)
def add_check() -> ResponseReturnValue:
    form = CheckForm()
    if form.validate():
        try:
            checks.add(form.label.data or "", by=current_user)
        except Invalid as refusal:
            form.refuse("label", refusal)
        else:
            return redirect(url_for(".checks_form"), code=303)
    return render_template("profiles/coordinator/checks.html", checks=checks.current(), form=form), 422


@bp.post("/coordinator/mentors/checks/<int:check_id>/retire")
@access(Who.COORDINATOR, Who.ADMIN, load=checks.find)
def retire_check(check: MentorCheck) -> ResponseReturnValue:
    checks.retire(check, by=current_user)
    return redirect(url_for(".checks_form"), code=303)


@bp.post(f"{ONE}/refuse")
@access(Who.COORDINATOR, load=queries.application_for_coordinator)
def refuse(offer: Offer) -> ResponseReturnValue:
    form = RefusalForm()
    if offer.status == OfferStatus.APPLIED and not form.validate():
        return _show(offer, form), 422
    try:
        service.refuse_mentor(offer, form.reason.data or "", by=current_user)
    except AlreadyDecided as refusal:
        return _too_late(refusal)
    flash(_("Refused. %(name)s gets a letter with your reason.", name=offer.person.name), "success")
    return redirect(url_for(".index"), code=303)


def _too_late(refusal: AlreadyDecided) -> ResponseReturnValue:
    flash(str(refusal), "warning")
    return _index(), 409


def _index() -> str:
    cohorts = programmes.cohorts_of(current_user)
    waiting = queries.count_applications() if cohorts else 0
    tab = request.args.get("tab") or ("applications" if waiting else "mentors")
    number = wanted_page()
    text = clean_line(request.args.get("q", "")[:100])
    places = Places(request.args["places"]) if request.args.get("places") in set(Places) else None
    offset = (number - 1) * PAGE_SIZE
    if tab == "applications":
        offers = queries.applications(limit=PAGE_SIZE, offset=offset) if cohorts else []
        page = Page("coordinator_profiles.index", number, PAGE_SIZE, waiting, {"tab": tab})
    else:
        tab = "mentors"
        offers, total = queries.mentors_for(current_user, text=text, places=places, limit=PAGE_SIZE, offset=offset)
        kept = {"tab": tab, "q": text or None, "places": places}
        page = Page("coordinator_profiles.index", number, PAGE_SIZE, total, kept)
    return render_template(
        "profiles/coordinator/index.html",
        tab=tab, waiting=waiting, offers=offers, page=page, text=text, places=places, kinds=Places, cohorts=cohorts,
    )  # fmt: skip


def _decision_form() -> DecisionForm:
    """The cohorts one may approve into; the one that takes newcomers is chosen where it is one's own."""
    mine = programmes.cohorts_of(current_user)
    form = DecisionForm()
    form.cohort.choices = [SelectChoice(str(cohort.id), cohort.name) for cohort in mine]
    if form.cohort.data is None and mine:
        form.cohort.data = next((cohort.id for cohort in mine if cohort.default), mine[0].id)
    return form


def _show(offer: Offer, refusal: RefusalForm, decision: DecisionForm | None = None) -> str:
    return render_template(
        "profiles/coordinator/show.html",
        offer=offer,
        profile=queries.profile_of(offer.person_id),
        waiting=offer.status == OfferStatus.APPLIED,
        own=offer.person_id == current_user.id,
        may_decide=policy.may_decide(current_user, offer),
        checks=checks.of(offer),
        decision=decision or _decision_form(),
        refusal=refusal,
    )
