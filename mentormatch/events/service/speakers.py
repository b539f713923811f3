"""Who speaks. Mentors of the service agree first: then they are shown, and their time is taken like everybody's."""

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import BookingOver, SlotTaken
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.events import queries
from mentormatch.events.errors import NotALink, NotAMentor, NotPlanned, SpeaksAlready
from mentormatch.events.models import Event, EventStatus, Speaker
from mentormatch.events.policy import time_of
from mentormatch.events.service import taking, telling
from mentormatch.profiles.policy import is_meeting_link

PLANNED = frozenset({EventStatus.DRAFT, EventStatus.PUBLISHED})


@transactional
def add(event: Event, *, by: Person, name: str, words: str = "", link: str = "", email: str = "") -> Speaker:
    """Add a speaker; with the address of a mentor, that mentor is asked once the event is published.

    Refuses NotPlanned, NotALink, NotAMentor, SpeaksAlready.
    """
    taking.lock(event)
    if event.status not in PLANNED:
        raise NotPlanned
    if link and not is_meeting_link(link):
        raise NotALink(field="link")
    person = accounts.find_person(email) if email else None
    if email and (person is None or not person.active or not person.is_(RoleName.MENTOR)):
        raise NotAMentor(field="email")
    if person and any(one.person_id == person.id for one in event.speakers):
        raise SpeaksAlready(field="email")
    speaker = Speaker(event_id=event.id, name=name, words=words, link=link, person_id=person.id if person else None)
    db.session.add(speaker)
    db.session.flush()
    db.session.expire(event, ["speakers"])
    audit.record(by, "event_speaker.added", speaker, event=event.id)
    if event.status == EventStatus.PUBLISHED:
        telling.asked_to_speak(speaker)
    return speaker


@transactional
def agree(speaker: Speaker, *, by: Person) -> None:
    """A mentor agrees to be shown and to speak: their time is taken. Twice is once. Refuses NotPlanned, TimeTaken."""
    taking.lock(speaker.event)
    if speaker.agreed_at is not None:
        return
    if speaker.event.status not in PLANNED:
        raise NotPlanned
    speaker.booking_id = taking.take_time(speaker.event, by).id
    speaker.agreed_at = now()
    db.session.flush()
    audit.record(by, "event_speaker.agreed", speaker, event=speaker.event_id)


@transactional
def remove(speaker: Speaker, *, by: Person) -> None:
    """Take somebody off the speakers, or oneself; the time of a mentor is free again."""
    event = speaker.event
    _free(speaker)
    audit.record(by, "event_speaker.removed", speaker, event=event.id)
    db.session.delete(speaker)
    db.session.flush()
    db.session.expire(event, ["speakers"])


def ask_all(event: Event) -> None:
    for speaker in event.speakers:
        if speaker.agreed_at is None:
            telling.asked_to_speak(speaker)


def free_all(event: Event) -> None:
    """The event is called off: everybody who speaks has their time again, and is told."""
    for speaker in event.speakers:
        if speaker.agreed_at is not None:
            _free(speaker)
            telling.speaks_no_more(speaker, template="called_off")


def comes_along(speaker: Speaker) -> bool:
    """Whether a speaker's time could be moved; if not, they are told, and asked again whether they can come."""
    try:
        if speaker.booking is not None:
            calendar.move_own_time(speaker.booking, time_of(speaker.event))
        return True
    except (SlotTaken, BookingOver):
        _free(speaker)
        speaker.agreed_at = speaker.booking_id = None
        db.session.flush()
        telling.asked_to_speak(speaker)
        return False


def copy_all(event: Event, new: Event) -> None:
    """The same speakers; mentors of the service are asked anew."""
    for one in event.speakers:
        db.session.add(Speaker(event_id=new.id, name=one.name, words=one.words, link=one.link, person_id=one.person_id))
    db.session.flush()


def leave_all(person: Person) -> None:
    """Somebody deletes their account: they speak nowhere any more."""
    for speaker in queries.speaking(person.id):
        _free(speaker)
        db.session.delete(speaker)
    db.session.flush()


def _free(speaker: Speaker) -> None:
    if speaker.booking is not None and speaker.event.ends_at > now():
        calendar.free_own_time(speaker.booking)
