"""Guides for their readers: the list, one guide, what one keeps of it, and what one would change."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.profiles.labels import TOPICS
from mentormatch.profiles.models import HelpTopic
from mentormatch.resources import listing, queries, service
from mentormatch.resources.forms import SuggestForm
from mentormatch.resources.listing import NEWEST, SUITS
from mentormatch.resources.models import Guide, GuideKind, GuidePicture
from mentormatch.resources.policy import KINDS, STATUSES
from mentormatch.resources.service.pictures import content_of
from mentormatch.resources.shown import host_of, lines, mentor_url, page, whole_day
from mentormatch.uploads.serving import SANDBOX
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("resources", __name__, url_prefix="/resources", template_folder="templates")
ONE = "/<int:guide_id>"
READERS = (Who.MENTEE, Who.MENTOR, Who.COACH, Who.COORDINATOR, Who.EDITOR, Who.ADMIN)
A_PAGE = 20


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {
        "guide_kinds": KINDS,
        "guide_statuses": STATUSES,
        "guide_topics": TOPICS,
        "host_of": host_of,
        "whole_day": whole_day,
    }


@bp.get("")
@access(*READERS)
def index() -> str:
    asked = request.args
    languages, roles = listing.offered()
    wanted = listing.Wanted(
        kind=asked.get("kind", "") if asked.get("kind") in set(GuideKind) else "",
        topic=asked.get("topic", "") if asked.get("topic") in set(HelpTopic) else "",
        language=asked.get("language", "") if asked.get("language") in languages else "",
        role=asked.get("role", "") if asked.get("role") in roles else "",
    )
    number = wanted_page()
    listed = listing.for_reader(current_user, wanted, asked.get("sort", SUITS), (number - 1) * A_PAGE, A_PAGE)
    narrowed = {name: asked[name] for name in ("kind", "topic", "language", "role") if asked.get(name)}
    arguments = {**narrowed, "sort": NEWEST} if listed.may_suit and listed.by == NEWEST else narrowed
    return render_template(
        "resources/index.html",
        listed=listed,
        page=Page(".index", number, A_PAGE, listed.total, arguments),
        narrowed=narrowed,
        wanted=wanted,
        languages_of_guides=languages,
        roles_of_guides=roles,
    )


@bp.get("/mine")
@access(*READERS)
def mine() -> str:
    return render_template(
        "resources/mine.html",
        saved=lines(current_user, queries.saved(current_user)),
        read=lines(current_user, queries.read(current_user)),
        suggestions=queries.my_suggestions(current_user),
    )


@bp.get(ONE)
@access(*READERS, load=queries.guide_for_reader)
def show(guide: Guide) -> str:
    return _page(guide)


def _page(guide: Guide, form: SuggestForm | None = None) -> str:
    version = guide.shown
    assert version is not None
    others = [one for one in queries.languages_of([guide])[guide.group_id] if one.id != guide.id]
    kept = queries.kept_of(current_user, guide)
    return render_template(
        "resources/show.html",
        guide=guide,
        version=version,
        shown=page(version, guide.language),
        kept=kept,
        ticks=set(kept.ticks) if kept else set(),
        others=others,
        form=form or SuggestForm(formdata=None),
        suggest_open=form is not None,
        mentor_url=mentor_url(current_user, version),
        is_editor=queries.is_editor(current_user),
    )


@bp.post(f"{ONE}/save")
@access(*READERS, load=queries.guide_for_reader)
def save(guide: Guide) -> ResponseReturnValue:
    wanted = request.form.get("wanted") == "1"
    service.keep_saved(guide, wanted, by=current_user)
    flash(_("Saved: you find it under “My guides”.") if wanted else _("No longer saved."), "success")
    return _to(guide)


@bp.post(f"{ONE}/read")
@access(*READERS, load=queries.guide_for_reader)
def read(guide: Guide) -> ResponseReturnValue:
    wanted = request.form.get("wanted") == "1"
    service.keep_read(guide, wanted, by=current_user)
    flash(_("Marked as read.") if wanted else _("No longer marked as read."), "success")
    return _to(guide)


@bp.post(f"{ONE}/helpful")
@access(*READERS, load=queries.guide_for_reader)
def helpful(guide: Guide) -> ResponseReturnValue:
    service.vote(guide, {"yes": True, "no": False}.get(request.form.get("helpful", "")), by=current_user)
    flash(_("Thank you. You can change it at any time."), "success")
    return _to(guide)


@bp.post(f"{ONE}/ticks")
@access(*READERS, load=queries.guide_for_reader)
def tick(guide: Guide) -> ResponseReturnValue:
    service.tick(guide, set(request.form.getlist("tick")), by=current_user)
    flash(_("Your ticks are kept."), "success")
    return _to(guide)


@bp.post(f"{ONE}/suggest")
@access(*READERS, load=queries.guide_for_reader)
def suggest(guide: Guide) -> ResponseReturnValue:
    form = SuggestForm()
    if not form.validate():
        return _page(guide, form), 422
    try:
        service.suggest(guide, form.text.data or "", by=current_user)
    except Refusal as refusal:
        form.refuse(str(refusal.facts.get("field") or ""), refusal)
        return _page(guide, form), refusal.status
    flash(_("Thank you. Editors read it, and you get an answer."), "success")
    return _to(guide)


@bp.get("/pictures/<int:picture_id>")
@access(*READERS, load=queries.picture_for)
def picture(found: GuidePicture) -> Response:
    """Shown in the page, with a type that nobody who uploads can choose."""
    file, media_type = content_of(found)
    answer = send_file(file, mimetype=media_type)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def _to(guide: Guide) -> ResponseReturnValue:
    return redirect(url_for(".show", guide_id=guide.id), code=303)
