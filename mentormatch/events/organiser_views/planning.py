"""Planning an event: draft, publish, move, copy, call off, add what is left of it; its speakers."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, zone_city
from mentormatch.events import queries, service
from mentormatch.events.editions import edition_of
from mentormatch.events.figures import feedback_of, fill_of, reach_of
from mentormatch.events.forms import EventForm, LinksForm, ReasonForm, SpeakerForm, as_typed
from mentormatch.events.models import Event, EventKind, EventStatus, Speaker, Waiting
from mentormatch.events.organiser_views.blueprint import ONE, ORGANISERS, bp
from mentormatch.events.policy import STATUSES, WAITING
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import access
from mentormatch.web.paging import Page, wanted_page

PAGE_SIZE = 25
CHIPS = {
    EventStatus.DRAFT: "plain",
    EventStatus.PUBLISHED: "good",
    EventStatus.CALLED_OFF: "bad",
    EventStatus.OVER: "info",
}


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"event_chip": lambda event: (CHIPS[event.status], STATUSES[event.status]), "waiting_words": WAITING}


@bp.get("")
@access(*ORGANISERS)
def index() -> str:
    return _list("index", past=False)


@bp.get("/past")
@access(*ORGANISERS)
def past() -> str:
    return _list("past", past=True)


def _list(endpoint: str, *, past: bool) -> str:
    number = wanted_page()
    rows, total = queries.organised(past=past, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    page = Page(f"organiser_events.{endpoint}", number, PAGE_SIZE, total)
    fills = {event.id: fill_of(event) for event in rows}
    return render_template("events/organise/index.html", rows=rows, page=page, past=past, fills=fills)


@bp.get("/new")
@access(*ORGANISERS)
def new_form() -> str:
    first = {"kind": EventKind.TALK.value, "waiting": Waiting.AUTOMATIC.value, "language": "en"}
    return _edit(_form(data=first), None)


@bp.post("/new")
@access(*ORGANISERS)
def new() -> ResponseReturnValue:
    form = _form()
    if form.validate():
        try:
            facts = form.facts(current_user.time_zone)
            made = service.make(by=current_user, series=form.series.data or "", questions=form.questions(), **facts)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            return redirect(url_for(".show", event_id=made.id), code=303)
    return _edit(form, None), 422


@bp.get(ONE)
@access(*ORGANISERS, load=queries.event_to_manage)
def show(event: Event) -> str:
    return _show(event)


@bp.get(f"{ONE}/edit")
@access(*ORGANISERS, load=queries.event_to_manage)
def edit_form(event: Event) -> str:
    return _edit(_form(event.language, data=as_typed(event)), event)


@bp.post(f"{ONE}/edit")
@access(*ORGANISERS, load=queries.event_to_manage)
def edit(event: Event) -> ResponseReturnValue:
    form = _form(event.language)
    if form.validate():
        try:
            facts = form.facts(event.zone)
            asked = form.questions()
            series, seen = form.series.data or "", form.seen.data or ""
            service.change(event, by=current_user, series=series, questions=asked, seen=seen, **facts)
        except Refusal as refusal:
            form.seen.data = edition_of(event)
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The event is changed."), "success")
            return redirect(url_for(".show", event_id=event.id), code=303)
    return _edit(form, event), 422


@bp.post(f"{ONE}/publish")
@access(*ORGANISERS, load=queries.event_to_manage)
def publish(event: Event) -> ResponseReturnValue:
    service.publish(event, by=current_user)
    flash(_("The event is published."), "success")
    return redirect(url_for(".show", event_id=event.id), code=303)


@bp.post(f"{ONE}/call-off")
@access(*ORGANISERS, load=queries.event_to_manage)
def call_off(event: Event) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate():
        try:
            service.call_off(event, by=current_user, reason=form.reason.data or "")
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The event is called off."), "success")
            return redirect(url_for(".show", event_id=event.id), code=303)
    return _show(event, reason_form=form), 422


@bp.post(f"{ONE}/copy")
@access(*ORGANISERS, load=queries.event_to_manage)
def copy(event: Event) -> ResponseReturnValue:
    made = service.copy(event, by=current_user)
    flash(_("This is a copy, as a draft. Look at its times."), "success")
    return redirect(url_for(".edit_form", event_id=made.id), code=303)


@bp.post(f"{ONE}/next")
@access(*ORGANISERS, load=queries.event_to_manage)
def next_of_series(event: Event) -> ResponseReturnValue:
    made = service.copy(event, by=current_user, as_next=True)
    flash(_("This is the next of the series, as a draft. Look at its times."), "success")
    return redirect(url_for(".edit_form", event_id=made.id), code=303)


@bp.post(f"{ONE}/links")
@access(*ORGANISERS, load=queries.event_to_manage)
def keep_links(event: Event) -> ResponseReturnValue:
    form = LinksForm()
    if form.validate():
        links = {"recording": form.recording_link.data or "", "slides": form.slides_link.data or ""}
        try:
            service.keep_links(event, by=current_user, shown_to_all=bool(form.shown_to_all.data), **links)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".show", event_id=event.id), code=303)
    return _show(event, links_form=form), 422


@bp.post(f"{ONE}/speakers")
@access(*ORGANISERS, load=queries.event_to_manage)
def add_speaker(event: Event) -> ResponseReturnValue:
    form = SpeakerForm()
    if form.validate():
        words = {name: getattr(form, name).data or "" for name in ("name", "words", "link", "email")}
        try:
            service.speakers.add(event, by=current_user, **words)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            return redirect(url_for(".show", event_id=event.id), code=303)
    return _show(event, speaker_form=form), 422


@bp.post(f"{ONE}/speakers/<int:speaker_id>/remove")
@access(*ORGANISERS, load=queries.speaker_to_manage)
def remove_speaker(speaker: Speaker) -> ResponseReturnValue:
    event_id = speaker.event_id
    service.speakers.remove(speaker, by=current_user)
    return redirect(url_for(".show", event_id=event_id), code=303)


def _form(language: str = "en", **kwargs: Any) -> EventForm:
    form = EventForm(**kwargs)
    form.offer([(str(one.id), one.name) for one in programmes.all_cohorts()], language)
    return form


def _edit(form: EventForm, event: Event | None) -> str:
    city = zone_city(event.zone if event else current_user.time_zone)
    titles = queries.series_titles()
    return render_template("events/organise/edit.html", form=form, event=event, city=city, series_titles=titles)


def _show(event: Event, **forms: Any) -> str:
    links = {name: getattr(event, name) for name in ("recording_link", "slides_link", "shown_to_all")}
    forms.setdefault("links_form", LinksForm(formdata=None, data=links))
    forms.setdefault("speaker_form", SpeakerForm(formdata=None))
    forms.setdefault("reason_form", ReasonForm(formdata=None))
    cohorts = [one.name for one in programmes.all_cohorts() if str(one.id) in event.cohorts]
    return render_template(
        "events/organise/show.html", event=event, fill=fill_of(event), reach=reach_of(event), said=feedback_of(event),
        cohort_names=cohorts, **forms,
    )  # fmt: skip
