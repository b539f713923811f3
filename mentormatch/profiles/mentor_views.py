"""Becoming a mentor, and what a mentor offers."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import RoleName
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _
from mentormatch.profiles import queries, service
from mentormatch.profiles.errors import ApplicationIncomplete
from mentormatch.profiles.forms import ApplicationForm, OfferForm, offered_for
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access

bp = Blueprint("mentor_profiles", __name__, template_folder="templates")


@bp.get("/mentor/apply")
@access(Who.SIGNED_IN)
def apply_form() -> ResponseReturnValue:
    if _is_mentor():
        return redirect(url_for(".offer_form"))
    return _application(ApplicationForm(data=_answers()))


@bp.post("/mentor/apply")
@access(Who.SIGNED_IN)
def apply() -> ResponseReturnValue:
    """Keep the draft, and send it when the button says so; a change sent in the background is only kept."""
    form = ApplicationForm(data=_answers())
    saved = _save(form)
    if "HX-Request" in request.headers:
        return render_template("profiles/_saved.html" if saved else "profiles/_not_saved.html")
    if not saved or (request.form.get("deed") == "send" and not _send(form)):
        return _application(form), 422
    if _is_mentor():  # approved while this page was open
        return redirect(url_for(".offer_form"), code=303)
    flash(_("Your application is sent.") if request.form.get("deed") == "send" else _("Saved."), "success")
    return redirect(url_for(".apply_form"), code=303)


@bp.get("/mentor/offer")
@access(Who.MENTOR)
def offer_form() -> ResponseReturnValue:
    if not _is_mentor():
        return redirect(url_for(".apply_form"))
    return _offer(OfferForm(data=_answers()))


@bp.post("/mentor/offer")
@access(Who.MENTOR)
def offer() -> ResponseReturnValue:
    if not _is_mentor():
        return redirect(url_for(".apply_form"), code=303)
    form = OfferForm(data=_answers())
    if not _save(form):
        return _offer(form), 422
    flash(_("Saved. You are paused: nobody new is shown your profile.") if form.paused.data else _("Saved."), "success")
    return redirect(url_for(".offer_form"), code=303)


def _is_mentor() -> bool:
    """Approved, and still with the role: an admin may have taken it back."""
    mine = queries.offer_of(current_user.id)
    return mine is not None and mine.status == OfferStatus.APPROVED and current_user.is_(RoleName.MENTOR)


def _answers() -> dict[str, Any]:
    """What is there already, from both rows, as the form's first values."""
    rows = (queries.profile_of(current_user.id), queries.offer_of(current_user.id))
    return {column.key: getattr(row, column.key) for row in rows if row for column in row.__table__.columns}


def _save(form: ApplicationForm) -> bool:
    """True when all is saved; otherwise the form says at which field it was refused."""
    if not form.validate():
        return False
    try:
        service.save_mentor(current_user, by=current_user, background=form.background(), offer=form.offer())
    except Invalid as refusal:
        form.refuse(str(refusal.facts.get("field")), refusal)
        return False
    return True


def _send(form: ApplicationForm) -> bool:
    try:
        service.apply_as_mentor(current_user)
    except ApplicationIncomplete as refusal:
        form.refuse(None, refusal)
        for field, sentence in refusal.missing.items():
            form.refuse(field, sentence)
        return False
    return True


def _application(form: ApplicationForm) -> str:
    mine = queries.offer_of(current_user.id)
    waiting = mine is not None and mine.status == OfferStatus.APPLIED
    return render_template(
        "profiles/mentor/apply.html",
        form=form,
        offered=offered_for(form),
        offer=mine,
        statuses=OfferStatus,
        deciders=_deciders(),
        place_in_queue=queries.place_in_queue(mine) if mine and waiting else None,
        usual_time=queries.usual_time_to_decide(),
    )


def _deciders() -> list[str]:
    """The names of those who decide; never one's own."""
    cohort = programmes.default_cohort()
    people = programmes.coordinators_of(cohort.id) if cohort else []
    return [person.name for person in people if person.id != current_user.id]


def _offer(form: OfferForm) -> str:
    mine: Offer | None = queries.offer_of(current_user.id)
    return render_template("profiles/mentor/offer.html", form=form, offered=offered_for(form), offer=mine)
