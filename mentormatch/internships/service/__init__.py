"""Postings (``posting``), applying, ``moving`` applications along, ``interviewing``, ``reporting``, one's ``board``.

``telling`` writes letters, ``finding`` puts postings where they are found, ``sweeping`` is the worker's, ``contacts``
invites people of organisations, ``ending`` is for who leaves and for the day the service is switched off.
"""

from mentormatch.internships.service.applying import apply
from mentormatch.internships.service.board import add_external, change_external, remove_external
from mentormatch.internships.service.contacts import change_organisation, end_contact, invite
from mentormatch.internships.service.ending import forget, wind_down
from mentormatch.internships.service.exporting import export
from mentormatch.internships.service.interviewing import call_off_interview, pick_time
from mentormatch.internships.service.moving import accept_offer, move, withdraw
from mentormatch.internships.service.posting import (
    approve,
    change,
    close,
    make,
    send_back,
    set_needs_agreement,
    submit,
    take_down,
)
from mentormatch.internships.service.proposing import propose_times
from mentormatch.internships.service.reporting import decide, report
from mentormatch.internships.service.sweeping import sweep

__all__ = [
    "accept_offer",
    "add_external",
    "apply",
    "approve",
    "call_off_interview",
    "change",
    "change_external",
    "change_organisation",
    "close",
    "decide",
    "end_contact",
    "export",
    "forget",
    "invite",
    "make",
    "move",
    "pick_time",
    "propose_times",
    "remove_external",
    "report",
    "send_back",
    "set_needs_agreement",
    "submit",
    "sweep",
    "take_down",
    "wind_down",
    "withdraw",
]
