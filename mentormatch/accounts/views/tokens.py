"""One's own personal tokens: list, create, revoke."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts import browser, queries
from mentormatch.accounts import tokens as keys
from mentormatch.accounts.errors import ProofNeeded, TokenNameTaken, TooManyTokens
from mentormatch.accounts.forms import TokenForm
from mentormatch.accounts.models import PersonalToken
from mentormatch.accounts.service import second_factor
from mentormatch.accounts.views.blueprint import bp, form_again, private
from mentormatch.core.clock import now
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access


@bp.get("/me/tokens")
@access(Who.SIGNED_IN)
def tokens() -> ResponseReturnValue:
    return render_template("accounts/tokens.html", form=_form(formdata=None), **_mine())


@bp.post("/me/tokens")
@access(Who.SIGNED_IN)
def create_token() -> ResponseReturnValue:
    """Make a token and show it, once: the page is stored nowhere, and the same form again does not show it again."""
    form = _form()
    if not form.validate():
        return form_again("accounts/tokens.html", form, **_mine())
    try:
        if form.proof is not None:
            second_factor.prove(current_user, form.proof.data or "", browser.visit(current_user.email))
        secret = keys.create(current_user, form.name.data, by=current_user)
    except (ProofNeeded, TooMany, TokenNameTaken, TooManyTokens) as refusal:
        return form_again("accounts/tokens.html", form, refusal, **_mine())
    return private(render_template("accounts/token.html", secret=secret, name=form.name.data))


@bp.post("/me/tokens/<int:token_id>/revoke")
@access(Who.SIGNED_IN, load=queries.token_for)
def revoke_token(token: PersonalToken) -> ResponseReturnValue:
    keys.revoke(token, by=current_user)
    flash(_("The token is revoked. What used it is refused from now on."), "success")
    return redirect(url_for(".tokens"), code=303)


def _mine() -> dict[str, Any]:
    mine = queries.tokens_of(current_user)
    return {"tokens": mine, "ended": {token.id for token in mine if token.expires_at <= now()}, "days": keys.LIFE.days}


def _form(**sent: Any) -> TokenForm:
    """The form for a new token, with what proves who makes it unless there is nothing to prove it by."""
    form = TokenForm(**sent)
    if not second_factor.can_prove(current_user):
        del form.proof
    return form
