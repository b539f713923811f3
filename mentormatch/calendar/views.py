"""The page on which people say when they can usually meet."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar import grid, picture, queries, service
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.errors import DaysGone, TooManyDays
from mentormatch.calendar.forms import DaysOffForm, LimitsForm, OtherHoursForm, PreviewForm, WeekForm
from mentormatch.calendar.kinds import given_by, heading_of, page_of
from mentormatch.calendar.models import AvailabilityException
from mentormatch.calendar.policy import other_of
from mentormatch.calendar.tabs import can_be_booked, hours_tabs
from mentormatch.core import i18n
from mentormatch.core.clock import now
from mentormatch.core.i18n import _, _n, as_utc
from mentormatch.profiles import steps
from mentormatch.scheduling import get_zone, local_date
from mentormatch.web.access import Who, access
from mentormatch.web.security import own_path

bp = Blueprint("calendar", __name__, template_folder="templates")
bp.add_app_template_global(page_of)
bp.add_app_template_global(lambda booking: heading_of(booking, other_of(current_user, booking)), "booking_heading")

#: Days with free times that the preview shows.
PREVIEW_DAYS = 7
#: The field, in one form or the other, at which a refusal of days is explained.
DAY_FIELDS = {DaysGone: ("first", "on_date"), TooManyDays: ("last",)}


@bp.get("/hours")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def hours_form() -> ResponseReturnValue:
    return _page(_week_form())


@bp.post("/hours")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def hours() -> ResponseReturnValue:
    """Save the week; the other buttons only change the form, which keeps what was chosen."""
    form = _week_form()
    focus = _change(form)
    if focus is not None:
        return _page(form, focus=focus)
    if not form.validate():
        form.refuse(None, _("Some hours below end before they begin."))
        return _page(form), 422
    service.set_weekly_hours(current_user, form.rules(), by=current_user)
    flash(_("Your hours are saved."), "success")
    return redirect(own_path(request.args.get("next")) or url_for(".hours_form"), code=303)


@bp.post("/hours/grid")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def week_grid() -> ResponseReturnValue:
    """Save the week as it was ticked in the grid."""
    first, last = (min(max(request.form.get(name, 0, type=int), 0), 24 * 60) for name in ("first", "last"))
    drawn = range(first, last, grid.CELL)
    rules = grid.ticked(queries.weekly_rules(current_user.id), set(request.form.getlist("cell")), drawn)
    service.set_weekly_hours(current_user, rules, by=current_user)
    flash(_("Your hours are saved."), "success")
    way_on = own_path(request.args.get("next"))
    return redirect(way_on or url_for(".hours_form", draw="grid"), code=303)


@bp.post("/hours/limits")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def limits() -> ResponseReturnValue:
    """How one can be booked less freely than the cohort allows."""
    form = LimitsForm()
    if not form.validate():
        return _page(_week_form(formdata=None), limits=form), 422
    service.set_own_limits(current_user, by=current_user, **form.limits())
    flash(_("Your own limits are saved. Sessions that are booked stay."), "success")
    return redirect(url_for(".hours_form", _anchor="limits"), code=303)


@bp.get("/hours/preview")
@access(Who.MENTOR, Who.COACH)
def preview() -> str:
    """The next week of one's free times as somebody elsewhere sees them."""
    form = PreviewForm(request.args, data={"zone": current_user.time_zone})
    there = form.zone.data if form.validate() else current_user.time_zone
    given = given_by(current_user)
    what = next((one for one in given if one.key == request.args.get("what")), given[0] if given else None)
    times = queries.open_times(current_user, what.terms) if what else []
    days: dict[Any, list[tuple[str, str]]] = {}
    for at in times:
        day = local_date(at, get_zone(there))
        if len(days) < PREVIEW_DAYS or day in days:
            label = f"{i18n.clock_time(at, there)} {offset_on_change(at, there)}".strip()
            days.setdefault(day, []).append((label, at.isoformat()))
    return render_template(
        "calendar/preview.html",
        form=form,
        city=i18n.zone_city(there),
        days=days,
        given=given,
        what=what,
        tabs_of_hours=hours_tabs(current_user),
    )


