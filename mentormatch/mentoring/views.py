"""A mentee's requests."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core import limits
from mentormatch.core.i18n import _, as_instant
from mentormatch.mentoring import queries, service, story
from mentormatch.mentoring.ask_page import answer_of_ask, ask_page, filled_form, new_form
from mentormatch.mentoring.errors import RequestMoved
from mentormatch.mentoring.forms import AnswerForm
from mentormatch.mentoring.labels import MATCH_CHIPS
from mentormatch.mentoring.models import WAITING, Request, RequestStatus
from mentormatch.mentoring.parts import told
from mentormatch.mentoring.queries import asked, people
from mentormatch.mentoring.queries.record import expectation_of
from mentormatch.profiles.models import Offer
from mentormatch.recommendations import queries as mentors
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown
from mentormatch.web.access import Who, access

bp = Blueprint("mentoring", __name__, template_folder="templates")

#: Messages and requests of one person in an hour; nobody needs more, and each sends a letter.
MOST_AN_HOUR = 30
HOUR = 3600


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the card and the buttons that the pages of mentors include; read only where they are drawn."""
    return {"my_open_requests": my_open_requests, "my_mentors": my_mentors}


def my_open_requests() -> dict[str, Any]:
    """What waits for the signed-in mentee, and how many of the allowed requests are open."""
    waiting = [row for row in my_mentors().values() if row.what == "request"]
    return {"rows": waiting, "count": people.open_requests_of(current_user)}


def my_mentors() -> dict[int, Any]:
    """What the signed-in mentee has with mentors now, by mentor; read once for all parts of a page."""
    if "my_mentors" not in g:
        g.my_mentors = {row.mentor_id: row for row in asked.underway(current_user.id)}
    found: dict[int, Any] = g.my_mentors
    return found


@bp.get("/mentors/<int:mentor_id>/ask")
@access(Who.MENTEE, load=mentors.mentor_for)
def ask_form(offer: Offer) -> ResponseReturnValue:
    return ask_page(offer, new_form())


@bp.post("/mentors/<int:mentor_id>/ask")
@access(Who.MENTEE, load=mentors.mentor_for)
def ask(offer: Offer) -> ResponseReturnValue:
    """Send the request; or, when the text was carried over from another mentor, show it here first."""
    form = filled_form()
    if form.carried:
        return ask_page(offer, form)
    if not form.validate():
        return ask_page(offer, form), 422
    limits.spend("ask", current_user.id, limit=MOST_AN_HOUR, seconds=HOUR)
    return answer_of_ask(offer, form)


@bp.get("/requests")
@access(Who.MENTEE)
def index() -> ResponseReturnValue:
    requests = queries.requests_of_mentee(current_user)
    matches = people.matches_by_request(requests)
    rows = [(one, story.for_mentee(one, matches.get(one.id), current_user.time_zone)) for one in requests]
    return render_template(
        "mentoring/requests.html",
        waiting=[row for row in rows if row[0].status in WAITING],
        over=[row for row in rows if row[0].status not in WAITING],
        matches=matches,
        assigned=people.assigned_to(current_user),
        chips=MATCH_CHIPS,
        count=people.open_requests_of(current_user),
    )


@bp.get("/requests/aside")
@access(Who.MENTEE)
def aside() -> ResponseReturnValue:
    """The card "Your requests" alone."""
    return render_template("mentoring/_requests_card.html")


@bp.get("/requests/<int:request_id>")
@access(Who.MENTEE, load=queries.request_for_mentee)
def show(request: Request) -> ResponseReturnValue:
    return _request_page(request, AnswerForm(formdata=None))


@bp.post("/requests/<int:request_id>/answer")
@access(Who.MENTEE, load=queries.request_for_mentee)
def answer(request: Request) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate():
        return _request_page(request, form), 422
    limits.spend("message", current_user.id, limit=MOST_AN_HOUR, seconds=HOUR)
    try:
        service.answer_question(request, form.text.data or "", by=current_user)
    except RequestMoved as refusal:
        form.refuse(None, refusal)
        return _request_page(request, form), 409
    flash(_("Sent. %(name)s decides next.", name=request.mentor.first_name), "success")
    return redirect(url_for(".show", request_id=request.id), code=303)


@bp.post("/requests/<int:request_id>/withdraw")
@access(Who.MENTEE, load=queries.request_for_mentee)
def withdraw(request: Request) -> ResponseReturnValue:
    try:
        service.withdraw(request, by=current_user)
    except RequestMoved as refusal:
        flash(str(refusal), "warning")
        return _request_page(request, AnswerForm(formdata=None)), 409
    flash(_("Withdrawn. If %(name)s had seen it, a letter is on its way.", name=request.mentor.first_name), "success")
    return redirect(url_for(".index"), code=303)


def _request_page(request: Request, form: AnswerForm) -> str:
    match = queries.match_of_request(request)
    zone = current_user.time_zone
    waits_for_mentor = request.status == RequestStatus.OPEN
    expected = expectation_of(request.mentor_id) if waits_for_mentor else None
    next_one = queries.replacement_of(request) or queries.taken_up(request)
    return render_template(
        "mentoring/request.html",
        asked=request,
        match=match,
        form=form,
        standing=story.for_mentee(request, match, zone, usual_time=expected.time if expected else None),
        events=story.timeline(request, match, zone),
        told=told(request.recommendation),
        next_one=next_one,
        suggested=_suggested(request) if next_one is None else None,
        others=_others(request) if match is None and next_one is None else [],
        times=list(map(as_instant, request.proposed_times)),
        waits=request.status in WAITING,
    )


def _others(request: Request) -> list[Shown]:
    """The three who fit next best, once a request came to nothing and the mentee still looks."""
    if request.status in WAITING or request.status == RequestStatus.WITHDRAWN or asked.is_matched(request.mentee_id):
        return []
    exclude = asked.asked_before(request.mentee_id) | {request.passed_to_id or 0}
    return recommendations.alternatives(request.mentee, cohort=request.cohort, exclude=exclude)


def _suggested(request: Request) -> Person | None:
    """The colleague to whom a request was passed on, while they can be asked."""
    offer = mentors.mentor_for(current_user, request.passed_to_id) if request.passed_to_id else None
    return offer.person if offer else None
