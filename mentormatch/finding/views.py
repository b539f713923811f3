"""One search, one page of suggestions, and where to start."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.core.i18n import locale_code
from mentormatch.finding import looking, starting
from mentormatch.finding.looking import EACH
from mentormatch.office.queries import services_on
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.facts import mentee_record
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines
from mentormatch.search.queries import LONGEST, MOST_OF_A_KIND, PAGE, Found, kinds_for, search
from mentormatch.suggestions.queries import suggested
from mentormatch.web.access import Who, access

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
    groups = [(kind, suggested(current_user, name, EACH)) for name, kind in kinds_for(current_user).items()]
    return render_template(
        "finding/for_you.html",
        told=told,
        mentors=[
            MentorForYou(one, lines(one.recommendation.reasons, locale_code(), most=EACH, against=0)) for one in mentors
        ],
        groups=[(kind, found) for kind, found in groups if found],
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
        ways=[(places[name], starting.WAYS[name]) for name in starting.proposed(answers, places)] if complete else [],
    )


def _places() -> dict[str, Any]:
    """Where each way begins: a service is on, and has a place in the menu of students."""
    found: dict[str, Any] = {
        service.name: {"label": service.title, "url": url_for(places[0].endpoint), "icon": places[0].icon}
        for service in services_on()
        if (places := service.menu.get(RoleName.MENTEE, ()))
    }
    mentors = {"label": starting.MENTORS_TITLE, "url": url_for("recommendations.index"), "icon": "people"}
    return {starting.MENTORS: mentors, **found}
