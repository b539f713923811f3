"""A forgotten password, and the first one of people who were invited."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mentormatch.accounts import browser, security, service
from mentormatch.accounts.errors import LinkSpent, WeakPassword
from mentormatch.accounts.forms import AddressForm, ResetForm
from mentormatch.accounts.views.blueprint import bp, form_again, private, tell_of_letter
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access


@bp.get("/forgot")
@access(Who.ANYONE)
def forgot_form() -> ResponseReturnValue:
    return render_template("accounts/forgot.html", form=AddressForm())


@bp.post("/forgot")
@access(Who.ANYONE)
def forgot() -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate():
        return form_again("accounts/forgot.html", form)
    address = service.normal_email(form.email.data)
    try:
        service.ask_for_reset(address, browser.visit(address))
    except TooMany as refusal:
        return form_again("accounts/forgot.html", form, refusal)
    return tell_of_letter("reset", address)


@bp.get("/reset/<token>")
@access(Who.ANYONE)
def reset_form(token: str) -> ResponseReturnValue:
    """Opening the link changes nothing: mail scanners open links too."""
    try:
        person = security.person_to_reset(token)
    except LinkSpent as refusal:
        return _spent(refusal)
    return private(render_template("accounts/reset.html", form=ResetForm(), address=person.email))


@bp.post("/reset/<token>")
@access(Who.ANYONE)
def reset(token: str) -> ResponseReturnValue:
    form = ResetForm()
    try:
        address = security.person_to_reset(token).email
        if not form.validate():
            return form_again("accounts/reset.html", form, address=address)
        service.reset_password(token, form.password.data)
    except LinkSpent as refusal:
        return _spent(refusal)
    except WeakPassword as refusal:
        return form_again("accounts/reset.html", form, refusal, address=address)
    flash(_("Your new password is set. Sign in with it."), "success")
    return redirect(url_for(".sign_in_form"), code=303)


def _spent(refusal: LinkSpent) -> ResponseReturnValue:
    page = render_template("accounts/link_spent.html", sentence=refusal, new_link=url_for(".forgot_form"))
    return make_response(page, refusal.status)
