"""How an event fills, and whom it reaches. Groups too small to be shown are merged, and that is said."""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import _
from mentormatch.events import queries
from mentormatch.events.models import Event, Place, PlaceStatus
from mentormatch.events.policy import SMALLEST_GROUP
from mentormatch.profiles.models import Profile


@dataclass(frozen=True, slots=True)
class Fill:
    """``missed`` is None while nobody was ticked, or the event is not over."""

    registered: int
    offered: int
    waiting: int
    came: int
    missed: int | None
    ratings: dict[int, int]


@dataclass(frozen=True, slots=True)
class Reach:
    """People who are or were registered, by degree; ``merged`` degrees are too few each and stand together.

    ``too_few``: even together they are no group, so nothing is shown of them.
    """

    groups: list[tuple[str, int]]
    merged: int
    too_few: bool


def fill_of(event: Event) -> Fill:
    counted = sa.select(Place.status, sa.func.count(), sa.func.count(Place.came_at))
    rows = db.session.execute(counted.where(Place.event_id == event.id).group_by(Place.status)).all()
    of = {status: number for status, number, _came in rows}
    came = sum(number for _status, _all, number in rows)
    over = event.ends_at <= now() and queries.has_attendance(event)
    rated = sa.select(Place.rating, sa.func.count()).where(Place.event_id == event.id, Place.rating.is_not(None))
    return Fill(
        registered=of.get(PlaceStatus.REGISTERED, 0) + of.get(PlaceStatus.DROPPED_IN, 0),
        offered=of.get(PlaceStatus.OFFERED, 0),
        waiting=of.get(PlaceStatus.WAITING, 0),
        came=came,
        missed=len(queries.missed(event)) if over else None,
        ratings={rating: number for rating, number in db.session.execute(rated.group_by(Place.rating)) if rating},
    )


def reach_of(event: Event) -> Reach:
    counted = Counter(_degrees(event))
    large = [(degree, number) for degree, number in counted.most_common() if number >= SMALLEST_GROUP and degree]
    small = {degree: number for degree, number in counted.items() if (degree, number) not in large}
    together = sum(small.values())
    # Alone, a rest that is too few would be the difference between all and the groups; the smallest joins it.
    while large and 0 < together < SMALLEST_GROUP:
        degree, number = large.pop()
        small[degree] = number
        together += number
    if together >= SMALLEST_GROUP:
        large.append((_("Other degrees together") if large else _("All degrees together"), together))
    return Reach(large, len(small), 0 < together < SMALLEST_GROUP)


def _degrees(event: Event) -> list[str]:
    """The degree of everybody who is registered, or came; empty where none is known. Spellings count as one."""
    found = sa.select(Profile.degree).select_from(Place).outerjoin(Profile, Profile.person_id == Place.person_id)
    found = found.where(Place.event_id == event.id, Place.status.in_([PlaceStatus.REGISTERED, PlaceStatus.DROPPED_IN]))
    spelt: dict[str, str] = {}
    return [spelt.setdefault((degree or "").strip().casefold(), (degree or "").strip())
            for degree in db.session.scalars(found.order_by(Place.id))]  # fmt: skip


def feedback_of(event: Event) -> list[str]:
    """What people wrote, without their names and in no order of theirs."""
    words = sa.select(Place.feedback).where(Place.event_id == event.id, Place.feedback != "")
    return list(db.session.scalars(words.order_by(Place.feedback)))
