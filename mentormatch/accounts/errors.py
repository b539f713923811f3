"""The refusals of accounts."""

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l


class WrongCredentials(Invalid):
    """One sentence for every reason, so that nobody learns which addresses have accounts."""

    sentence = _l("This address and password do not belong together, or the address is not confirmed yet.")


class LinkSpent(Invalid):
    sentence = _l("This link is no longer valid. Links work once and only for a while.")


class WeakPassword(Invalid):
    sentence = _l("This password is among the first that others would try. Please choose another.")


class WrongPassword(Invalid):
    sentence = _l("This is not your password.")


class RegistrationClosed(NotAllowed):
    """Raised by whoever listens to ``signals.registering`` and wants nobody new.

    ``facts`` may name whom to turn to: ``contact_name`` and ``contact_email``.
    """

    sentence = _l("Registration is closed at the moment.")


class LastAdmin(Conflict):
    sentence = _l("This is the last admin. Give the role to somebody else first.")


class NotYourself(Conflict):
    sentence = _l("You cannot disable your own account. Another admin can.")
