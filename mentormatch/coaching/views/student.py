"""What students see of coaching: the types, and what they have booked. Parts of the blueprint stand beside this."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.coaching.queries import appointments, times, types, waiting
from mentormatch.coaching.shown import MEETINGS, row
from mentormatch.coaching.views import appointments as _appointments
from mentormatch.coaching.views import booking as _booking
from mentormatch.coaching.views import line as _line
from mentormatch.coaching.views.blueprint import bp
from mentormatch.core.clock import now
from mentormatch.web.access import Who, access

__all__ = ["_appointments", "_booking", "_line", "bp"]


@bp.get("")
@access(Who.MENTEE)
def index() -> ResponseReturnValue:
    """Each type with what it is for and the next free times; what one has ahead, had, and waits for."""
    kinds, at = types.types_for(current_user), now()
    return render_template(
        "coaching/index.html",
        kinds=[
            (kind, [] if limit else times.next_times(kind), types.offers_of(kind), limit)
            for kind in kinds
            for limit in [appointments.limit_of(current_user.id, kind)]
        ],
        meetings=MEETINGS,
        coming=[row(one, current_user, at) for one in appointments.coming_of(current_user)],
        past=[row(one, current_user, at) for one in appointments.past_of(current_user)],
        standings=waiting.standings_of(current_user),
    )
