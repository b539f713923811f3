"""Versions of a guide: two compared, and one brought back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import NotFound
from mentormatch.core.i18n import _
from mentormatch.resources import comparing, queries, service
from mentormatch.resources.editor_views.blueprint import EDITORS, ONE, bp, to
from mentormatch.resources.errors import Edited
from mentormatch.resources.forms import BringBackForm
from mentormatch.resources.models import Guide, GuideVersion
from mentormatch.resources.shown import page
from mentormatch.web.access import access


@bp.get(f"{ONE}/compare")
@access(*EDITORS, load=queries.guide_for_editor)
def compare(guide: Guide) -> str:
    """Two versions; without numbers what readers see and what is newest."""
    newer = _asked_version(guide, "newer", guide.newest)
    before = guide.live if guide.live and guide.live < newer.number else max(newer.number - 1, 1)
    older = _asked_version(guide, "older", before)
    if older.number > newer.number:
        older, newer = newer, older
    form = BringBackForm(formdata=None, data={"version": guide.newest, "number": older.number})
    return render_template(
        "resources/desk/compare.html",
        guide=guide,
        older=older,
        newer=newer,
        versions=queries.versions_of(guide),
        changes=comparing.changes(older, newer),
        lines=comparing.lines(older.text, newer.text),
        form=form,
        shown=page(older, guide.language),
    )


@bp.post(f"{ONE}/bring-back")
@access(*EDITORS, load=queries.guide_for_editor)
def bring_back(guide: Guide) -> ResponseReturnValue:
    form = BringBackForm()
    number = form.number.data or 0
    try:
        done = service.bring_back(guide, number, version=form.version.data or 0, by=current_user)
    except Edited:
        flash(_("Somebody saved other words meanwhile. Compare again."), "warning")
        return redirect(url_for(".compare", guide_id=guide.id, older=number), code=303)
    flash(_("Version %(n)s is brought back as a draft.", n=number) if done else _("It says that already."), "success")
    return to(guide)


def _asked_version(guide: Guide, name: str, otherwise: int) -> GuideVersion:
    number = request.args.get(name, otherwise, type=int)
    found = queries.version_of(guide, number) if 0 < number <= guide.newest else None
    if found is None:
        raise NotFound
    return found
