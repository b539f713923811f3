"""What is coming, one event, and one's own."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar.letters import calendar_text
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.i18n import offset_label, short_day, zone_city
from mentormatch.events import queries
from mentormatch.events.forms import CodeForm, FeedbackForm
from mentormatch.events.models import CURRENT, Event, EventKind, EventStatus, PlaceStatus
from mentormatch.events.policy import KINDS, is_window_open, time_of
from mentormatch.events.shown import Standing, standing, standings
from mentormatch.events.views.blueprint import ONE, bp
from mentormatch.profiles.languages import COMMON
from mentormatch.scheduling import CalendarEntry, Method, calendar_file
from mentormatch.web.access import Who, access
from mentormatch.web.context import language_name


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"event_kinds": KINDS, "leaf_of": leaf_of, "other_clock": other_clock}


def leaf_of(event: Event) -> tuple[str, str, str]:
    """Weekday, day and month, as the leaf beside an event shows them in the reader's zone."""
    words = short_day(event.starts_at, current_user.time_zone).replace(",", "").split()
    return (words[0], words[1], words[2]) if len(words) > 2 else ("", " ".join(words), "")


def other_clock(event: Event) -> str:
    """The zone of the event, where its clock is not the reader's; otherwise empty."""
    here, there = (offset_label(event.starts_at, name) for name in (current_user.time_zone, event.zone))
    return zone_city(event.zone) if here != there else ""


@bp.get("")
@access(Who.MENTEE, Who.MENTOR)
def index() -> str:
    asked = request.args
    wanted = queries.Wanted(
        kind=asked.get("kind", "") if asked.get("kind") in set(EventKind) else "",
        language=asked.get("language", "") if asked.get("language") in COMMON else "",
        online="online" in asked,
        for_me="mine" in asked,
    )
    events = queries.coming(current_user, wanted)
    languages = sorted(((tag, language_name(tag)) for tag in COMMON), key=lambda one: one[1])
    rows = standings(current_user, events)
    return render_template("events/index.html", rows=rows, wanted=wanted, languages_of_events=languages)


@bp.get("/mine")
@access(Who.MENTEE, Who.MENTOR)
def mine() -> str:
    places = queries.my_places(current_user)
    rows = standings(current_user, [place.event for place in places])
    ahead = [row for row in rows if row.event.status == EventStatus.PUBLISHED and row.event.ends_at > now()]
    parts = {
        "kept": [row for row in ahead if row.status == PlaceStatus.OFFERED],
        "coming": [row for row in ahead if row.status == PlaceStatus.REGISTERED],
        "waiting": [row for row in ahead if row.status == PlaceStatus.WAITING],
        "past": [row for row in reversed(rows) if row.is_registered and row.is_done],
    }
    speaks = [one for one in queries.speaking(current_user.id) if one.event.ends_at > now()]
    speaks = [one for one in speaks if one.event.status == EventStatus.PUBLISHED]
    return render_template("events/mine.html", **parts, speaks=speaks)


@bp.get(ONE)
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def show(event: Event) -> str:
    return page_of_event(event)


def page_of_event(event: Event, *, code_form: CodeForm | None = None, feedback_form: FeedbackForm | None = None) -> str:
    me = standing(current_user, event)
    series = standings(current_user, queries.in_series(event))
    open_ones = [row for row in [me, *series] if row.can_register or row.can_wait]
    asked = {"rating": str(me.place.rating or ""), "words": me.place.feedback} if me.place else {}
    return render_template(
        "events/show.html",
        event=event,
        me=me,
        series=series,
        can_take_series=len([row for row in open_ones if row.can_register]) > 1,
        is_open=is_window_open(event, now()),
        code_form=code_form or CodeForm(formdata=None),
        feedback_form=feedback_form or FeedbackForm(formdata=None, data=asked),
        paragraphs=[part for part in event.text.split("\n\n") if part.strip()],
        is_current=me.place is not None and me.place.status in CURRENT,
    )


@bp.get(f"{ONE}/event.ics")
@access(Who.MENTEE, Who.MENTOR, load=queries.event_for_reader)
def calendar_entry(event: Event) -> Response:
    """A file for one's own calendar; the link is in it for who is registered."""
    me = standing(current_user, event)
    answer = make_response(_calendar_text(event, me))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Content-Disposition"] = f'attachment; filename="event-{event.id}.ics"'
    return answer


def _calendar_text(event: Event, me: Standing) -> str:
    if me.place is not None and me.place.status == PlaceStatus.REGISTERED and me.place.booking is not None:
        return calendar_text(me.place.booking, current_user, Method.PUBLISH)
    entry = CalendarEntry(
        uid=f"event-{event.id}@mentormatch",
        sequence=event.moves,
        time=time_of(event),
        summary=event.title,
        location=event.place,
        url=url_for(".show", event_id=event.id, _external=True),
        cancelled=event.status == EventStatus.CALLED_OFF,
    )
    return calendar_file(entry, Method.PUBLISH, written_at=now()).decode()


@bp.get("/time/<int:booking_id>")
@access(Who.MENTEE, Who.MENTOR, load=queries.booking_for)
def of_booking(booking: Booking) -> ResponseReturnValue:
    """From a time in one's calendar to what it is for."""
    event = queries.event_of_booking(booking)
    return redirect(url_for(".show", event_id=event.id) if event else url_for(".mine"))
