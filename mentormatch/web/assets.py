"""Files of packages that have no blueprint of their own, and the small cookies of reading: language and theme."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, redirect, request, send_file
from flask.typing import ResponseReturnValue

from mentormatch.core.i18n import LANGUAGES
from mentormatch.web.access import Who, access
from mentormatch.web.security import own_path

bp = Blueprint("assets", __name__)
THEMES = ("auto", "light", "dark")
YEAR = 60 * 60 * 24 * 365


@bp.get("/assets/htmx.min.js")
@access(Who.ANYONE, before_second_factor=True)
def htmx() -> Response:
    return send_file(str(files("js_lib_htmx") / "static" / "htmx" / "htmx.min.js"), mimetype="text/javascript")


@bp.get("/favicon.ico")
@access(Who.ANYONE, before_second_factor=True)
def favicon() -> Response:
    return current_app.send_static_file("img/logo.svg")


@bp.post("/reading")
@access(Who.ANYONE, before_second_factor=True)
def reading() -> ResponseReturnValue:
    """Choose language or theme for this browser; works signed in or not."""
    answer = redirect(own_path(request.form.get("next")) or "/", code=303)
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    if request.form.get("locale") in LANGUAGES:
        answer.set_cookie("locale", request.form["locale"], max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    if request.form.get("theme") in THEMES:
        answer.set_cookie("theme", request.form["theme"], max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    return answer


def version_files(app: Flask) -> None:
    """Put a digest into the address of each static file: browsers may keep it for a year and never show a stale one."""
    digests: dict[str, str] = {}

    @app.url_defaults
    def _with_digest(endpoint: str, values: dict[str, Any]) -> None:
        name = values.get("filename", "")
        if endpoint != "static" or "v" in values or not name:
            return
        if name not in digests or app.debug:
            path = Path(str(app.static_folder)) / name
            digests[name] = sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else ""
        values["v"] = digests[name]
