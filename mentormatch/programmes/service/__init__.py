"""Writing the programme: ``cohorts`` with their settings, ``enrolling``, ``invitations``, and who asks to ``join``."""

from mentormatch.programmes.errors import NameTaken, UnknownAddress
from mentormatch.programmes.service.cohorts import (
    archive,
    bring_back,
    change_cohort,
    copy_cohort,
    open_cohort,
    set_programme,
    take_newcomers,
)
from mentormatch.programmes.service.enrolling import enrol, ensure_not_archived, make_coordinator
from mentormatch.programmes.service.invitations import follow, invite, join_by, revoke, use_followed
from mentormatch.programmes.service.joining import approve_join, ask_to_join, decline_join, withdraw_join

__all__ = [
    "NameTaken",
    "UnknownAddress",
    "approve_join",
    "archive",
    "ask_to_join",
    "bring_back",
    "change_cohort",
    "copy_cohort",
    "decline_join",
    "enrol",
    "ensure_not_archived",
    "follow",
    "invite",
    "join_by",
    "make_coordinator",
    "open_cohort",
    "revoke",
    "set_programme",
    "take_newcomers",
    "use_followed",
    "withdraw_join",
]
