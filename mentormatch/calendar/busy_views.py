"""The page on which one's own calendar is read, so that nobody books what is taken elsewhere."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar import queries, service
from mentormatch.calendar.forms import BusyForm
from mentormatch.calendar.tabs import hours_tabs
from mentormatch.core.errors import Invalid, TooMany
from mentormatch.core.i18n import _, _n
from mentormatch.web.access import Who, access

bp = Blueprint("calendar_busy", __name__, template_folder="templates")


@bp.get("/hours/busy")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def page() -> str:
    return _page(BusyForm(formdata=None))


@bp.post("/hours/busy")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def read() -> ResponseReturnValue:
    """Read a file in place of the one before; a file that cannot be read changes nothing."""
    form = BusyForm()
    if not form.validate():
        return _page(form), 422
    try:
        calendar = service.read_busy_times(current_user, form.content, by=current_user)
    except (Invalid, TooMany) as refusal:
        form.refuse("file", refusal.sentence)
        return _page(form), refusal.status
    flash(_("Your calendar was read. You cannot be booked at these times."), "success")
    if calendar.left_out:
        flash(
            _n(
                "%(num)s event could not be read and was left out.",
                "%(num)s events could not be read and were left out.",
                calendar.left_out,
            ),
            "warning",
        )
    return redirect(url_for(".page"), code=303)


@bp.post("/hours/busy/forget")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def forget() -> ResponseReturnValue:
    service.forget_busy_times(current_user, by=current_user)
    flash(_("Your busy times are deleted."), "success")
    return redirect(url_for(".page"), code=303)


def _page(form: BusyForm) -> str:
    return render_template(
        "calendar/busy.html",
        form=form,
        calendar=queries.busy_calendar_of(current_user.id),
        times=queries.busy_times_of(current_user.id),
        collisions=queries.collisions_of(current_user),
        tabs_of_hours=hours_tabs(current_user),
    )
