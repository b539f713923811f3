"""Who can see what about me; everything about me; delete my account."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, send_file, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from mentormatch.accounts import browser
from mentormatch.accounts.service import second_factor
from mentormatch.core.errors import Refusal, TooMany
from mentormatch.core.i18n import _
from mentormatch.office.kept import ERASED, KEPT, SEEN, THEMES, WHY, Erased, Theme
from mentormatch.privacy import service
from mentormatch.privacy.download import zip_of
from mentormatch.privacy.forms import DeleteForm, DownloadForm
from mentormatch.privacy.given import given_by
from mentormatch.privacy.register import REGISTER
from mentormatch.web.access import Who, access

bp = Blueprint("privacy", __name__, url_prefix="/me/privacy", template_folder="templates")


@bp.get("")
@access(Who.SIGNED_IN)
def show() -> ResponseReturnValue:
    themes = [(heading, _of_theme(theme)) for theme, heading in THEMES.items()]
    return render_template("privacy/show.html", themes=themes, given=given_by(current_user))


def _of_theme(theme: Theme) -> list[dict[str, Any]]:
    """What is kept of a theme; things of which the same is to be said stand together."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for entry in REGISTER.values():
        if entry.theme is theme and entry.erased is not Erased.NOT_YOURS:
            seen = ", ".join(str(SEEN[one]) for one in entry.seen)
            said = (seen, str(WHY[entry.why]), str(KEPT[entry.kept]), str(ERASED[entry.erased]))
            alike.setdefault(said, []).append(str(entry.what))
    return [dict(zip(("seen", "why", "kept", "erased"), said, strict=True), what=what) for said, what in alike.items()]


@bp.get("/download")
@access(Who.SIGNED_IN)
def download_form() -> ResponseReturnValue:
    return _page("download", _asked(DownloadForm(formdata=None)))


@bp.post("/download")
@access(Who.SIGNED_IN)
def download() -> ResponseReturnValue:
    form = _asked(DownloadForm())
    if not form.validate():
        return _page("download", form, 422)
    try:
        _prove(form)
        service.note_download(current_user)
    except Refusal as refusal:
        return _refused("download", form, refusal)
    answer = send_file(zip_of(current_user), "application/zip", as_attachment=True, download_name="about-me.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/delete")
@access(Who.SIGNED_IN)
def delete_form() -> ResponseReturnValue:
    return _page("delete", _asked(DeleteForm(formdata=None)))


@bp.post("/delete")
@access(Who.SIGNED_IN)
def delete() -> ResponseReturnValue:
    form = _asked(DeleteForm())
    if not form.validate():
        return _page("delete", form, 422)
    try:
        _prove(form)
        service.delete_account(current_user)
    except Refusal as refusal:
        return _refused("delete", form, refusal)
    logout_user()
    session.clear()
    flash(_("Your account is deleted. A last letter confirms it."), "success")
    answer = redirect(url_for("dashboard.home"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _asked(form: Any) -> Any:
    """Without a password nobody signs in but the demo people of a development server: they have nothing to prove."""
    if not second_factor.can_prove(current_user):
        del form.proof
    return form


def _prove(form: Any) -> None:
    if "proof" in form:
        second_factor.prove(current_user, form.proof.data, browser.visit(current_user.email))


def _refused(name: str, form: Any, refusal: Refusal) -> Response:
    field = refusal.facts.get("field")
    form.refuse(field if isinstance(field, str) else None, refusal)
    answer = _page(name, form, refusal.status)
    if isinstance(refusal, TooMany):
        answer.headers["Retry-After"] = str(refusal.facts["retry_after"])
    return answer


def _page(name: str, form: Any, status: int = 200) -> Response:
    page = render_template(f"privacy/{name}.html", form=form, last_download=service.last_download)
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
