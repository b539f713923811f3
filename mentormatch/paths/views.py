"""Roles, one role, and where degrees can take one."""

from typing import Any

from babel.numbers import format_decimal
from flask import Blueprint, render_template, request
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.core.i18n import locale_code
from mentormatch.degrees import queries as degrees
from mentormatch.degrees.models import Degree
from mentormatch.degrees.related import related
from mentormatch.degrees.suited import ordered
from mentormatch.office.queries import is_on
from mentormatch.paths import leading, queries
from mentormatch.paths.found import NAME
from mentormatch.paths.models import CareerPath
from mentormatch.paths.picture import NARROW, picture_of
from mentormatch.paths.policy import SMALLEST_GROUP, STAGES
from mentormatch.paths.readers import READERS, degree_for_reader
from mentormatch.profiles.queries import profile_of
from mentormatch.web.access import Who, access

bp = Blueprint("paths", "mentormatch.paths", url_prefix="/paths", template_folder="templates")


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"path_stages": STAGES, "amount": amount}


def amount(number: int) -> str:
    return format_decimal(number, locale=locale_code())


@bp.get("")
@access(*READERS)
def index() -> str:
    there = {path.id: path for path in queries.published()}
    sort = "name" if request.args.get("sort") == "name" else ""
    order = ordered(current_user, NAME, list(there), sort)
    return render_template(
        "paths/index.html",
        paths=[there[number] for number in order.ids],
        texts=queries.texts_of(there.values()),
        order=order,
        sort=sort,
        has_own=_has_own(),
    )


@bp.get("/<int:path_id>")
@access(*READERS, load=queries.path_for_reader)
def show(path: CareerPath) -> str:
    return render_template(
        "paths/show.html",
        path=path,
        text=queries.version_of(path, path.shown),
        links=queries.links_of(path),
        mentors=queries.mentors_of(current_user, path),
        groups=related(current_user, "roles", path.all_names, but=("path", "degree", "mentor")),
        is_editor=current_user.is_(RoleName.EDITOR),
    )


@bp.get("/from-degrees")
@access(*READERS)
def from_degrees() -> str:
    """From all degrees."""
    ways = leading.all_ways() if is_on("degrees") else []
    return _ways("paths/from_degrees.html", ways)


@bp.get("/from-degree/<int:degree_id>")
@access(*READERS, load=degree_for_reader)
def from_degree(degree: Degree) -> str:
    return _ways("paths/from_degree.html", leading.ways_from(degree), degree=degree, name=degree.name)


@bp.get("/from-my-degree")
@access(Who.MENTEE, Who.MENTOR)
def from_own() -> str:
    """From the degree in one's profile, whether it stands in the catalogue or not."""
    profile = profile_of(current_user.id)
    name = profile.degree if profile else ""
    found = degrees.named(name) if is_on("degrees") else []
    ways = leading.ways_from_name(name) if name else []
    return _ways("paths/from_degree.html", ways, degree=found[0] if found else None, name=name, is_own=True)


def _ways(template: str, ways: list[leading.Way], **shown: Any) -> str:
    return render_template(
        template,
        ways=ways,
        pictures=[("wide", picture_of(ways)), ("narrow", picture_of(ways, NARROW))],
        smallest=SMALLEST_GROUP,
        has_own=_has_own(),
        **shown,
    )


def _has_own() -> bool:
    return bool(current_user.is_(RoleName.MENTEE) or current_user.is_(RoleName.MENTOR))
