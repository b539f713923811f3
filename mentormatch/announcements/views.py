"""Coordinators announce something to a part of a cohort; whoever gets it can stop such letters without signing in."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.announcements import links, queries, service
from mentormatch.announcements.forms import NO_VIEW, AnnouncementForm, ScheduleForm
from mentormatch.announcements.labels import SEGMENTS, STATUSES
from mentormatch.announcements.models import Announcement, Segment
from mentormatch.announcements.policy import filled
from mentormatch.core.errors import Conflict, Invalid, Refusal
from mentormatch.core.i18n import _, zone
from mentormatch.programmes import queries as programmes
from mentormatch.queue.models import SavedView
from mentormatch.queue.queries.own import views_of
from mentormatch.web.access import Who, access
from mentormatch.web.forms import options
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("announcements", __name__, template_folder="templates")
LIST = "/coordinator/announcements"
ONE = f"{LIST}/<int:announcement_id>"
STOP = "/announcements/stop/<reader>"


@bp.get(LIST)
@access(Who.COORDINATOR)
def index() -> str:
    number = wanted_page()
    rows, total = queries.page_of(current_user, offset=(number - 1) * queries.PAGE_SIZE)
    page = Page("announcements.index", number, queries.PAGE_SIZE, total)
    cohorts = programmes.cohorts_of(current_user)
    return render_template(
        "announcements/index.html", rows=rows, page=page, segments=SEGMENTS, statuses=STATUSES, cohorts=cohorts
    )


@bp.get(f"{LIST}/new")
@access(Who.COORDINATOR)
def new_form() -> str:
    return _edit(_form(), None)


@bp.post(f"{LIST}/new")
@access(Who.COORDINATOR)
def new() -> ResponseReturnValue:
    form = _form()
    if form.validate():
        try:
            written = service.write(form.cohort.data, by=current_user, **_fields(form))
        except Invalid as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            return redirect(url_for(".show", announcement_id=written.id), code=303)
    return _edit(form, None), 422


@bp.get(ONE)
@access(Who.COORDINATOR, load=queries.announcement_for)
def show(announcement: Announcement) -> str:
    return _show(announcement, ScheduleForm(formdata=None))


@bp.get(f"{ONE}/edit")
@access(Who.COORDINATOR, load=queries.announcement_for)
def edit_form(announcement: Announcement) -> str:
    same = (view.id for view in _views() if view.address == announcement.view_address)
    data = {"cohort": announcement.cohort_id, "segment": announcement.segment.value, "view": next(same, NO_VIEW)}
    return _edit(_form(obj=announcement, data=data), announcement)


@bp.post(f"{ONE}/edit")
@access(Who.COORDINATOR, load=queries.announcement_for)
def edit(announcement: Announcement) -> ResponseReturnValue:
    form = _form()
    if form.validate():
        try:
            service.change(announcement, by=current_user, cohort_id=form.cohort.data, **_fields(form))
        except (Invalid, Conflict) as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            return redirect(url_for(".show", announcement_id=announcement.id), code=303)
    return _edit(form, announcement), 422


@bp.post(f"{ONE}/test")
@access(Who.COORDINATOR, load=queries.announcement_for)
def test(announcement: Announcement) -> ResponseReturnValue:
    service.send_test(announcement, by=current_user)
    flash(_("A test letter is on its way to %(address)s.", address=current_user.email), "success")
    return redirect(url_for(".show", announcement_id=announcement.id), code=303)


@bp.post(f"{ONE}/send")
@access(Who.COORDINATOR, load=queries.announcement_for)
def send(announcement: Announcement) -> ResponseReturnValue:
    return _send(announcement, ScheduleForm(formdata=None), None)


@bp.post(f"{ONE}/schedule")
@access(Who.COORDINATOR, load=queries.announcement_for)
def schedule(announcement: Announcement) -> ResponseReturnValue:
    form = ScheduleForm()
    if not form.validate():
        return _show(announcement, form), 422
    return _send(announcement, form, form.send_at.data.replace(tzinfo=zone(current_user.time_zone)))


@bp.post(f"{ONE}/cancel")
@access(Who.COORDINATOR, load=queries.announcement_for)
def cancel(announcement: Announcement) -> ResponseReturnValue:
    service.cancel(announcement, by=current_user)
    flash(_("Cancelled. Nobody has been told anything."), "success")
    return redirect(url_for(".show", announcement_id=announcement.id), code=303)


@bp.get(STOP)
@access(Who.ANYONE, load=links.person_of)
def stop_form(person: Person) -> str:
    """Asks first: programs that look through letters open every link in them."""
    return render_template("announcements/stop.html", stopped=False)


@bp.post(STOP)
@access(Who.ANYONE, load=links.person_of)
def stop(person: Person) -> str:
    service.stop_for(person)
    return render_template("announcements/stop.html", stopped=True)


def _send(announcement: Announcement, form: ScheduleForm, at: datetime | None) -> ResponseReturnValue:
    try:
        service.send(announcement, by=current_user, at=at)
    except Refusal as refusal:
        form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        return _show(announcement, form), refusal.status
    flash(_("It is scheduled.") if at else _("The letters are being written."), "success")
    return redirect(url_for(".show", announcement_id=announcement.id), code=303)


def _show(announcement: Announcement, form: ScheduleForm) -> str:
    total, names, out = queries.count(announcement)
    return render_template(
        "announcements/show.html",
        one=announcement, form=form, total=total, names=names, out=out, segments=SEGMENTS, statuses=STATUSES,
        results=queries.results(announcement), subject=filled(announcement.subject, current_user.name),
        paragraphs=[part for part in filled(announcement.body, current_user.name).split("\n\n") if part.strip()],
    )  # fmt: skip


def _edit(form: AnnouncementForm, announcement: Announcement | None) -> str:
    return render_template("announcements/edit.html", form=form, one=announcement)


def _form(**given: Any) -> AnnouncementForm:
    mine = programmes.cohorts_of(current_user)
    form = AnnouncementForm(**given)
    form.cohort.choices = options((cohort.id, cohort.name) for cohort in mine)
    form.view.choices = options([(NO_VIEW, _("All of them")), *((view.id, view.name) for view in _views())])
    return form


def _views() -> list[SavedView]:
    return views_of(current_user.id)


def _fields(form: AnnouncementForm) -> dict[str, Any]:
    texts = {name: form[name].data or "" for name in ("degree", "subject", "body")}
    view = next((view for view in _views() if view.id == form.view.data), None)
    view_of = {"view_name": view.name if view else "", "view_address": view.address if view else ""}
    return {"segment": Segment(form.segment.data), **view_of, **texts}