@bp.post("/hours/exceptions")
@access(Who.MENTEE, Who.MENTOR, Who.COACH)
def add_exception() -> ResponseReturnValue:
    """Days off, or a day with other hours."""
    form = OtherHoursForm() if "on_date" in request.form else DaysOffForm()
    if not form.validate():
        return _page(_week_form(formdata=None), days=form), 422
    first, last, hours, extra = form.answers()
    try:
        service.add_exception(current_user, first, last, hours=hours, extra=extra, by=current_user)
    except (DaysGone, TooManyDays) as refusal:
        form.refuse(next(name for name in DAY_FIELDS[type(refusal)] if name in form), refusal.sentence)
        return _page(_week_form(formdata=None), days=form), refusal.status
    flash(_("These days are saved."), "success")
    if not extra:
        _mention_sessions(first, last)
    return _back_to_days()


@bp.post("/hours/exceptions/<int:exception_id>/remove")
@access(Who.MENTEE, Who.MENTOR, Who.COACH, load=queries.exception_for)
def remove_exception(exception: AvailabilityException) -> ResponseReturnValue:
    service.remove_exception(exception, by=current_user)
    flash(_("Your weekly hours count on these days again."), "success")
    return _back_to_days()


def _week_form(**kwargs: Any) -> WeekForm:
    return WeekForm.of(queries.weekly_rules(current_user.id), **kwargs)


def _change(form: WeekForm) -> str | None:
    """Do what a button of the form asks for, and say what has the focus next; None when the button was "save"."""
    pressed = request.form
    if pressed.get("add", "") in set("0123456"):
        return form.add(int(pressed["add"]))
    if "remove" in pressed:
        return form.remove(pressed["remove"])
    if "copy" in pressed:
        return form.copy_monday()
    return "" if "look" in pressed else None  # the picture is drawn again while hours are being chosen


def _page(
    form: WeekForm,
    *,
    days: DaysOffForm | OtherHoursForm | None = None,
    limits: LimitsForm | None = None,
    focus: str = "",
) -> str:
    """With ``next`` inside the profile it is the last step of the profile; only those who can be booked have days."""
    way_on = own_path(request.args.get("next"))
    booked = can_be_booked(current_user)
    context: dict[str, Any] = {
        "form": form,
        "focus": focus,
        "names": picture.day_names(),
        "short_names": picture.day_names("abbreviated"),
        "week": picture.week_of(form.rules()),
        "next": way_on,
        "step": steps if way_on == url_for("profiles.start") else None,
        "days_off": days if isinstance(days, DaysOffForm) else DaysOffForm(formdata=None),
        "other_hours": days if isinstance(days, OtherHoursForm) else OtherHoursForm(formdata=None),
        "can_be_booked": booked,
        "limits": limits or LimitsForm.of(queries.own_limits_of(current_user.id), formdata=None),
        "tabs_of_hours": hours_tabs(current_user),
        "cells": _cells(form),
        "drawn_whole": "all" in request.args,
        "today": local_date(now(), get_zone(current_user.time_zone)).isoformat(),
        "differing": queries.days_that_differ(current_user.id) if booked else [],
        "in_words": picture.in_words,
    }
    return render_template("calendar/hours.html", **context)


def _cells(form: WeekForm) -> list[grid.Row]:
    """The rows of the grid where it was asked for, else nothing: then the rows of the form are shown."""
    asked = request.args.get("draw") == "grid" and request.method == "GET"
    return grid.rows_of(form.rules(), whole_day="all" in request.args) if asked else []


def _mention_sessions(first: Any, last: Any) -> None:
    """Saying that one cannot meet cancels nothing: sessions of those days are the person's to move."""
    start, end = (
        as_utc(datetime.combine(day, time(0)), current_user.time_zone) for day in (first, last + timedelta(1))
    )
    found = queries.bookings_between([current_user.id], start.astimezone(UTC), end)
    if found:
        words = _n(
            "You have %(num)s session on these days. It stays until you move or cancel it.",
            "You have %(num)s sessions on these days. They stay until you move or cancel them.",
            len(found),
        )
        flash(words, "warning")


def _back_to_days() -> ResponseReturnValue:
    way_on = own_path(request.args.get("next"))
    return redirect(url_for(".hours_form", next=way_on, _anchor="days"), code=303)
