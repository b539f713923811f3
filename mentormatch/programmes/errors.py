"""The refusals of programmes."""

from mentormatch.core.errors import Conflict, Invalid, NotAllowed, NotFound
from mentormatch.core.i18n import _l


class UnknownAddress(Invalid):
    sentence = _l("Nobody has an account with this address yet. They register first.")


class NameTaken(Conflict):
    sentence = _l("Another cohort has this name.")


class CohortArchived(Conflict):
    sentence = _l("This cohort is archived: it takes no new people, requests or sessions.")


class StaffByLink(NotAllowed):
    sentence = _l("Nobody becomes a coordinator by a link.")


class LinkOver(NotFound):
    """An invitation that has expired, was used up or taken back, or that never was: one answer for all."""

    sentence = _l("This link cannot be used any more. Please ask whoever sent it for a new one.")


class NotForYou(NotAllowed):
    sentence = _l("This link is for other addresses than yours. Please ask whoever sent it.")


class DoesNotFit(Invalid):
    """Somebody asks to join a cohort that is not for them; the sentence says why."""


class AlreadyAnswered(Conflict):
    sentence = _l("Somebody has answered this meanwhile.")
