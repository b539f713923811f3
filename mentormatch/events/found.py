"""Events as they are found: published ones that are not over."""

from collections.abc import Collection

import sqlalchemy as sa
from flask import url_for

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import _l, moment
from mentormatch.events.models import Event, EventStatus
from mentormatch.events.policy import KINDS
from mentormatch.events.service.finding import FOUND
from mentormatch.search.kinds import Kind, Shown, register


def _visible(reader: Person, ids: Collection[int]) -> dict[int, Shown]:
    coming = sa.select(Event).where(Event.status == EventStatus.PUBLISHED, Event.ends_at > now(), Event.id.in_(ids))
    guest = reader.is_(RoleName.MENTEE) or reader.is_(RoleName.MENTOR)
    page = "events.show" if guest else "organiser_events.show"
    return {
        event.id: Shown(
            event.title,
            f"{KINDS[event.kind]} · {moment(event.starts_at, reader.time_zone)}",
            url_for(page, event_id=event.id),
        )
        for event in db.session.scalars(coming)
    }


register(
    Kind(
        name=FOUND,
        one=_l("Event"),
        many=_l("Events"),
        icon="ticket",
        visible=_visible,
        service="events",
        roles=frozenset({RoleName.MENTEE, RoleName.MENTOR, RoleName.COORDINATOR, RoleName.COACH}),
    )
)
