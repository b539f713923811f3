"""One search, one page of suggestions, and where to start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.core.i18n import Lazy, locale_code
from mentormatch.finding import looking, starting
from mentormatch.finding.examples import Example, example
from mentormatch.finding.looking import EACH
from mentormatch.office.about import Place, Service
from mentormatch.office.queries import services_on
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.facts import mentee_record
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines
from mentormatch.search.queries import LONGEST, MOST_OF_A_KIND, PAGE, Found, kinds_for, search
from mentormatch.web.access import Who, access

#: Proposed at once; what else there is unfolds.
FIRST = 3

bp = Blueprint("finding", __name__, template_folder="templates")


@bp.get("/search")
@access(Who.SIGNED_IN)
def index() -> ResponseReturnValue:
    words, kind, language = (
        " ".join(request.args.get(name, "").split())[:LONGEST] for name in ("q", "kind", "language")
    )
    offset = max(0, min(request.args.get("from", 0, type=int), MOST_OF_A_KIND))
    # Where all kinds stand together, the first of each are shown, whatever their place among all.
    every = MOST_OF_A_KIND * max(len(kinds_for(current_user)), 1)
    found = search(
        current_user, words, kind=kind, language=language, offset=offset if kind else 0, limit=PAGE if kind else every
    )
    mentors = looking.Mentors([], 0) if kind or language else looking.mentors(current_user, words, found.corrected)
    return render_template(
        "finding/search.html",
        found=found,
        kind=kind,
        language=language,
        kinds=kinds_for(current_user),
        groups=looking.groups(current_user, found),
        mentors=mentors,
        places=[] if found.unfiltered or not found.words else list(_places().values()),
        previous=_page(found, kind, language, offset - PAGE) if offset >= PAGE and kind else None,
        following=_page(found, kind, language, found.next_offset) if found.next_offset and kind else None,
    )


def _page(found: Found, kind: str, language: str, offset: int) -> str:
    address: dict[str, Any] = {"q": found.words, "kind": kind, "language": language or None, "from": offset}
    return url_for(".index", **address)


@dataclass(frozen=True, slots=True)
class MentorForYou:
    one: Shown
    reasons: list[Line]


@bp.get("/for-you")
@access(Who.MENTEE)
def for_you() -> ResponseReturnValue:
    record = mentee_record(current_user.id)
    told = record is not None and record.says_something
    mentors = recommendations.recommend(current_user, top=EACH) if told else []
    groups = looking.for_reader(current_user)
    places = _places()
    return render_template(
        "finding/for_you.html",
        told=told,
        mentors=[
            MentorForYou(one, lines(one.recommendation.reasons, locale_code(), most=EACH, against=0)) for one in mentors
        ],
        groups=[(kind, found, places.get(kind.service)) for kind, found in groups],
        wish=record.facts if record else None,
    )


@bp.get("/start-here")
@access(Who.MENTEE)
def start_here() -> ResponseReturnValue:
    """The answers stand in the address and nowhere else."""
    answers = {
        name: answer
        for name, answers in starting.QUESTIONS.items()
        if (answer := request.args.get(name, "")) in answers
    }
    complete = len(answers) == len(starting.QUESTIONS)
    places = _places()
    return render_template(
        "finding/start_here.html",
        questions=starting.QUESTIONS,
        answers=answers,
        asked=bool(request.args),
        ways=_ways(answers, places) if complete else [],
        first=FIRST,
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """A place to begin at, why, and, of the first ones, the very thing to begin with."""

    place: Mapping[str, Any]
    reason: Lazy
    fits_time: bool
    example: Example | None


def _ways(answers: Mapping[str, str], places: Mapping[str, Any]) -> list[Proposed]:
    wanted, time = answers["next"], answers["time"]
    return [
        Proposed(
            places[name],
            starting.WAYS[name].reasons[wanted],
            time in starting.WAYS[name].time,
            example(current_user, name, wanted) if number < FIRST else None,
        )
        for number, name in enumerate(starting.proposed(answers, places))
    ]


def _places() -> dict[str, Any]:
    """Where each way begins: a service is on, and has a place in the reader's menu."""
    found: dict[str, Any] = {
        service.name: {"label": places[0].label, "url": url_for(places[0].endpoint), "icon": places[0].icon}
        for service in services_on()
        if (places := _own_menu(service))
    }
    if not current_user.is_(RoleName.MENTEE):
        return found
    mentors = {"label": starting.MENTORS_TITLE, "url": url_for("recommendations.index"), "icon": "people"}
    return {starting.MENTORS: mentors, **found}


def _own_menu(service: Service) -> Sequence[Place]:
    """Of students what they see as such, whatever else they are."""
    if current_user.is_(RoleName.MENTEE):
        return service.menu.get(RoleName.MENTEE, ())
    return next((places for role, places in service.menu.items() if current_user.is_(role) and places), ())
