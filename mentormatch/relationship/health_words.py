"""How a match is going, in the reader's words: the state, and the rule behind it."""

from datetime import datetime

from mentormatch.core.clock import now
from mentormatch.core.i18n import Lazy, _, _l, ago, day
from mentormatch.relationship.models import State, Why
from mentormatch.relationship.policy import Health

#: Shape and word of each state.
CHIPS: dict[State, tuple[str, Lazy]] = {
    State.ON_TRACK: ("good", _l("On track")),
    State.CHECK_IN: ("wait", _l("Needs a check-in")),
    State.EARLY: ("info", _l("Too early to tell")),
}


def reason(health: Health, zone: str) -> str:
    """The rule that decided, as a sentence for the two as well as for coordinators."""
    when = day(health.since, zone)
    length = ago(health.since, now()) if isinstance(health.since, datetime) else ""
    return {
        Why.MISSED: _("The session on %(day)s was missed, and no new one is booked.", day=when),
        Why.LATE_STEP: _("A step has been due since %(day)s.", day=when),
        Why.BOOKED: _("The next session is on %(day)s.", day=when),
        Why.JUST_BEGUN: _("The match began %(time)s ago; a first session is to be booked.", time=length),
        Why.NEVER_MET: _("The match began %(time)s ago, and no session took place or is booked.", time=length),
        Why.SILENT: _("The last session was %(time)s ago, and no new one is booked.", time=length),
        Why.MET_LATELY: _("The last session was %(time)s ago.", time=length),
    }[health.why]


def next_act(health: Health) -> str:
    """What would help; "" when nothing is needed."""
    return {
        Why.LATE_STEP: _("Tick it, move its day, or talk about what is in the way."),
        Why.MISSED: _("A new time helps most."),
        Why.NEVER_MET: _("A first time in both calendars helps most."),
        Why.SILENT: _("A new time helps most, or a word that you have reached what you wanted."),
    }.get(health.why, "")
