"""What is done with the waiting list in the story."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.waitinglist import queries
from mentormatch.waitinglist import service as line
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer
from tests.story.requests import NOTE, REASON
from tests.story.world import World

Deed = tuple[Any, Callable[[], Any], Callable[[Any], bool]]


def stand(world: World, number: int, deed: str) -> None:
    """Something a student does with their place in line, or a coordinator with it."""
    who, by = world.mentees[number], world.coordinator
    place = queries.place_of(who.id)
    newest = sa.select(WaitingOffer).where(WaitingOffer.mentee_id == who.id).order_by(WaitingOffer.id.desc())
    offer = db.session.scalars(newest).first()
    deeds: dict[str, Deed] = {
        "join": (who, lambda: line.join(who), lambda found: found.status == PlaceStatus.WAITING),
        "leave": (who, lambda: line.leave_line(who), lambda _done: queries.place_of(who.id) is None),
    }
    if place is not None:
        deeds["remove"] = (
            by,
            lambda: line.remove(place, by=by, reason=REASON),
            lambda _done: place.status == PlaceStatus.REMOVED,
        )
    if offer is not None:
        deeds["accept"] = (
            who,
            lambda: line.accept(offer, by=who, note=NOTE),
            lambda request: request.place_kept and offer.request_id == request.id,
        )
        deeds["pass on"] = (
            who,
            lambda: line.pass_on(offer, by=who),
            lambda _done: offer.status == OfferStatus.PASSED_ON,
        )
    if deed in deeds:
        world.attempt(*deeds[deed])


def by_hand(world: World, number: int, mentor: int) -> None:
    place, by, whom = queries.place_of(world.mentees[number].id), world.coordinator, world.mentors[mentor]
    if place is not None:
        world.attempt(
            by,
            lambda: line.offer_by_hand(place, whom.id, by=by, reason=REASON),
            lambda offer: (offer.mentor_id, offer.status) == (whom.id, OfferStatus.OPEN),
        )
