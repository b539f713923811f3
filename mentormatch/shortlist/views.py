"""The shortlist of a mentee: save, look again, compare side by side."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _
from mentormatch.profiles.models import Offer
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations import queries as mentors
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown
from mentormatch.shortlist import queries, service
from mentormatch.shortlist.comparison import SIDE_BY_SIDE, compare
from mentormatch.shortlist.models import MOST
from mentormatch.web.access import Who, access
from mentormatch.web.security import own_path

bp = Blueprint("shortlist", __name__, template_folder="templates")


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the button on the cards of mentors; read only where it is drawn."""
    return {"my_shortlist": my_shortlist}


def my_shortlist() -> list[int]:
    """The mentors on the reader's shortlist, read once for all parts of a page."""
    if "my_shortlist" not in g:
        g.my_shortlist = queries.saved_by(current_user.id)
    found: list[int] = g.my_shortlist
    return found


@bp.get("/mentors/saved")
@access(Who.MENTEE)
def index() -> ResponseReturnValue:
    saved = my_shortlist()
    shown = recommendations.recommend(current_user, top=MOST, only=saved) if saved else []
    listed = {one.mentor_id for one in shown}
    away = [offer for number in saved if number not in listed and (offer := mentors.mentor_for(current_user, number))]
    return render_template("shortlist/index.html", shown=shown, away=away, side_by_side=SIDE_BY_SIDE)


@bp.get("/mentors/compare")
@access(Who.MENTEE)
def comparison() -> ResponseReturnValue:
    """The chosen mentors beside each other; whoever cannot be shown is left out."""
    wanted = request.args.getlist("with", type=int)[:SIDE_BY_SIDE]
    enrolment = programmes.enrolment_of(current_user, EnrolledAs.MENTEE)
    shown: list[Shown] = recommendations.recommend(current_user, top=SIDE_BY_SIDE, only=wanted) if wanted else []
    columns = compare(shown, enrolment.cohort, current_user.time_zone) if enrolment else []
    return render_template("shortlist/compare.html", columns=columns, too_few=len(columns) < 2)


@bp.post("/mentors/<int:mentor_id>/save")
@access(Who.MENTEE, load=mentors.mentor_for)
def save(offer: Offer) -> ResponseReturnValue:
    try:
        service.save(offer.person_id, by=current_user)
    except Conflict as refusal:
        flash(str(refusal), "warning")
    return _answer(offer)


@bp.post("/mentors/<int:mentor_id>/unsave")
@access(Who.MENTEE, load=mentors.mentor_for)
def take_off(offer: Offer) -> ResponseReturnValue:
    service.take_off(offer.person_id, by=current_user)
    return _answer(offer)


def _answer(offer: Offer) -> ResponseReturnValue:
    """The button as it is now for htmx; for others the page they came from."""
    if request.headers.get("HX-Request") == "true":
        g.pop("my_shortlist", None)
        return render_template(
            "shortlist/_save_button.html", mentor_id=offer.person_id, first_name=offer.person.first_name
        )
    flash(
        _("On your shortlist.")
        if offer.person_id in queries.saved_by(current_user.id)
        else _("Taken off your shortlist."),
        "success",
    )
    return redirect(own_path(request.form.get("next")) or url_for(".index"), code=303)
