"""Coaching for coordinators: types and their figures, who gives what, the bank of questions, appointments by date."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching import service
from mentormatch.coaching.choosing import refuse
from mentormatch.coaching.forms import QuestionForm, TypeForm, questions_sent
from mentormatch.coaching.models import AppointmentType, InterviewQuestion, Meeting, QuestionKind, Wanted
from mentormatch.coaching.policy import MOST_QUESTIONS
from mentormatch.coaching.queries import appointments, figures, types, waiting
from mentormatch.coaching.shown import MEETINGS, OUTCOMES, QUESTION_KINDS, STATUS_WORDS
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.forms import options
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint(
    "coordinator_coaching", "mentormatch.coaching", url_prefix="/coordinator/coaching", template_folder="templates"
)

TYPE, COACH, QUESTION = (
    "/types/<int:coaching_type_id>",
    "/coaches/<int:coach_id>/types/<int:coaching_type_id>",
    "/questions/<int:interview_question_id>",
)


def _pair(person: Person, coach_id: int, coaching_type_id: int) -> tuple[Person, AppointmentType] | None:
    coach, kind = types.coach_for_office(person, coach_id), types.any_type(person, coaching_type_id)
    return (coach, kind) if coach and kind else None


@bp.get("")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    """The types in their order, with what happened to them."""
    kinds = types.all_types()
    return render_template(
        "coaching/office/index.html",
        kinds=kinds,
        figures=figures.figures_of(kinds),
        waiting=waiting.count_waiting(),
        meetings=MEETINGS,
        offers=types.all_offers(),
    )


@bp.get("/types/new")
@access(Who.COORDINATOR)
def new_form() -> ResponseReturnValue:
    kind = AppointmentType(
        session_minutes=45, buffer_minutes=15, most_open=1, most_in_term=6, notice_hours=24, window_days=30,
        sessions_per_week=15, cancel_hours=24, meeting=Meeting.LINK, document=Wanted.NONE,
    )  # fmt: skip
    return _form(None, _type_form(formdata=None, obj=kind), [])


@bp.post("/types/new")
@access(Who.COORDINATOR)
def add() -> ResponseReturnValue:
    form = _type_form()
    if form.validate():
        try:
            service.add_type(by=current_user, **form.values())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            flash(_("The type is offered. Say which coaches give it."), "success")
            return redirect(url_for(".coaches"), code=303)
    return _form(None, form, questions_sent()), 422


@bp.get(TYPE)
@access(Who.COORDINATOR, load=types.any_type)
def edit_form(kind: AppointmentType) -> ResponseReturnValue:
    return _form(kind, _type_form(formdata=None, obj=kind), kind.questions)


@bp.post(TYPE)
@access(Who.COORDINATOR, load=types.any_type)
def edit(kind: AppointmentType) -> ResponseReturnValue:
    form = _type_form()
    if form.validate():
        try:
            service.change_type(kind, by=current_user, **form.values())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved. Appointments that are booked stay as they are."), "success")
            return redirect(url_for(".index"), code=303)
    return _form(kind, form, questions_sent()), 422


@bp.post(f"{TYPE}/up")
@access(Who.COORDINATOR, load=types.any_type)
def up(kind: AppointmentType) -> ResponseReturnValue:
    service.put_before(kind, by=current_user)
    return redirect(url_for(".index"), code=303)


@bp.post(f"{TYPE}/retire")
@access(Who.COORDINATOR, load=types.any_type)
def retire(kind: AppointmentType) -> ResponseReturnValue:
    service.retire(kind, by=current_user)
    flash(_("“%(type)s” is offered no more. What is booked stays.", type=kind.name), "success")
    return redirect(url_for(".index"), code=303)


@bp.post(f"{TYPE}/bring-back")
@access(Who.COORDINATOR, load=types.any_type)
def bring_back(kind: AppointmentType) -> ResponseReturnValue:
    service.bring_back(kind, by=current_user)
    flash(_("“%(type)s” is offered again.", type=kind.name), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/coaches")
@access(Who.COORDINATOR)
def coaches() -> ResponseReturnValue:
    """Who gives what."""
    return render_template(
        "coaching/office/coaches.html",
        coaches=types.coaches(),
        kinds=[kind for kind in types.all_types() if kind.active],
        given={(offer.coach_id, offer.type_id): offer for offer in types.all_offers()},
    )


@bp.post(f"{COACH}/give")
@access(Who.COORDINATOR, load=_pair)
def give(pair: tuple[Person, AppointmentType]) -> ResponseReturnValue:
    service.give(*pair, by=current_user)
    return redirect(url_for(".coaches"), code=303)


@bp.post(f"{COACH}/end")
@access(Who.COORDINATOR, load=_pair)
def end(pair: tuple[Person, AppointmentType]) -> ResponseReturnValue:
    service.give_no_more(*pair, by=current_user)
    flash(_("Nobody can book this any more. What is booked stays."), "success")
    return redirect(url_for(".coaches"), code=303)


@bp.get("/questions")
@access(Who.COORDINATOR)
def questions() -> ResponseReturnValue:
    return _questions(QuestionForm(formdata=None))


@bp.post("/questions")
@access(Who.COORDINATOR)
def add_question() -> ResponseReturnValue:
    form = QuestionForm()
    if form.validate():
        try:
            service.add_question(**_question(form), by=current_user)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            flash(_("Coaches can pick it."), "success")
            return redirect(url_for(".questions"), code=303)
    return _questions(form), 422


@bp.get(QUESTION)
@access(Who.COORDINATOR, load=types.question_for_office)
def question_form(question: InterviewQuestion) -> ResponseReturnValue:
    return _edit_question(question, QuestionForm(formdata=None, obj=question))


@bp.post(QUESTION)
@access(Who.COORDINATOR, load=types.question_for_office)
def change_question(question: InterviewQuestion) -> ResponseReturnValue:
    form = QuestionForm()
    if form.validate():
        try:
            service.change_question(question, **_question(form), active=form.active.data, by=current_user)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".questions"), code=303)
    return _edit_question(question, form), 422


@bp.get("/appointments")
@access(Who.COORDINATOR)
def all_appointments() -> ResponseReturnValue:
    """Who, with whom, when, of which type: nothing of what is in them."""
    page, status, kinds = wanted_page(), request.args.get("status", ""), types.all_types()
    type_id = next((kind.id for kind in kinds if str(kind.id) == request.args.get("type")), None)
    status = status if status in set(BookingStatus) else ""
    found, total = appointments.page_for_office(page, status=status, type_id=type_id)
    filters = {name: value for name, value in (("status", status), ("type", type_id)) if value}
    return render_template(
        "coaching/office/appointments.html",
        rows=found,
        pages=Page("coordinator_coaching.all_appointments", page, appointments.A_PAGE, total, filters),
        kinds=kinds,
        statuses=STATUS_WORDS,
        outcomes=OUTCOMES,
        status=status,
        type_id=type_id,
    )


def _type_form(**kwargs: Any) -> TypeForm:
    form = TypeForm(**kwargs)
    form.cohorts.choices = options((str(cohort.id), cohort.name) for cohort in programmes.all_cohorts())
    return form


def _form(kind: AppointmentType | None, form: TypeForm, asked: list[dict[str, Any]]) -> str:
    rows = [*asked, *[{"text": "", "long": False, "needed": False}] * MOST_QUESTIONS][:MOST_QUESTIONS]
    words = figures.words_about(kind) if kind else []
    return render_template("coaching/office/type.html", kind=kind, form=form, questions=rows, words=words)


def _question(form: QuestionForm) -> dict[str, Any]:
    return {"text": form.text.data, "role": form.role.data or "", "kind": QuestionKind(form.kind.data)}


def _questions(form: QuestionForm) -> str:
    bank = types.question_bank(also_retired=True)
    return render_template("coaching/office/questions.html", form=form, bank=bank, kinds=QUESTION_KINDS)


def _edit_question(question: InterviewQuestion, form: QuestionForm) -> str:
    return render_template("coaching/office/question.html", question=question, form=form)
