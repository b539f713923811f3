"""Which letters a person gets, and when."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _
from mentormatch.notifications import optional, queries, service
from mentormatch.notifications.forms import WishesForm
from mentormatch.web.access import Who, access

bp = Blueprint("notifications", __name__, url_prefix="/me/letters", template_folder="templates")


@bp.get("")
@access(Who.SIGNED_IN)
def wishes_form() -> ResponseReturnValue:
    return render_template("notifications/wishes.html", form=_form())


@bp.post("")
@access(Who.SIGNED_IN)
def wishes() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return render_template("notifications/wishes.html", form=form), 422
    service.set_preference(current_user, **form.wishes())
    flash(_("Saved."), "success")
    return redirect(url_for(".wishes_form"), code=303)


def _form() -> WishesForm:
    return WishesForm.of(
        queries.preference_of(current_user.id),
        has_digest=current_user.is_(Who.MENTOR),
        offered=optional.offered_to(current_user),
        unwanted=optional.unwanted_by(current_user.id),
    )
