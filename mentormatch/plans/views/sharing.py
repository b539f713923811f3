"""Who sees a student's plan: let in, say yes or no, take back, and answer to a hand-over."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.plans import queries, service
from mentormatch.plans.forms import AgreeForm, LetInForm
from mentormatch.plans.labels import KINDS
from mentormatch.plans.models import ActionPlan, HandOver, HelperKind, PlanHelper
from mentormatch.plans.views.blueprint import bp, own_plan
from mentormatch.web.access import Who, access

HELPER, HAND_OVER = "/plan/sharing/<int:helper_id>", "/plan/hand-over/<int:hand_over_id>"


@bp.get("/plan/sharing")
@access(Who.MENTEE, load=own_plan)
def sharing(plan: ActionPlan) -> ResponseReturnValue:
    return _page(plan, LetInForm.of(_to_let_in(plan)))


@bp.post("/plan/sharing")
@access(Who.MENTEE, load=own_plan)
def let_in(plan: ActionPlan) -> ResponseReturnValue:
    form = LetInForm.of(_to_let_in(plan))
    if not form.validate():
        return _page(plan, form), 422
    person = db.session.get_one(Person, form.who.data)
    try:
        service.let_in(plan, person, by=current_user)
    except Refusal as refusal:
        form.refuse("who", refusal)
        return _page(plan, form), refusal.status
    flash(_("%(name)s can see your plan now.", name=person.name), "success")
    return _back()


@bp.post(f"{HELPER}/admit")
@access(Who.MENTEE, load=queries.helper_for_student)
def admit(helper: PlanHelper) -> ResponseReturnValue:
    service.admit(helper, by=current_user)
    flash(_("%(name)s can see your plan now.", name=helper.person.name), "success")
    return _back()


@bp.post(f"{HELPER}/end")
@access(Who.MENTEE, load=queries.helper_for_student)
def end_help(helper: PlanHelper) -> ResponseReturnValue:
    service.end_help(helper, by=current_user)
    flash(_("%(name)s does not see your plan.", name=helper.person.name), "success")
    return _back()


@bp.get(HAND_OVER)
@access(Who.MENTEE, load=queries.hand_over_for_student)
def hand_over(found: HandOver) -> ResponseReturnValue:
    return _hand_over_page(AgreeForm.of(found), found)


@bp.post(f"{HAND_OVER}/agree")
@access(Who.MENTEE, load=queries.hand_over_for_student)
def agree(found: HandOver) -> ResponseReturnValue:
    form = AgreeForm.of(found)
    if not form.validate():
        return _hand_over_page(form, found), 422
    try:
        service.agree(found, stays=form.stays.data == "yes", by=current_user)
    except Refusal as refusal:
        form.refuse(None, refusal)
        return _hand_over_page(form, found), refusal.status
    flash(_("%(name)s goes on with you from here. Both got a letter.", name=found.coach.name), "success")
    return _back()


@bp.post(f"{HAND_OVER}/decline")
@access(Who.MENTEE, load=queries.hand_over_for_student)
def decline(found: HandOver) -> ResponseReturnValue:
    service.decline(found, by=current_user)
    flash(_("Nothing changes. %(name)s is told.", name=found.mentor.name), "success")
    return _back()


def _to_let_in(plan: ActionPlan) -> list[tuple[Person, HelperKind]]:
    """Mentors of active matches and coaches who are not inside yet and do not ask."""
    known = [*queries.helpers_of(plan), *queries.askers_of(plan)]
    inside = {helper.person_id for helper in known} | {plan.person_id}
    mentors = [match.mentor for match in queries.active_matches_of(plan.person) if match.mentor_id not in inside]
    inside |= {mentor.id for mentor in mentors}
    coaches = [coach for coach in queries.coaches() if coach.id not in inside]
    return [*((one, HelperKind.MENTOR) for one in mentors), *((one, HelperKind.COACH) for one in coaches)]


def _page(plan: ActionPlan, form: LetInForm) -> str:
    return render_template(
        "plans/sharing.html",
        plan=plan,
        form=form,
        helpers=queries.helpers_of(plan),
        askers=queries.askers_of(plan),
        hand_over=queries.open_hand_over(plan),
        kind_words=KINDS,
    )


def _hand_over_page(form: AgreeForm, found: HandOver) -> str:
    return render_template("plans/hand_over.html", form=form, found=found)


def _back() -> ResponseReturnValue:
    return redirect(url_for(".sharing"), code=303)
