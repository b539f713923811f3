"""At the door, and afterwards: the code, what one says of it, the certificate."""

from flask import Response, flash, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, zone
from mentormatch.events import queries, service
from mentormatch.events.certificate import Certificate, pdf_of
from mentormatch.events.errors import NotThere
from mentormatch.events.forms import CodeForm, FeedbackForm
from mentormatch.events.models import Event, Place
from mentormatch.events.policy import KINDS
from mentormatch.events.shown import standing
from mentormatch.events.views.blueprint import ONE, bp
from mentormatch.events.views.coming import page_of_event
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access


@bp.post(f"{ONE}/here")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def enter_code(event: Event) -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate():
        return page_of_event(event, code_form=form), 422
    try:
        service.try_code(current_user)
        service.enter_code(event, form.code.data or "", by=current_user)
    except Refusal as refusal:
        form.refuse("code", refusal.sentence)
        return page_of_event(event, code_form=form), refusal.status
    flash(_("You are here. Have a good time."), "success")
    return redirect(url_for(".show", event_id=event.id), code=303)


@bp.post(f"{ONE}/feedback")
@access(Who.MENTEE, Who.MENTOR, load=queries.my_place)
def feedback(place: Place) -> ResponseReturnValue:
    form = FeedbackForm()
    if not form.validate():
        return page_of_event(place.event, feedback_form=form), 422
    service.give_feedback(place, rating=int(form.rating.data), words=form.words.data or "", by=current_user)
    flash(_("Thank you. Organisers read it without your name."), "success")
    return redirect(url_for(".show", event_id=place.event_id), code=303)


@bp.get(f"{ONE}/certificate")
@access(Who.MENTEE, Who.MENTOR, load=queries.my_place)
def certificate(place: Place) -> Response:
    """One's own certificate of attendance, as a file to download."""
    if not standing(current_user, place.event).has_certificate:
        raise NotThere
    answer = make_response(pdf_of(_certificate(place.event)))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="certificate-event-{place.event_id}.pdf"'
    return answer


def _certificate(event: Event) -> Certificate:
    programme = programmes.programme()
    speakers = [one.name for one in event.speakers if one.is_shown]
    return Certificate(
        name=current_user.name,
        programme=programme.name if programme else "",
        title=event.title,
        kind=str(KINDS[event.kind]),
        day=event.starts_at.astimezone(zone(event.zone)).date(),
        minutes=int((event.ends_at - event.starts_at).total_seconds()) // 60,
        speakers=tuple(speakers),
        issued_on=now().astimezone(zone(current_user.time_zone)).date(),
        contact_name=programme.contact_name if programme else "",
        contact_email=programme.contact_email if programme else "",
    )
