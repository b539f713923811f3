"""Letters about events, and what decides at the last moment whether one is still true."""

from typing import Any

from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.letters import NEAR, calendar_text
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import as_instant
from mentormatch.events.models import Event, EventStatus, Place, PlaceStatus, Speaker
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import true_while
from mentormatch.scheduling import Method

#: These leave also when the service is switched off: they say that something does not take place.
LAST = frozenset({"events/email/called_off.txt"})
MISSED, FEEDBACK = "events/email/missed.txt", "events/email/feedback.txt"


def registered(place: Place) -> None:
    """To whoever has a place now, with the calendar file."""
    _with_calendar(place, "registered", f"registered:{place.turn}", Method.REQUEST)


def moved(place: Place, before: dict[str, str], *, waits: bool = False) -> None:
    """The event has another time, room or link. What is unsent of the old one never leaves. ``waits``: for a place."""
    letters.take_back(f"{_key(place)}:registered")
    letters.take_back(f"{_key(place)}:moved")
    _with_calendar(place, "moved", f"moved:{place.event.moves}", Method.REQUEST, waits=waits, **before)


def left(place: Place) -> None:
    """Given back by themselves: with a calendar file that takes it out."""
    _take_back(place)
    _with_calendar(place, "left", f"left:{place.turn}", Method.CANCEL)


def called_off(place: Place) -> None:
    _take_back(place)
    _with_calendar(place, "called_off", "called_off", Method.CANCEL, reason=letters.quoted(place.event.reason))


def removed(place: Place) -> None:
    _take_back(place)
    _with_calendar(place, "removed", f"removed:{place.turn}", Method.CANCEL)


def cannot(place: Place, what: str) -> None:
    """The event was moved to a time at which they have ``what``: their place is free for others."""
    _take_back(place)
    _with_calendar(place, "cannot", f"cannot:{place.event.moves}", Method.CANCEL, what=letters.quoted(what))


def offered(place: Place) -> None:
    """A place is kept for you, until when. It waits for no quiet hours."""
    until = place.closes_at.isoformat() if place.closes_at else ""
    _write(place.person, place.event, "offered", f"{_key(place)}:offered:{place.turn}", urgent=True,
           place_id=place.id, turn=place.turn, closes_at=until)  # fmt: skip


def lapsed(place: Place) -> None:
    """The place that was kept has passed on."""
    letters.take_back(f"{_key(place)}:offered")
    _write(place.person, place.event, "gone", f"{_key(place)}:gone:{place.turn}")


def take_back_offer(place: Place) -> None:
    letters.take_back(f"{_key(place)}:offered")


def missed(place: Place, *, recording: bool) -> None:
    """We missed you; with the recording when it is there, also if that is later."""
    key = f"{_key(place)}:{'recording' if recording else 'missed'}"
    _write(place.person, place.event, "missed", key, recording=recording)


def feedback(place: Place) -> None:
    _write(place.person, place.event, "feedback", f"{_key(place)}:feedback")


def asked_to_speak(speaker: Speaker) -> None:
    if speaker.person is not None:
        _write(speaker.person, speaker.event, "speak", f"event-speaker:{speaker.id}:asked:{speaker.event.moves}",
               speaker_id=speaker.id)  # fmt: skip


def speaks_no_more(speaker: Speaker, *, template: str) -> None:
    """To a mentor who had agreed: it is called off, or their time cannot be moved along."""
    if speaker.person is not None:
        key = f"event-speaker:{speaker.id}:{template}:{speaker.event.moves}"
        reason = letters.quoted(speaker.event.reason)
        _write(speaker.person, speaker.event, template, key, urgent=_is_near(speaker.event), reason=reason, what="",
               speaks=True, speaker_id=speaker.id)  # fmt: skip


def speaker_moved(speaker: Speaker, before: dict[str, str]) -> None:
    if speaker.person is not None and speaker.booking is not None:
        with force_locale(speaker.person.locale):
            calendar = calendar_text(speaker.booking, speaker.person, Method.REQUEST)
        _write(speaker.person, speaker.event, "moved", f"event-speaker:{speaker.id}:moved:{speaker.event.moves}",
               urgent=_is_near(speaker.event), calendar=calendar, speaker_id=speaker.id, **before)  # fmt: skip


@true_while("events/email/offered.txt")
def _is_still_kept(letter: Letter) -> bool:
    place = db.session.get(Place, letter.context["place_id"], populate_existing=True)
    if place is None or place.closes_at is None:
        return False
    open_still = (place.status, place.turn) == (PlaceStatus.OFFERED, letter.context["turn"])
    same_time = place.event.starts_at == as_instant(letter.context["starts_at"])
    return open_still and same_time and place.closes_at > now()


@true_while("events/email/registered.txt")
def _is_still_registered(letter: Letter) -> bool:
    place = db.session.get(Place, letter.context["place_id"], populate_existing=True)
    if place is None or place.status != PlaceStatus.REGISTERED:
        return False
    return place.event.starts_at == as_instant(letter.context["starts_at"])


@true_while("events/email/moved.txt")
def _is_at_that_time(letter: Letter) -> bool:
    event = db.session.get(Event, letter.context["event_id"], populate_existing=True)
    planned = event is not None and event.status in {EventStatus.PUBLISHED, EventStatus.OVER}
    return event is not None and planned and event.starts_at == as_instant(letter.context["starts_at"])


@true_while("events/email/speak.txt")
def _is_still_asked(letter: Letter) -> bool:
    speaker = db.session.get(Speaker, letter.context["speaker_id"], populate_existing=True)
    return speaker is not None and speaker.agreed_at is None and speaker.event.status != EventStatus.CALLED_OFF


def _key(place: Place) -> str:
    return f"event-place:{place.id}"


def _take_back(place: Place) -> None:
    for name in ("registered", "moved", "offered"):
        letters.take_back(f"{_key(place)}:{name}")


def _with_calendar(place: Place, template: str, name: str, method: Method, **context: Any) -> None:
    """A letter with the entry in its newest version; whoever waits has none."""
    calendar = None
    if place.booking is not None:
        db.session.refresh(place.booking)
        with force_locale(place.person.locale):
            calendar = calendar_text(place.booking, place.person, method)
    near = _is_near(place.event)
    context |= {"place_id": place.id}
    _write(place.person, place.event, template, f"{_key(place)}:{name}", urgent=near, calendar=calendar, **context)


def _is_near(event: Event) -> bool:
    return now() < event.starts_at <= now() + NEAR


def _write(
    to: Person, event: Event, template: str, key: str, *, urgent: bool = False, calendar: str | None = None,
    **context: Any,
) -> None:  # fmt: skip
    """What every letter names. The link stands in none: it is on the page, for whoever has a place at that moment."""
    facts = {
        "event_id": event.id,
        "title": letters.quoted(event.title),
        "starts_at": event.starts_at.isoformat(),
        "offset": offset_on_change(event.starts_at, to.time_zone),
        "where": letters.quoted(event.place),
        "online": bool(event.online_link),
    }
    letters.write(to, f"events/email/{template}.txt", key=key, urgent=urgent, calendar=calendar, **facts | context)
