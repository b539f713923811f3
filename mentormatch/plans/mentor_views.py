"""Pages for those who help with plans of others: mentors and coaches."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.core.limits import spend
from mentormatch.mentoring.models import Match
from mentormatch.office.queries import services_on
from mentormatch.plans import queries, service
from mentormatch.plans.around import plan_to_ask_for
from mentormatch.plans.errors import CannotHelp
from mentormatch.plans.forms import AskForm, HandOverForm
from mentormatch.plans.models import ActionPlan, HandOver, HelperKind, PlanHelper
from mentormatch.plans.policy import local_day
from mentormatch.plans.shown import field_of, parts_of
from mentormatch.web.access import Who, access

bp = Blueprint("plan_help", __name__, url_prefix="/plans", template_folder="templates")

#: Students whom a coach may ask in a day.
ASKED_A_DAY, DAY = 30, 24 * 3600


@bp.get("")
@access(Who.MENTOR, Who.COACH)
def index() -> ResponseReturnValue:
    return _page(AskForm())


@bp.get("/<int:plan_id>")
@access(Who.MENTOR, Who.COACH, load=queries.plan_to_help)
def show(plan: ActionPlan) -> ResponseReturnValue:
    helper = queries.helper_of(plan, current_user)
    found = queries.open_hand_over(plan)
    may_hand_over = helper is not None and helper.kind == HelperKind.MENTOR and plan.finished_at is None
    return render_template(
        "plans/show.html",
        helper=helper,
        hand_over=found if found and found.from_id == current_user.id else None,
        may_hand_over=may_hand_over and found is None,
        **parts_of(plan),
    )


@bp.post("/ask")
@access(Who.COACH)
def ask() -> ResponseReturnValue:
    """Ask a student to be let in. The answer is the same whether there is such a student, and a plan, or not."""
    form = AskForm()
    if not form.validate():
        return _page(form), 422
    spend("plans.ask", current_user.id, limit=ASKED_A_DAY, seconds=DAY)
    _ask(accounts.find_person(form.email.data))
    flash(_("If a student with this address has a plan, they are asked now. You get a letter when they say yes."),
          "success")  # fmt: skip
    return redirect(url_for(".index"), code=303)


def _ask(student: Person | None) -> None:
    plan = queries.plan_of(student) if student else None
    if plan is None or plan.finished_at is not None:
        return
    try:
        service.ask(plan, by=current_user)
    except CannotHelp:  # it is the coach's own
        return


@bp.post("/students/<int:student_id>/ask")
@access(Who.COACH, load=plan_to_ask_for)
def ask_student(plan: ActionPlan) -> ResponseReturnValue:
    """Ask a student whom one works with already, by a button beside an appointment."""
    spend("plans.ask", current_user.id, limit=ASKED_A_DAY, seconds=DAY)
    service.ask(plan, by=current_user)
    flash(_("%(name)s is asked. You get a letter when they say yes.", name=plan.person.first_name), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/ask/<int:match_id>")
@access(Who.MENTOR, load=queries.mentor_match)
def ask_mentee(match: Match) -> ResponseReturnValue:
    plan = queries.plan_of(match.mentee)
    if plan is not None:
        service.ask(plan, by=current_user)
        flash(_("%(name)s is asked. You get a letter when they say yes.", name=match.mentee.first_name), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/helping/<int:helper_id>/leave")
@access(Who.MENTOR, Who.COACH, load=queries.own_help)
def leave(helper: PlanHelper) -> ResponseReturnValue:
    service.leave(helper, by=current_user)
    flash(_("You are no longer in this plan."), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/<int:plan_id>/hand-over")
@access(Who.MENTOR, load=queries.plan_to_help)
def hand_over_form(plan: ActionPlan) -> ResponseReturnValue:
    return _hand_over_page(HandOverForm.of(_coaches(plan)), plan)


@bp.post("/<int:plan_id>/hand-over")
@access(Who.MENTOR, load=queries.plan_to_help)
def hand_over(plan: ActionPlan) -> ResponseReturnValue:
    form = HandOverForm.of(_coaches(plan))
    if not form.validate():
        return _hand_over_page(form, plan), 422
    coach = db.session.get_one(Person, form.coach.data)
    try:
        service.propose(plan, coach, form.words.data or "", by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _hand_over_page(form, plan), refusal.status
    flash(_("%(name)s is asked. Nothing changes before the answer.", name=plan.person.first_name), "success")
    return redirect(url_for(".show", plan_id=plan.id), code=303)


@bp.post("/hand-over/<int:hand_over_id>/withdraw")
@access(Who.MENTOR, load=queries.own_hand_over)
def withdraw(found: HandOver) -> ResponseReturnValue:
    try:
        service.withdraw(found, by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "warning")
    else:
        flash(_("Your proposal is taken back."), "success")
    return redirect(url_for(".index"), code=303)


def _coaches(plan: ActionPlan) -> list[Person]:
    return [coach for coach in queries.coaches() if coach.id not in {plan.person_id, current_user.id}]


def _page(form: AskForm) -> str:
    today = local_day(now(), current_user.time_zone)
    is_mentor = current_user.is_(RoleName.MENTOR)
    return render_template(
        "plans/helping.html",
        form=form if current_user.is_(RoleName.COACH) else None,
        rows=queries.plans_helped(current_user, today),
        late=queries.late_steps_helped(current_user, today),
        questions=[one for one in queries.questions_of(current_user) if _is_known(one)],
        to_ask=queries.mentees_to_ask(current_user) if is_mentor else [],
    )


def _is_known(question: PlanHelper) -> bool:
    """A question by address is listed only for a student with whom a coach has to do already: otherwise the list would
    tell whose address it is, and that there is a plan."""
    student_id = question.plan.person_id
    return question.match_id is not None or any(one.knows(current_user, student_id) for one in services_on())


def _hand_over_page(form: HandOverForm, plan: ActionPlan) -> str:
    return render_template("plans/propose.html", form=form, plan=plan)
