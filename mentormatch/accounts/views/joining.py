"""Registering and confirming the address."""

from flask import current_app, flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts import browser, second_step, security, service
from mentormatch.accounts.errors import LinkSpent, RegistrationClosed, WeakPassword, WrongPassword
from mentormatch.accounts.forms import AddressForm, ConfirmForm, RegisterForm
from mentormatch.accounts.models import Affiliation
from mentormatch.accounts.views.blueprint import bp, form_again, private, tell_of_letter
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _, locale_code
from mentormatch.web.access import Who, access
from mentormatch.web.dev import is_here


@bp.get("/register")
@access(Who.ANYONE)
def register_form() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("dashboard.home"))
    try:
        service.ask_at_the_door()
    except RegistrationClosed as refusal:
        return _closed(refusal)
    return private(render_template("accounts/register.html", form=RegisterForm()))


@bp.post("/register")
@access(Who.ANYONE)
def register() -> ResponseReturnValue:
    form = RegisterForm()
    if not form.validate():
        return form_again("accounts/register.html", form)
    address = service.normal_email(form.email.data)
    try:
        service.register(
            email=address,
            name=form.name.data,
            password=form.password.data,
            affiliation=Affiliation(form.affiliation.data),
            locale=locale_code(),
            time_zone=form.time_zone.data,
            visit=browser.visit(address),
        )
    except (WeakPassword, TooMany) as refusal:
        return form_again("accounts/register.html", form, refusal)
    except RegistrationClosed as refusal:
        return _closed(refusal)
    return tell_of_letter("confirm", address)


@bp.get("/check-letters")
@access(Who.ANYONE)
def check_letters() -> ResponseReturnValue:
    """Which letter to look for. The browser's own session remembers it; nobody else can ask."""
    letter = session.get("letter")
    if current_user.is_authenticated or not letter:
        return redirect(url_for("dashboard.home"))
    form = AddressForm(formdata=None, data={"email": letter["to"]})
    return private(render_template("accounts/check_letters.html", letter=letter, form=form, can_read_here=is_here()))


@bp.get("/confirm/again")
@access(Who.ANYONE)
def again_form() -> ResponseReturnValue:
    return render_template("accounts/again.html", form=AddressForm())


@bp.post("/confirm/again")
@access(Who.ANYONE)
def again() -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate():
        return form_again("accounts/again.html", form)
    address = service.normal_email(form.email.data)
    try:
        service.send_confirmation_again(address, browser.visit(address))
    except TooMany as refusal:
        return form_again("accounts/again.html", form, refusal)
    return tell_of_letter("confirm", address)


@bp.get("/confirm/<token>")
@access(Who.ANYONE)
def confirm_form(token: str) -> ResponseReturnValue:
    """Opening the link changes nothing: mail scanners open links too."""
    try:
        person = security.person_to_confirm(token)
    except LinkSpent as refusal:
        return _spent(refusal)
    if person.confirmed_at is not None:
        flash(_("Your address is confirmed. You can sign in."), "success")
        return redirect(url_for(".sign_in_form"))
    return private(render_template("accounts/confirm.html", form=ConfirmForm(), address=person.email))


@bp.post("/confirm/<token>")
@access(Who.ANYONE)
def confirm(token: str) -> ResponseReturnValue:
    form = ConfirmForm()
    try:
        address = security.person_to_confirm(token).email
        if not form.validate():
            return form_again("accounts/confirm.html", form, address=address)
        person = service.confirm_by_letter(token, form.password.data, browser.visit(address))
    except LinkSpent as refusal:
        return _spent(refusal)
    except (WrongPassword, TooMany) as refusal:
        return form_again("accounts/confirm.html", form, refusal, address=address)
    answer = second_step.proceed(person)
    flash(_("Welcome. Your address is confirmed."), "success")
    return answer


def _spent(refusal: LinkSpent) -> ResponseReturnValue:
    return make_response(
        render_template("accounts/link_spent.html", sentence=refusal, new_link=url_for(".again_form")), refusal.status
    )


def _closed(refusal: RegistrationClosed) -> ResponseReturnValue:
    settings = current_app.extensions["settings"]
    contact = {"contact_name": settings.contact_name, "contact_email": settings.contact_email, **refusal.facts}
    return make_response(render_template("accounts/closed.html", **contact), refusal.status)
