"""The refusals of partner organisations, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class NameTaken(Conflict):
    sentence = _l("There is an organisation of this name already.")


class NotAWebsite(Invalid):
    sentence = _l("A website begins with https:// and holds no spaces.")


class BelongsElsewhere(Conflict):
    sentence = _l("This address is that of a student, a mentor or somebody of the staff. Contacts need another one.")


class IsContact(Conflict):
    sentence = _l("This person is a contact of this organisation already.")


class WrongDays(Invalid):
    sentence = _l("An agreement ends after it begins.")
