"""Signing in and out."""

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from mentormatch.accounts import browser, queries, second_step, service, sign_ins
from mentormatch.accounts.errors import WrongCode, WrongCredentials
from mentormatch.accounts.forms import CodeForm, DemoForm, SignInForm
from mentormatch.accounts.service import second_factor
from mentormatch.accounts.views.blueprint import bp, form_again, private
from mentormatch.core.errors import TooMany
from mentormatch.web.access import Who, access
from mentormatch.web.dev import is_here
from mentormatch.web.security import own_path


@bp.get("/sign-in")
@access(Who.ANYONE)
def sign_in_form() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(target or url_for("dashboard.home"))
    return private(render_template("accounts/sign_in.html", form=SignInForm(data={"next": target}), **_demo()))


@bp.post("/sign-in")
@access(Who.ANYONE)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return form_again("accounts/sign_in.html", form, **_demo())
    address = service.normal_email(form.email.data)
    try:
        person = service.check_password(address, form.password.data, browser.visit(address))
    except (WrongCredentials, TooMany) as refusal:
        return form_again("accounts/sign_in.html", form, refusal, **_demo())
    return second_step.proceed(person, keep=form.keep.data, target=form.next.data)


@bp.get("/sign-in/code")
@access(Who.ANYONE)
def code_form() -> ResponseReturnValue:
    if second_step.who_waits() is None:
        return redirect(url_for(".sign_in_form"))
    return private(render_template("accounts/code.html", form=CodeForm()))


@bp.post("/sign-in/code")
@access(Who.ANYONE)
def code() -> ResponseReturnValue:
    """The second step; whoever waited for too long, or never gave a password here, begins again."""
    person = second_step.who_waits()
    if person is None:
        return redirect(url_for(".sign_in_form"), code=303)
    form = CodeForm()
    if not form.validate():
        return form_again("accounts/code.html", form)
    try:
        second_factor.check(person, form.code.data, browser.visit(person.email))
    except (WrongCode, TooMany) as refusal:
        return form_again("accounts/code.html", form, refusal)
    return second_step.arrive(person)


@bp.post("/sign-out")
@access(Who.ANYONE, before_second_factor=True)
def sign_out() -> ResponseReturnValue:
    """End this sign-in. Signing out twice is signing out."""
    if current_user.is_authenticated:
        sign_ins.end_sign_in(current_user, token=current_user.sign_in_token)
        logout_user()
    session.clear()
    answer = redirect(url_for("dashboard.home"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _demo() -> dict[str, Any]:
    """One click signs in as a demo person: on a development server only, and only for whoever sits at it."""
    if not is_here():
        return {}
    return {"demo_people": queries.demo_people(), "demo_form": DemoForm(formdata=None)}
