"""The refusals of accounts."""

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l


class WrongCredentials(Invalid):
    """One sentence for every reason, so that nobody learns which addresses have accounts."""

    sentence = _l("This address and password do not belong together, or the address is not confirmed yet.")


class LinkSpent(Invalid):
    sentence = _l("This link is no longer valid. Links work once and only for a while. Ask for a new one.")


class WeakPassword(Invalid):
    sentence = _l("Please choose a longer or less common password.")


class RegistrationClosed(NotAllowed):
    sentence = _l("Registration is closed at the moment. Please turn to the career office.")


class LastAdmin(Conflict):
    sentence = _l("This is the last admin. Give the role to somebody else first.")
