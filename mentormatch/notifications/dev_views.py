"""Letters of a development server, readable without a mail server. Registered only in development."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from mentormatch.core.db import db
from mentormatch.notifications import queries
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.web.access import Who, access
from mentormatch.web.dev import only_here

bp = Blueprint("dev_mail", __name__, url_prefix="/dev/mail", template_folder="templates")
bp.before_request(only_here)


def _letter(_person: object, letter_id: int) -> Letter | None:
    return db.session.get(Letter, letter_id)


@bp.get("")
@access(Who.ANYONE)
def index() -> ResponseReturnValue:
    letters = [(letter, render(letter)) for letter in db.session.scalars(queries.latest())]
    return render_template("notifications/dev_mail.html", letters=letters)


@bp.get("/<int:letter_id>.html")
@access(Who.ANYONE, load=_letter)
def html(letter: Letter) -> ResponseReturnValue:
    """The HTML form alone. Mail programs allow inline styles, so this one answer does too, without scripts."""
    answer = Response(render(letter).html)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
