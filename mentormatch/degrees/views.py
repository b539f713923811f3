"""The catalogue, one degree, and up to four side by side."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.degrees import queries
from mentormatch.degrees.models import Degree
from mentormatch.degrees.policy import CURRENCIES, LENGTHS, LEVELS, MODES, MOST_SIDE_BY_SIDE
from mentormatch.degrees.readers import READERS
from mentormatch.degrees.shown import compared, cost_of, dated, length_of
from mentormatch.web.access import access
from mentormatch.web.context import language_name
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("degrees", "mentormatch.degrees", url_prefix="/degrees", template_folder="templates")
PAGE_SIZE = 25


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"degree_levels": LEVELS, "degree_modes": MODES, "cost_of": cost_of, "length_of": length_of, "dated": dated}


@bp.get("")
@access(*READERS)
def index() -> str:
    wanted, number = queries.Wanted.of(request.args), wanted_page()
    rows, total = queries.catalogue(wanted, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template(
        "degrees/index.html",
        rows=rows,
        page=Page("degrees.index", number, PAGE_SIZE, total, wanted.chosen),
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
    return render_template("degrees/show.html", degree=degree, is_editor=current_user.is_(RoleName.EDITOR))
