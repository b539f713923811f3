"""One's own second factor: set up, new recovery codes, off."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts import browser, codes, queries
from mentormatch.accounts.errors import ProofNeeded, SecondFactorOn, WrongCode
from mentormatch.accounts.forms import ProofForm, SetUpForm
from mentormatch.accounts.service import second_factor
from mentormatch.accounts.views.blueprint import bp, form_again, private
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access


@bp.get("/me/second-factor")
@access(Who.SIGNED_IN, before_second_factor=True)
def second_factor_form() -> ResponseReturnValue:
    """What is on; or the key for a device. Nothing is stored before a first code proves that the device has it."""
    if queries.second_factor_of(current_user.id) is not None:
        return private(render_template("accounts/second_factor/on.html", form=ProofForm(formdata=None), **_standing()))
    form = SetUpForm(formdata=None, data={"seed": codes.new_seed()})
    return private(render_template("accounts/second_factor/set_up.html", form=form, **_key(form)))


@bp.post("/me/second-factor")
@access(Who.SIGNED_IN, before_second_factor=True)
def set_up_second_factor() -> ResponseReturnValue:
    form = SetUpForm()
    if not codes.is_seed(form.seed.data or ""):
        return redirect(url_for(".second_factor_form"), code=303)
    if not form.validate():
        return form_again("accounts/second_factor/set_up.html", form, **_key(form))
    try:
        fresh = second_factor.switch_on(current_user, form.seed.data, form.code.data, browser.visit(current_user.email))
    except (WrongCode, TooMany) as refusal:
        return form_again("accounts/second_factor/set_up.html", form, refusal, **_key(form))
    except SecondFactorOn as refusal:
        flash(str(refusal), "info")
        return redirect(url_for(".second_factor_form"), code=303)
    return private(render_template("accounts/second_factor/codes.html", codes=fresh, is_new=True))


@bp.post("/me/second-factor/codes")
@access(Who.SIGNED_IN, before_second_factor=True)
def renew_recovery_codes() -> ResponseReturnValue:
    if queries.second_factor_of(current_user.id) is None:
        return redirect(url_for(".second_factor_form"), code=303)
    form = ProofForm()
    if not form.validate():
        return form_again("accounts/second_factor/on.html", form, **_standing())
    try:
        fresh = second_factor.renew_codes(current_user, form.proof.data, browser.visit(current_user.email))
    except (ProofNeeded, TooMany) as refusal:
        return form_again("accounts/second_factor/on.html", form, refusal, **_standing())
    return private(render_template("accounts/second_factor/codes.html", codes=fresh, is_new=False))


@bp.post("/me/second-factor/off")
@access(Who.SIGNED_IN, before_second_factor=True)
def switch_off_second_factor() -> ResponseReturnValue:
    form = ProofForm()
    if not form.validate():
        return form_again("accounts/second_factor/on.html", form, **_standing())
    try:
        second_factor.switch_off(current_user, form.proof.data, browser.visit(current_user.email))
    except (ProofNeeded, TooMany) as refusal:
        return form_again("accounts/second_factor/on.html", form, refusal, **_standing())
    flash(_("Your second factor is off. You get a letter about it."), "success")
    return redirect(url_for(".second_factor_form"), code=303)


def _standing() -> dict[str, Any]:
    return {"mine": queries.second_factor_of(current_user.id), "left": queries.recovery_codes_left(current_user)}


def _key(form: SetUpForm) -> dict[str, Any]:
    seed, person_id = form.seed.data, current_user.id
    return {
        "picture": codes.picture(person_id, current_user.email, seed),
        "typed_key": codes.typed_key(person_id, seed),
    }
