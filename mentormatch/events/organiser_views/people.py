"""The people of an event: who is registered, who waits, who comes; the code at the door; the list as a file."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.events import queries, service
from mentormatch.events.models import Event, Place, PlaceStatus
from mentormatch.events.organiser_views.blueprint import ONE, ORGANISERS, bp
from mentormatch.events.policy import DOOR, PLACES
from mentormatch.web.access import access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTED = (PlaceStatus.REGISTERED, PlaceStatus.OFFERED, PlaceStatus.DROPPED_IN)
AT_THE_DOOR = (PlaceStatus.REGISTERED, PlaceStatus.DROPPED_IN)
PLACE = f"{ONE}/people/<int:registration_id>"


@bp.get(f"{ONE}/people")
@access(*ORGANISERS, load=queries.event_to_manage)
def people(event: Event) -> str:
    return render_template(
        "events/organise/people.html",
        event=event,
        places=queries.everybody_in(event, LISTED),
        line=queries.places_in(event, [PlaceStatus.WAITING]),
        words=PLACES,
    )


@bp.post(f"{PLACE}/offer")
@access(*ORGANISERS, load=queries.place_to_manage)
def offer(place: Place) -> ResponseReturnValue:
    try:
        service.offer_by_hand(place, by=current_user)
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_("A place is kept for %(name)s.", name=place.person.name), "success")
    return redirect(url_for(".people", event_id=place.event_id), code=303)


@bp.post(f"{PLACE}/remove")
@access(*ORGANISERS, load=queries.place_to_manage)
def remove(place: Place) -> ResponseReturnValue:
    service.remove(place, by=current_user)
    flash(_("%(name)s is off this event, and is told.", name=place.person.name), "success")
    return redirect(url_for(".people", event_id=place.event_id), code=303)


@bp.get(f"{ONE}/check-in")
@access(*ORGANISERS, load=queries.event_to_manage)
def check_in(event: Event) -> str:
    """The list at the door: large rows for a phone."""
    text = request.args.get("q", "")[:100]
    everybody = queries.everybody_in(event, AT_THE_DOOR)
    shown = queries.everybody_in(event, AT_THE_DOOR, text) if text.strip() else everybody
    came = sum(place.came_at is not None for place in everybody)
    return render_template("events/organise/check_in.html", event=event, places=shown, text=text, came=came,
                           total=len(everybody))  # fmt: skip


@bp.post(f"{PLACE}/came")
@access(*ORGANISERS, load=queries.place_to_manage)
def came(place: Place) -> ResponseReturnValue:
    service.tick(place, came=True, by=current_user)
    return _back_to_the_list(place)


@bp.post(f"{PLACE}/came-not")
@access(*ORGANISERS, load=queries.place_to_manage)
def came_not(place: Place) -> ResponseReturnValue:
    service.tick(place, came=False, by=current_user)
    return _back_to_the_list(place)


def _back_to_the_list(place: Place) -> ResponseReturnValue:
    text = request.form.get("q", "")[:100]
    return redirect(url_for(".check_in", event_id=place.event_id, q=text or None) + f"#place-{place.id}", code=303)


@bp.get(f"{ONE}/door")
@access(*ORGANISERS, load=queries.event_to_manage)
def door(event: Event) -> str:
    """The code, large enough to be read from the last row."""
    return render_template("events/organise/door.html", event=event, door=DOOR)


@bp.post(f"{ONE}/registrations")
@access(*ORGANISERS, load=queries.event_to_manage)
def export(event: Event) -> Response:
    """Everybody of an event as a file. A post, because the trail remembers who took it."""
    as_workbook = request.form.get("as") == "xlsx"
    content = service.export(event, by=current_user, as_workbook=as_workbook)
    answer = Response(content, mimetype=XLSX if as_workbook else "text/csv")
    name = f"event-{event.id}.{'xlsx' if as_workbook else 'csv'}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
