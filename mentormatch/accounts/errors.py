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


class WrongCode(Invalid):
    """One sentence for a wrong, an old and a used code."""

    sentence = _l("This code is not right, or it was used already. Codes change every half minute.")


class ProofNeeded(Invalid):
    sentence = _l("This is neither your password nor one of your codes.")


class SecondFactorOn(Conflict):
    sentence = _l("Your second factor is on already.")


class TokenNameTaken(Conflict):
    sentence = _l("You have a token of this name already. Please choose another name.")


class TooManyTokens(Conflict):
    sentence = _l("You have as many tokens as one person can have. Revoke one that you no longer use.")


class LastAdmin(Conflict):
    sentence = _l("This is the last admin. Give the role to somebody else first.")


class NotYourself(Conflict):
    sentence = _l("You cannot disable your own account. Another admin can.")
