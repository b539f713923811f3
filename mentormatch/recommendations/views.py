"""The ranked mentors, one mentor's page, and why mentors stand where they stand."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar import queries as calendar
from mentormatch.core.errors import NotFound
from mentormatch.core.i18n import locale_code
from mentormatch.profiles.models import Offer
from mentormatch.profiles.queries import profile_of
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations import cards, order, queries, service
from mentormatch.recommendations.chips import chips, options
from mentormatch.recommendations.facts import MenteeRecord, mentee_record
from mentormatch.recommendations.filters import Filters
from mentormatch.recommendations.reasons import lines
from mentormatch.recommendations.score_parts import taken_apart
from mentormatch.recommendations.search import search
from mentormatch.web.access import Who, access

bp = Blueprint("recommendations", __name__, template_folder="templates")

#: Cards at first and with each "show more"; whoever looks beyond MOST is served better by a filter.
STEP, MOST = 20, 100
#: How far ahead a card looks for free times, and how many days a mentor's own page shows.
AHEAD, DAYS = timedelta(days=14), 8
#: Free times asked of the calendar, quarter hours after each other: enough for several days.
TIMES = 200
#: The parts of the page that htmx asks for, by the id of the element they go into.
FRAGMENTS = {"browse": "_browse", "mentors": "_list", "more": "_cards"}


@bp.get("/mentors")
@access(Who.MENTEE)
def index() -> ResponseReturnValue:
    """The list; for htmx the part that changes, with the address that the browser should show."""
    record = _myself()
    if record.cohort is None or not record.says_something:
        return render_template("recommendations/nothing.html", in_cohort=record.cohort is not None)
    filters = Filters.of(request.args)
    top = _cards_wanted()
    fragment = _fragment()
    listed = _listed(record, record.cohort, filters, top, first=top - STEP if fragment == "_cards" else 0)
    answer = make_response(render_template(f"recommendations/{fragment or 'index'}.html", fragment=fragment, **listed))
    if fragment:
        shown: dict[str, Any] = {**filters.chosen, **({"show": top} if top > STEP else {})}
        answer.headers["HX-Push-Url"] = url_for(".index", **shown)
    return answer


def _myself() -> MenteeRecord:
    record = mentee_record(current_user.id)
    if record is None:  # what is stored about this person cannot be read; the log says why
        raise NotFound
    return record


def _fragment() -> str | None:
    """The part that htmx asked for; None for a browser, also one that goes back to a page it has forgotten."""
    if "HX-History-Restore-Request" in request.headers:
        return None
    return FRAGMENTS.get(request.headers.get("HX-Target", ""))


def _cards_wanted() -> int:
    wanted = request.args.get("show", STEP, type=int)
    return max(STEP, min(wanted // STEP * STEP, MOST))


def _listed(record: MenteeRecord, cohort: Cohort, filters: Filters, top: int, *, first: int) -> dict[str, Any]:
    """What the templates of the list show: the cards from ``first`` to ``top``."""
    found = search(record, cohort, filters, top=top)
    mentor_ids = [one.mentor_id for one in found.shown[first:]]
    times = calendar.next_open_times(mentor_ids, cohort, per_host=TIMES, within=AHEAD)
    return {
        "record": record,
        "lead": cards.lead(record.facts),
        "filters": filters,
        "found": found,
        "cards": cards.cards(found.shown, times, current_user.time_zone)[first:],
        "chips": chips(filters, record.facts, found.choices),
        "options": options(found.choices),
        "step": STEP,
        "next_top": top + STEP if found.total > top and top < MOST else None,
    }


@bp.get("/mentors/advice")
@access(Who.MENTEE)
def advice() -> ResponseReturnValue:
    """What would change the list, for its own page to fetch: working it out ranks ten times."""
    return render_template("recommendations/_advice.html", hints=_hints(_myself()))


def _hints(record: MenteeRecord) -> list[order.Hint]:
    return order.hints(service.advice(record)) if record.cohort else []


@bp.get("/mentors/order")
@access(Who.MENTEE)
def ordered() -> ResponseReturnValue:
    return render_template(
        "recommendations/order.html",
        features=order.what_counts(),
        limits=order.limits(),
        never=order.NEVER_USED,
        hints=_hints(_myself()),
    )


@bp.get("/mentors/<int:mentor_id>")
@access(Who.MENTEE, load=queries.mentor_for)
def show(offer: Offer) -> ResponseReturnValue:
    record = _myself()
    assert record.cohort is not None  # the mentor was found in it
    opinion = service.opinion(record, offer.person_id)
    shown = opinion.recommendation
    times = calendar.next_open_times([offer.person_id], record.cohort, per_host=TIMES)
    profile = profile_of(offer.person_id)
    return render_template(
        "recommendations/show.html",
        offer=offer,
        mentor=offer.person,
        profile=profile,
        line=cards.offer_line(offer, profile),
        told=cards.offer_facts(offer, profile),
        places=cards.places_note(offer.places),
        band=shown.band if shown else None,
        refusal=order.refusal(opinion.refused, offer.person.first_name),
        reasons=lines(shown.reasons, locale_code()) if shown else [],
        times=cards.time_items(times.get(offer.person_id, ()), current_user.time_zone, most=DAYS),
    )


@bp.get("/mentors/<int:mentor_id>/why")
@access(Who.MENTEE, load=queries.mentor_for)
def why(offer: Offer) -> ResponseReturnValue:
    opinion = service.opinion(_myself(), offer.person_id)
    shown = opinion.recommendation
    return render_template(
        "recommendations/why.html",
        mentor=offer.person,
        band=shown.band if shown else None,
        sum=taken_apart(shown, locale_code()) if shown else None,
        refusal=order.refusal(opinion.refused, offer.person.first_name),
        limits=order.limits(),
    )
