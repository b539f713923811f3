"""The blueprint of accounts, and how its forms are shown again."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from mentormatch.core.errors import Refusal, TooMany
from mentormatch.core.i18n import _n
from mentormatch.web.forms import Form
from mentormatch.web.refusals import STALE_FORM, error_page

bp = Blueprint("accounts", "mentormatch.accounts", template_folder="templates")


def form_again(template: str, form: Form, refusal: Refusal | None = None, **context: object) -> Response:
    """The form with what was typed and what is wrong: 422, or the status of the service's refusal."""
    if refusal is not None:
        form.refuse(str(refusal.facts.get("field")), _sentence(refusal))
    answer = make_response(render_template(template, form=form, **context), refusal.status if refusal else 422)
    if isinstance(refusal, TooMany):
        answer.headers["Retry-After"] = str(refusal.facts["retry_after"])
    return answer


def private(page: str) -> Response:
    """A page whose address is a secret, or whose reader is about to prove something, is stored nowhere."""
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def tell_of_letter(kind: str, address: str) -> ResponseReturnValue:
    """Go to the page that says which letter to look for: the same whether or not one was written."""
    session["letter"] = {"kind": kind, "to": address}
    return redirect(url_for("accounts.check_letters"), code=303)


def _sentence(refusal: Refusal) -> str:
    if not isinstance(refusal, TooMany):
        return str(refusal)
    minutes = -(-int(str(refusal.facts["retry_after"])) // 60)
    if minutes > 60:
        return _n(
            "Too many tries. Please wait %(num)d hour.", "Too many tries. Please wait %(num)d hours.", -(-minutes // 60)
        )
    return _n("Too many tries. Please wait %(num)d minute.", "Too many tries. Please wait %(num)d minutes.", minutes)


@bp.errorhandler(CSRFError)
def _stale(_error: CSRFError) -> ResponseReturnValue:
    """Two tabs, the back button: whoever already is where the form leads to is not bothered."""
    is_in = current_user.is_authenticated
    if (request.endpoint == "accounts.sign_in" and is_in) or (request.endpoint == "accounts.sign_out" and not is_in):
        return redirect(url_for("dashboard.home"), code=303)
    return error_page(400, STALE_FORM)
