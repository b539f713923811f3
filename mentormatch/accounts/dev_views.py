"""Sign in as a demo person with one click. Registered only in development; answers only on loopback."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from mentormatch.accounts import browser, queries
from mentormatch.accounts.forms import DemoForm
from mentormatch.core.errors import NotFound
from mentormatch.web.access import Who, access
from mentormatch.web.dev import only_here

bp = Blueprint("dev_accounts", __name__, url_prefix="/dev")
bp.before_request(only_here)


@bp.post("/sign-in")
@access(Who.ANYONE)
def sign_in_as() -> ResponseReturnValue:
    form = DemoForm()
    who = form.who.data if form.validate() else None
    chosen = next((person for person in queries.demo_people() if who in {person.email, str(person.id)}), None)
    if chosen is None:
        raise NotFound
    return browser.arrive(chosen)
