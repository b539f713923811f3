"""What a reader may see and do of an event: for pages and for programs alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.events import queries
from mentormatch.events.models import CURRENT, Event, EventStatus, Place, PlaceStatus
from mentormatch.events.policy import has_line, is_door_open, is_window_open, may_cancel

THERE = frozenset({PlaceStatus.REGISTERED, PlaceStatus.DROPPED_IN})


@dataclass(frozen=True, slots=True)
class Standing:
    """``position`` is 0 outside the line; ``link`` and ``recording`` are empty for whom they are not."""

    event: Event
    place: Place | None
    position: int
    is_for_me: bool
    is_full: bool
    can_register: bool
    can_wait: bool
    can_cancel: bool
    link: str
    recording: str
    slides: str
    speaks: bool

    @property
    def status(self) -> str:
        """Empty for whoever has nothing to do with it at present."""
        return self.place.status.value if self.place and self.place.status in {*CURRENT, *THERE} else ""

    @property
    def is_registered(self) -> bool:
        return self.place is not None and self.place.status in THERE

    @property
    def came(self) -> bool:
        return self.place is not None and self.place.came_at is not None

    @property
    def can_enter_code(self) -> bool:
        may = self.is_registered or (not self.event.registration and self.is_for_me)
        return may and not self.came and is_door_open(self.event, now())

    @property
    def can_say(self) -> bool:
        return self.is_registered and self.is_done

    @property
    def has_certificate(self) -> bool:
        return self.came and self.is_done

    @property
    def is_done(self) -> bool:
        return self.event.status in {EventStatus.PUBLISHED, EventStatus.OVER} and self.event.ends_at <= now()


def standing(reader: Person, event: Event) -> Standing:
    return standings(reader, [event])[0]


def standings(reader: Person, events: Iterable[Event]) -> list[Standing]:
    """Of several events, with a few statements for all of them."""
    listed = list(events)
    mine = {place.event_id: place for place in queries.my_places(reader)}
    positions = queries.positions_of(mine.values())
    others = queries.why_not(reader, listed)
    lines = queries.with_people_waiting([event.id for event in listed])
    spoken = {one.event_id for one in queries.speaking(reader.id) if one.agreed_at is not None}
    found = []
    for event in listed:
        place = mine.get(event.id)
        position = positions.get(place.id, 0) if place else 0
        comes_first = event.id not in others
        found.append(_standing(event, place, position, comes_first, event.id in lines, event.id in spoken))
    return found


def _standing(
    event: Event, place: Place | None, position: int, is_for_me: bool, people_wait: bool, speaks: bool
) -> Standing:
    at = now()
    registered = place is not None and place.status in THERE
    current = place is not None and place.status in {*CURRENT, *THERE}
    is_full = _is_full(event, people_wait)
    may = is_for_me and not current and is_window_open(event, at)
    after = event.status == EventStatus.OVER and (registered or event.shown_to_all or speaks)
    link = registered or speaks or (not event.registration and is_for_me)
    planned = event.status == EventStatus.PUBLISHED
    return Standing(
        event=event,
        place=place,
        position=position,
        is_for_me=is_for_me,
        is_full=is_full,
        can_register=may and not is_full,
        can_wait=may and is_full and has_line(event, at),
        can_cancel=place is not None and place.status == PlaceStatus.REGISTERED and may_cancel(event, at),
        link=event.online_link if link and planned else "",
        recording=event.recording_link if after else "",
        slides=event.slides_link if after else "",
        speaks=speaks,
    )


def _is_full(event: Event, people_wait: bool) -> bool:
    taken = event.capacity is not None and event.taken >= event.capacity
    return taken or (people_wait and has_line(event, now()))
