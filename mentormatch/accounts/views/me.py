"""One's own account: name, language, zone, password, devices."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_login import current_user

from mentormatch.accounts import browser, service, sign_ins
from mentormatch.accounts.errors import WeakPassword, WrongPassword
from mentormatch.accounts.forms import MeForm, PasswordForm
from mentormatch.accounts.views.blueprint import bp, form_again
from mentormatch.core.errors import Conflict, TooMany
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access


@bp.get("/me")
@access(Who.SIGNED_IN)
def me() -> ResponseReturnValue:
    return render_template("accounts/me.html", form=MeForm(obj=current_user))


@bp.post("/me")
@access(Who.SIGNED_IN)
def save_me() -> ResponseReturnValue:
    form = MeForm(obj=current_user)
    if not form.validate():
        return form_again("accounts/me.html", form)
    service.update_me(current_user, name=form.name.data, locale=form.locale.data, time_zone=form.time_zone.data)
    with force_locale(form.locale.data):
        flash(_("Saved."), "success")
    answer = redirect(url_for(".me"), code=303)
    answer.delete_cookie("locale")  # a choice made for this browser would hide the one made just now
    return answer


@bp.get("/me/password")
@access(Who.SIGNED_IN)
def password_form() -> ResponseReturnValue:
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/me/password")
@access(Who.SIGNED_IN)
def password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate():
        return form_again("accounts/password.html", form)
    try:
        service.change_password(current_user, old=form.old.data, new=form.password.data)
    except (WrongPassword, WeakPassword, TooMany, Conflict) as refusal:
        return form_again("accounts/password.html", form, refusal)
    flash(_("Your password is changed. Your other devices are signed out."), "success")
    return redirect(url_for(".me"), code=303)


@bp.get("/me/devices")
@access(Who.SIGNED_IN)
def devices() -> ResponseReturnValue:
    mine = sign_ins.sign_ins_of(current_user)
    here = sign_ins.find_sign_in(current_user.sign_in_token)
    words = {sign_in.id: browser.device_words(sign_in.device) for sign_in in mine}
    return render_template("accounts/devices.html", sign_ins=mine, here=here, words=words)


@bp.post("/me/devices/<int(max=2147483647):sign_in_id>/end")
@access(Who.SIGNED_IN)
def end_device(sign_in_id: int) -> ResponseReturnValue:
    """End one sign-in of one's own; any other number changes nothing and is answered alike."""
    sign_ins.end_sign_in(current_user, sign_in_id=sign_in_id)
    flash(_("That device is signed out."), "success")
    return redirect(url_for(".devices"), code=303)


@bp.post("/me/devices/end-others")
@access(Who.SIGNED_IN)
def end_other_devices() -> ResponseReturnValue:
    sign_ins.end_all_sign_ins(current_user, but_token=current_user.sign_in_token)
    flash(_("All other devices are signed out."), "success")
    return redirect(url_for(".devices"), code=303)
