"""A mentor's requests and mentees."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core import limits
from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _
from mentormatch.mentoring import choices, labels, queries, service, story
from mentormatch.mentoring.colleagues import colleague_choices
from mentormatch.mentoring.errors import AlreadyMatched, CannotSuggest, RequestMoved
from mentormatch.mentoring.forms import AcceptForm, DeclineForm, PassOnForm, QuestionForm
from mentormatch.mentoring.models import ANSWERABLE, DeclineReason, Match, MatchStatus, Request
from mentormatch.mentoring.parts import hours_in_common, told
from mentormatch.mentoring.people_of import mentee_sheet
from mentormatch.mentoring.queries import people
from mentormatch.mentoring.service.times import still_open
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.errors import MentorFull
from mentormatch.web.access import Who, access
from mentormatch.web.forms import options

bp = Blueprint("mentor_mentoring", __name__, url_prefix="/mentor", template_folder="templates")

MOST_AN_HOUR = 60
HOUR = 3600


@bp.get("/requests")
@access(Who.MENTOR)
def index() -> ResponseReturnValue:
    """Requests to answer, oldest first, and the latest answers below."""
    to_answer, answered = queries.requests_to_mentor(current_user)
    matches = people.matches_by_request([*to_answer, *answered])
    zone = current_user.time_zone
    return render_template(
        "mentoring/mentor/requests.html",
        to_answer=[(one, story.for_mentor(one, None, zone)) for one in to_answer],
        answered=[(one, story.for_mentor(one, matches.get(one.id), zone)) for one in answered],
        offer=profiles.offer_of(current_user.id),
    )


@bp.get("/requests/<int:request_id>")
@access(Who.MENTOR, load=queries.request_for_mentor)
def show(request: Request) -> ResponseReturnValue:
    return _page(request)


@bp.post("/requests/<int:request_id>/accept")
@access(Who.MENTOR, load=queries.request_for_mentor)
def accept(request: Request) -> ResponseReturnValue:
    form = AcceptForm()
    try:
        starts_at = choices.read_instant(form.starts_at.data) if form.starts_at.data else None
        match = service.accept(request, by=current_user, starts_at=starts_at)
    except MentorFull:
        form.refuse(None, _("All your places are taken. Raise the number in your offer, or say no to this request."))
        return _page(request, accepting=form), 409
    except AlreadyMatched as refusal:
        form.refuse(None, refusal)
        return _page(request, accepting=form), 409
    except RequestMoved as refusal:
        flash(str(refusal), "warning")
        return _page(request), 409
    except (Conflict, Invalid) as refusal:
        form.refuse("starts_at", refusal)
        return _page(request, accepting=form), refusal.status
    flash(_after_yes(match), "success")
    return redirect(url_for("relationship.show", match_id=match.id), code=303)


def _after_yes(match: Match) -> str:
    name = match.mentee.first_name
    if match.status == MatchStatus.AWAITING_REVIEW:
        return _("Thank you. A coordinator looks at the pair next; then you and %(name)s get a letter.", name=name)
    return _("Thank you. You are the mentor of %(name)s now.", name=name)


@bp.post("/requests/<int:request_id>/decline")
@access(Who.MENTOR, load=queries.request_for_mentor)
def decline(request: Request) -> ResponseReturnValue:
    form = DeclineForm()
    if not form.validate():
        return _page(request, declining=form), 422

    def act() -> None:
        reason = DeclineReason(form.reason.data)
        service.decline(request, by=current_user, reason=reason, words=form.words.data or "")

    said = _("Thank you for answering. %(name)s has been told and shown others.", name=request.mentee.first_name)
    return _do(request, act, said) or (_page(request, declining=form), 409)


@bp.post("/requests/<int:request_id>/question")
@access(Who.MENTOR, load=queries.request_for_mentor)
def question(request: Request) -> ResponseReturnValue:
    form = QuestionForm()
    if not form.validate():
        return _page(request, asking=form), 422
    limits.spend("message", current_user.id, limit=MOST_AN_HOUR, seconds=HOUR)

    def act() -> None:
        service.ask_question(request, form.text.data or "", by=current_user)

    said = _("Sent. You get a letter when %(name)s has answered.", name=request.mentee.first_name)
    return _do(request, act, said, stay=True) or (_page(request, asking=form), 409)


@bp.post("/requests/<int:request_id>/pass-on")
@access(Who.MENTOR, load=queries.request_for_mentor)
def pass_on(request: Request) -> ResponseReturnValue:
    form = PassOnForm()
    if not form.validate():
        return _page(request, passing=form), 422

    def act() -> None:
        service.pass_on(request, form.colleague.data, by=current_user, words=form.why.data or "")

    said = _("Thank you. %(name)s gets your suggestion and decides.", name=request.mentee.first_name)
    try:
        return _do(request, act, said) or (_page(request, passing=form), 409)
    except CannotSuggest as refusal:
        form.refuse("colleague", refusal)
        return _page(request, passing=form), refusal.status


def _do(request: Request, act: Callable[[], None], said: str, *, stay: bool = False) -> ResponseReturnValue | None:
    """The way on after an answer; None, with the reason as a message, when somebody was faster."""
    try:
        act()
    except Conflict as refusal:
        flash(str(refusal), "warning")
        return None
    flash(said, "success")
    return redirect(url_for(".show", request_id=request.id) if stay else url_for(".index"), code=303)


def _page(
    request: Request,
    *,
    accepting: AcceptForm | None = None,
    declining: DeclineForm | None = None,
    asking: QuestionForm | None = None,
    passing: PassOnForm | None = None,
) -> str:
    match = queries.match_of_request(request)
    zone = current_user.time_zone
    may_answer = request.status in ANSWERABLE
    accepting = accepting or AcceptForm(formdata=None)
    times = still_open(request) if may_answer else []
    accepting.starts_at.choices = options((at.isoformat(), choices.choice(at, zone).label) for at in times)
    passing = passing or PassOnForm(formdata=None)
    passing.colleague.choices = colleague_choices(request) if may_answer else []
    return render_template(
        "mentoring/mentor/request.html",
        asked=request,
        match=match,
        mentee=mentee_sheet(request.mentee),
        standing=story.for_mentor(request, match, zone),
        events=story.timeline(request, match, zone),
        told=told(request.recommendation),
        hours=hours_in_common(request.recommendation),
        may_answer=may_answer,
        times=times,
        offer=profiles.offer_of(current_user.id),
        others_waiting=len(queries.requests_to_mentor(current_user)[0]) - 1 if may_answer else 0,
        accepting=accepting,
        declining=declining or DeclineForm(formdata=None),
        asking=asking or QuestionForm(formdata=None),
        passing=passing,
    )


@bp.get("/mentees")
@access(Who.MENTOR)
def mentees() -> ResponseReturnValue:
    """Whom one helps, why they were suggested, and when one meets next."""
    present, over = queries.matches_of_mentor(current_user)
    return render_template(
        "mentoring/mentor/mentees.html",
        present=[(match, mentee_sheet(match.mentee), told(match.recommendation)) for match in present],
        over=over,
        next_sessions=people.next_sessions_of(present),
        chips=labels.MATCH_CHIPS,
        offer=profiles.offer_of(current_user.id),
    )
