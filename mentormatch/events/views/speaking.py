"""Who speaks: their page, and the mentor's own yes."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.events import queries, service
from mentormatch.events.models import Speaker
from mentormatch.events.views.blueprint import bp
from mentormatch.web.access import Who, access


@bp.get("/speakers/<int:speaker_id>")
@access(Who.MENTEE, Who.MENTOR, load=queries.speaker_for_reader)
def speaker(one: Speaker) -> str:
    return render_template("events/speaker.html", one=one)


@bp.get("/speaking/<int:speaker_id>")
@access(Who.MENTOR, load=queries.speaker_to_agree)
def speak_form(one: Speaker) -> str:
    return render_template("events/speak.html", one=one)


@bp.post("/speaking/<int:speaker_id>/agree")
@access(Who.MENTOR, load=queries.speaker_to_agree)
def agree(one: Speaker) -> ResponseReturnValue:
    try:
        service.speakers.agree(one, by=current_user)
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_("Thank you. The time is in your calendar."), "success")
    return redirect(url_for(".speak_form", speaker_id=one.id), code=303)


@bp.post("/speaking/<int:speaker_id>/decline")
@access(Who.MENTOR, load=queries.speaker_to_agree)
def decline(one: Speaker) -> ResponseReturnValue:
    event_id = one.event_id
    service.speakers.remove(one, by=current_user)
    flash(_("You are not listed as a speaker."), "success")
    return redirect(url_for(".show", event_id=event_id), code=303)
