"""The catalogue, one degree, and up to four side by side."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.degrees import queries
from mentormatch.degrees.found import NAME
from mentormatch.degrees.mentors import with_degree
from mentormatch.degrees.models import Degree
from mentormatch.degrees.policy import CURRENCIES, LENGTHS, LEVELS, MODES, MOST_SIDE_BY_SIDE
from mentormatch.degrees.readers import READERS
from mentormatch.degrees.related import related
from mentormatch.degrees.shown import compared, cost_of, dated, length_of, site_of
from mentormatch.degrees.suited import ordered, own_degree
from mentormatch.web.access import access
from mentormatch.web.context import language_name
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("degrees", "mentormatch.degrees", url_prefix="/degrees", template_folder="templates")
PAGE_SIZE = 25


@bp.app_context_processor
def _words() -> dict[str, Any]:
    shown = {"cost_of": cost_of, "length_of": length_of, "dated": dated, "site_of": site_of}
    return {"degree_levels": LEVELS, "degree_modes": MODES, **shown}


@bp.get("")
@access(*READERS)
def index() -> str:
    wanted, number, sort = queries.Wanted.of(request.args), wanted_page(), _sort()
    own = own_degree(current_user)
    order = ordered(current_user, NAME, queries.fitting_ids(wanted), sort, but={one.id for one in own})
    page = order.ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    there = queries.published_among(page)
    kept = wanted.chosen | ({"sort": sort} if sort else {})
    return render_template(
        "degrees/index.html",
        rows=[there[one] for one in page if one in there],
        order=order,
        own={one.id for one in own},
        sort=sort,
        page=Page("degrees.index", number, PAGE_SIZE, len(order.ids), kept),
        wanted=wanted,
        others=queries.without_that_cost(wanted),
        taught_in=sorted(((tag, language_name(tag)) for tag in queries.languages()), key=lambda one: one[1]),
        lengths=LENGTHS,
        currencies=CURRENCIES,
        most=MOST_SIDE_BY_SIDE,
    )


@bp.get("/compare")
@access(*READERS)
def compare() -> str:
    """The address holds the choice: ``?id=1&id=2``."""
    asked = list(dict.fromkeys(request.args.getlist("id", type=int)))
    there = queries.published_among([number for number in asked if 0 < number < 2**31][:100])
    chosen = [there[number] for number in asked if number in there]
    shown = chosen[:MOST_SIDE_BY_SIDE]
    others = [one for one in queries.published() if one not in shown] if len(shown) < MOST_SIDE_BY_SIDE else []
    return render_template(
        "degrees/compare.html",
        columns=[(one, compared(one)) for one in shown],
        left_out=chosen[MOST_SIDE_BY_SIDE:],
        others=others,
        most=MOST_SIDE_BY_SIDE,
    )


@bp.get("/<int:degree_id>")
@access(*READERS, load=queries.degree_for_reader)
def show(degree: Degree) -> str:
    return render_template(
        "degrees/show.html",
        degree=degree,
        mentors=with_degree(current_user, degree),
        groups=related(current_user, "degrees", (degree.name,), but=("degree", "mentor")),
        is_editor=current_user.is_(RoleName.EDITOR),
    )


def _sort() -> str:
    """How the address wishes a list to be ordered: "name", or empty for what suits its reader first."""
    return "name" if request.args.get("sort") == "name" else ""
