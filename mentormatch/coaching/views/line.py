"""Waiting for an appointment, and a time that is kept."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.coaching import service
from mentormatch.coaching.choosing import coach_asked, refuse
from mentormatch.coaching.forms import AnswersForm, CoachTimeForm
from mentormatch.coaching.models import AppointmentType
from mentormatch.coaching.policy import MOST_LAPSED
from mentormatch.coaching.queries import types, waiting
from mentormatch.coaching.service.keeping import ensure_open
from mentormatch.coaching.views.blueprint import bp
from mentormatch.coaching.waiting_models import KeptTime
from mentormatch.core.clock import now
from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _
from mentormatch.sessions.shown import shown
from mentormatch.uploads.limits import BODY_MOST
from mentormatch.web.access import Who, access


@bp.post("/types/<int:coaching_type_id>/wait")
@access(Who.MENTEE, load=types.type_for_student)
def join(kind: AppointmentType) -> ResponseReturnValue:
    try:
        service.join(kind, coach_id=coach_asked(CoachTimeForm()), by=current_user)
    except (Conflict, Invalid, NotAllowed) as refusal:
        flash(str(refusal), "warning")
    else:
        flash(_("You are on the waiting list. As soon as a time is kept for you, you get a letter."), "success")
    return redirect(url_for(".choose", coaching_type_id=kind.id), code=303)


@bp.post("/types/<int:coaching_type_id>/wait/leave")
@access(Who.MENTEE, load=types.any_type)
def leave_line(kind: AppointmentType) -> ResponseReturnValue:
    service.leave_line(kind, by=current_user)
    flash(_("You have left the waiting list."), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/kept/<int:kept_time_id>")
@access(Who.MENTEE, load=waiting.kept_for_student)
def kept(kept: KeptTime) -> ResponseReturnValue:
    return _page(kept, AnswersForm.of(kept.wait.type, formdata=None))


@bp.post("/kept/<int:kept_time_id>/accept")
@access(Who.MENTEE, load=waiting.kept_for_student, body=BODY_MOST)
def accept(kept: KeptTime) -> ResponseReturnValue:
    form = AnswersForm.of(kept.wait.type)
    if not form.take_in(kept.wait.type):
        return _page(kept, form), 422
    try:
        made = service.accept(kept, by=current_user, answers=form.answers, brought=form.brought)
    except (Conflict, Invalid, NotAllowed) as refusal:
        refuse(form, refusal)
        return _page(kept, form), refusal.status
    flash(_("The time is yours. Both of you get a letter."), "success")
    return redirect(url_for(".show", appointment_id=made.id), code=303)


@bp.post("/kept/<int:kept_time_id>/pass-on")
@access(Who.MENTEE, load=waiting.kept_for_student)
def pass_on(kept: KeptTime) -> ResponseReturnValue:
    try:
        service.pass_on(kept, by=current_user)
    except Conflict as refusal:
        flash(str(refusal), "warning")
        return _page(kept, AnswersForm.of(kept.wait.type, formdata=None)), refusal.status
    flash(_("The time goes to the next in line. You keep your position."), "success")
    return redirect(url_for(".index"), code=303)


def _page(kept: KeptTime, form: AnswersForm) -> str:
    closed = ""
    try:
        ensure_open(kept)
    except Conflict as refusal:
        closed = str(refusal)
    return render_template(
        "coaching/kept.html",
        kept=kept,
        kind=kept.wait.type,
        form=form,
        session=shown(kept.booking, current_user, now()),
        closed=closed,
        most_lapsed=MOST_LAPSED,
    )
