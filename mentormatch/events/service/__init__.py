"""Organising (``planning``, ``moving``, ``speakers``, ``attending``), coming (``registering``, ``line``, ``answers``).

``taking`` counts places and takes time, ``places`` ends them, ``telling`` writes letters, ``sweeping`` is the worker's,
``exporting`` hands the list out.
"""

from mentormatch.accounts.models import Person
from mentormatch.core.db import transactional
from mentormatch.events.service import speakers
from mentormatch.events.service.attending import enter_code, give_feedback, tick, try_code
from mentormatch.events.service.exporting import export
from mentormatch.events.service.line import accept, offer_by_hand, pass_on
from mentormatch.events.service.planning import Asked, call_off, change, close, copy, keep_links, make, publish
from mentormatch.events.service.registering import leave, leave_all, register, register_for_series, remove
from mentormatch.events.service.sweeping import sweep


@transactional
def forget(person: Person) -> None:
    """Somebody deletes their account: their places and times ahead are free."""
    leave_all(person)
    speakers.leave_all(person)


__all__ = [
    "Asked",
    "accept",
    "call_off",
    "change",
    "close",
    "copy",
    "enter_code",
    "export",
    "forget",
    "give_feedback",
    "keep_links",
    "leave",
    "make",
    "offer_by_hand",
    "pass_on",
    "publish",
    "register",
    "register_for_series",
    "remove",
    "speakers",
    "sweep",
    "tick",
    "try_code",
]
