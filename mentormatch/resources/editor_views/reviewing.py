"""The list of guides, and one of them from draft to published and on."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _n
from mentormatch.resources import queries, service
from mentormatch.resources.editor_views.blueprint import A_PAGE, EDITORS, ONE, bp, field_of, to
from mentormatch.resources.forms import LookForm, PictureForm, PublishForm, VersionForm
from mentormatch.resources.models import Guide
from mentormatch.resources.policy import LOOK_AGAIN
from mentormatch.resources.service import pictures
from mentormatch.resources.shown import page
from mentormatch.uploads.serving import content_of
from mentormatch.web import once
from mentormatch.web.access import access
from mentormatch.web.paging import Page, wanted_page

#: A request with the largest picture, and with what a form adds around it.
PICTURE_BODY = pictures.BYTES_MOST + 256 * 1024


@bp.get("")
@access(*EDITORS)
def index() -> str:
    shelf = request.args.get("shelf", "all")
    shelf = shelf if shelf in queries.SHELVES else "all"
    number = wanted_page()
    guides, total = queries.listed(shelf, limit=A_PAGE, offset=(number - 1) * A_PAGE)
    mine = {guide.id for guide in guides if shelf == "review" and not service.may_publish(guide, current_user)[0]}
    return render_template(
        "resources/desk/index.html",
        guides=guides,
        shelf=shelf,
        counts=queries.counts(),
        votes=queries.votes([guide.id for guide in guides]),
        mine=mine,
        suggestions=queries.count_open_suggestions(),
        page=Page(".index", number, A_PAGE, total, {"shelf": shelf}),
    )


@bp.get(ONE)
@access(*EDITORS, load=queries.guide_for_editor)
def show(guide: Guide) -> str:
    return _page(guide)


def _page(guide: Guide, **forms: Any) -> str:
    may_publish, alone = service.may_publish(guide, current_user)
    versions = queries.versions_of(guide)
    look = {"review_on": now().date() + LOOK_AGAIN}
    return render_template(
        "resources/desk/show.html",
        guide=guide,
        version=guide.latest,
        shown=page(guide.latest, guide.language),
        versions=versions,
        group=[one for one in queries.in_group(guide) if one.id != guide.id],
        votes=queries.votes([guide.id]).get(guide.id, queries.Votes()),
        may_publish=may_publish,
        alone=alone,
        today=now().date(),
        publish_form=forms.get("publish_form") or PublishForm.of(guide, now().date()),
        look_form=forms.get("look_form") or LookForm(formdata=None, data=look),
        picture_form=forms.get("picture_form") or PictureForm(formdata=None),
        version_form=VersionForm(formdata=None, data={"version": guide.newest}),
    )


@bp.post(f"{ONE}/submit")
@access(*EDITORS, load=queries.guide_for_editor)
def submit(guide: Guide) -> ResponseReturnValue:
    service.submit(guide, version=_version(), by=current_user)
    flash(_("It waits for somebody else to look at it."), "success")
    return to(guide)


@bp.post(f"{ONE}/send-back")
@access(*EDITORS, load=queries.guide_for_editor)
def send_back(guide: Guide) -> ResponseReturnValue:
    service.send_back(guide, version=_version(), by=current_user)
    flash(_("It is a draft again."), "success")
    return to(guide)


@bp.post(f"{ONE}/publish")
@access(*EDITORS, load=queries.guide_for_editor)
def publish(guide: Guide) -> ResponseReturnValue:
    form = PublishForm()
    if not form.validate():
        return _page(guide, publish_form=form), 422
    try:
        service.publish(guide, version=form.version.data or 0, review_on=form.review_on.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _page(guide, publish_form=form), refusal.status
    flash(_("Published."), "success")
    return to(guide)


@bp.post("/publish")
@access(*EDITORS)
def publish_several() -> ResponseReturnValue:
    """Those that are ticked in the list, each in the version that was listed."""
    chosen = [one.split(":") for one in request.form.getlist("guide")[:A_PAGE]]
    pairs = [(int(pair[0]), int(pair[1])) for pair in chosen if len(pair) == 2 and all(_is_number(one) for one in pair)]
    done, refused = service.publish_all(pairs, by=current_user)
    if done:
        flash(_n("%(num)s guide is published.", "%(num)s guides are published.", done), "success")
    if refused or not done:
        flash(_("%(count)s could not be published: changed meanwhile, or written by you.", count=refused), "warning")
    return redirect(url_for(".index", shelf="review"), code=303)


@bp.post(f"{ONE}/withdraw")
@access(*EDITORS, load=queries.guide_for_editor)
def withdraw(guide: Guide) -> ResponseReturnValue:
    service.withdraw(guide, by=current_user)
    flash(_("Withdrawn: readers see it no more."), "success")
    return to(guide)


@bp.post(f"{ONE}/reopen")
@access(*EDITORS, load=queries.guide_for_editor)
def reopen(guide: Guide) -> ResponseReturnValue:
    service.reopen(guide, by=current_user)
    flash(_("It is a draft again."), "success")
    return to(guide)


@bp.post(f"{ONE}/look-again")
@access(*EDITORS, load=queries.guide_for_editor)
def look_again(guide: Guide) -> ResponseReturnValue:
    form = LookForm()
    if not form.validate():
        return _page(guide, look_form=form), 422
    try:
        service.look_again(guide, review_on=form.review_on.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _page(guide, look_form=form), refusal.status
    flash(_("Noted: it is still right."), "success")
    return to(guide)


@bp.post(f"{ONE}/pictures")
@access(*EDITORS, load=queries.guide_for_editor, body=PICTURE_BODY)
def add_picture(guide: Guide) -> ResponseReturnValue:
    form = PictureForm()
    if not form.validate():
        return _page(guide, picture_form=form), 422
    content, alt = content_of(form.file.data), form.alt.data or ""

    def deed() -> str:
        pictures.add(guide, content, alt, by=current_user)
        return _("The picture is there. Copy its line into the text.")

    try:
        return once.done(deed, then=url_for(".show", guide_id=guide.id) + "#pictures")
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _page(guide, picture_form=form), refusal.status


def _version() -> int:
    return VersionForm().version.data or 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
