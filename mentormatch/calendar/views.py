"""When can you usually meet? Weekly hours and days that differ, for mentors and mentees alike."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar import queries, service
from mentormatch.calendar.forms import ExceptionForm, TypedWeek, read_week, week_of
from mentormatch.calendar.models import AvailabilityException
from mentormatch.calendar.week import drawn_week, weekday_names
from mentormatch.core.i18n import _
from mentormatch.web.access import Who, access
from mentormatch.web.security import own_path

bp = Blueprint("calendar", __name__, template_folder="templates")


def _page(week: TypedWeek, form: ExceptionForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "calendar/hours.html",
        week=week,
        names=weekday_names(),
        drawn=drawn_week(queries.weekly_rules(current_user.id)),
        exceptions=queries.exceptions_of(current_user.id),
        form=form,
        next=own_path(request.values.get("next")),
    )
    return page, status


@bp.get("/hours")
@access(Who.MENTEE, Who.MENTOR)
def hours_form() -> ResponseReturnValue:
    return _page(week_of(queries.weekly_rules(current_user.id)), ExceptionForm(formdata=None))


@bp.post("/hours")
@access(Who.MENTEE, Who.MENTOR)
def hours() -> ResponseReturnValue:
    week = read_week(request.form)
    if not week.is_fine:
        return _page(week, ExceptionForm(formdata=None), 422)
    service.set_weekly_hours(current_user, week.rules, by=current_user)
    flash(_("Your hours are saved."), "success")
    return redirect(own_path(request.form.get("next")) or url_for(".hours_form"), code=303)


@bp.post("/hours/exceptions")
@access(Who.MENTEE, Who.MENTOR)
def add_exception() -> ResponseReturnValue:
    form = ExceptionForm()
    if not form.validate_on_submit():
        return _page(week_of(queries.weekly_rules(current_user.id)), form, 422)
    assert form.on_date.data is not None
    service.add_exception(current_user, form.on_date.data, form.hours, by=current_user)
    flash(_("That day is noted. Sessions already booked stay: move or cancel them if you must."), "success")
    return redirect(url_for(".hours_form"), code=303)


@bp.post("/hours/exceptions/<int:exception_id>/remove")
@access(Who.MENTEE, Who.MENTOR, load=queries.exception_for)
def remove_exception(exception: AvailabilityException) -> ResponseReturnValue:
    service.remove_exception(exception, by=current_user)
    flash(_("Your usual hours count again on that day."), "success")
    return redirect(url_for(".hours_form"), code=303)
