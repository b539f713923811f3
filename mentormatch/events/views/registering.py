"""Registering, waiting, giving back; accepting what is kept, or letting it pass on."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _n
from mentormatch.events import queries, service
from mentormatch.events.editions import asked
from mentormatch.events.errors import EventFull, QuestionsChanged
from mentormatch.events.forms import AnswersForm, answers_form
from mentormatch.events.models import Event, Place, PlaceStatus
from mentormatch.events.shown import standing
from mentormatch.events.views.blueprint import ONE, bp
from mentormatch.web.access import Who, access


@bp.get(f"{ONE}/register")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def register_form(event: Event) -> str:
    return _page(event, answers_form(event.questions))


@bp.post(f"{ONE}/register")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def register(event: Event) -> ResponseReturnValue:
    return _register(event, waits=False)


@bp.post(f"{ONE}/wait")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def wait(event: Event) -> ResponseReturnValue:
    return _register(event, waits=True)


def _register(event: Event, *, waits: bool) -> ResponseReturnValue:
    form = answers_form(event.questions)
    said = form.asked.data or ""
    if not form.validate() and said in {"", asked(event.questions)}:
        return _page(event, form), 422
    try:
        place = service.register(event, by=current_user, answers=form.answers(), waits=waits, asked=said)
    except Refusal as refusal:
        if isinstance(refusal, QuestionsChanged):  # what was typed answers questions that are gone
            form = answers_form(event.questions, formdata=None)
        form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        return _page(event, form, is_full=isinstance(refusal, EventFull)), refusal.status
    flash(_said(place), "success")
    return redirect(url_for(".show", event_id=event.id), code=303)


def _said(place: Place) -> str:
    if place.status == PlaceStatus.WAITING:
        return _("You are number %(number)s in line. A letter comes when a place is kept for you.",
                 number=queries.position_of(place))  # fmt: skip
    return _("You are registered. A letter with a calendar file is on its way.")


def _page(event: Event, form: AnswersForm, *, is_full: bool = False) -> str:
    return render_template("events/register.html", event=event, form=form, me=standing(current_user, event),
                           just_filled=is_full)  # fmt: skip


@bp.post(f"{ONE}/series")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def register_for_series(event: Event) -> ResponseReturnValue:
    done, refused = service.register_for_series(event, by=current_user)
    if done:
        count = len(done)
        flash(_n("You are registered for %(num)d event.", "You are registered for %(num)d events.", count), "success")
    for other, refusal in refused:
        flash(_("“%(event)s” is not among them: %(why)s", event=other.title, why=refusal.sentence), "warning")
    return redirect(url_for(".show", event_id=event.id), code=303)


def _place_for(person: Person, event_id: int) -> Place | None:
    return queries.my_place(person, event_id)


@bp.post(f"{ONE}/leave")
@access(Who.MENTEE, Who.MENTOR, load=_place_for)
def leave(place: Place) -> ResponseReturnValue:
    service.leave(place, by=current_user)
    flash(_("Your place is given back."), "success")
    return redirect(url_for(".show", event_id=place.event_id), code=303)


@bp.post(f"{ONE}/accept")
@access(Who.MENTEE, Who.MENTOR, load=_place_for)
def accept(place: Place) -> ResponseReturnValue:
    try:
        service.accept(place, by=current_user)
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_said(place), "success")
    return redirect(url_for(".show", event_id=place.event_id), code=303)


@bp.post(f"{ONE}/pass-on")
@access(Who.MENTEE, Who.MENTOR, load=_place_for)
def pass_on(place: Place) -> ResponseReturnValue:
    try:
        service.pass_on(place, by=current_user)
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_("The place goes to the next in line."), "success")
    return redirect(url_for(".show", event_id=place.event_id), code=303)
