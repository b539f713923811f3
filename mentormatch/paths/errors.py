"""The refusals of career paths, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class ChangedMeanwhile(Conflict):
    sentence = _l("Somebody else has changed this meanwhile. What you typed is still below: compare, then save again.")


class TitleTaken(Invalid):
    sentence = _l("There is a path of this name already.")


class NothingToShow(Invalid):
    sentence = _l("Say in a sentence what this role is, and what one does, before you publish it.")


class NoSource(Invalid):
    sentence = _l("A salary needs its source, a link that begins with https://.")


class NoDay(Invalid):
    sentence = _l("A salary needs the day on which its source said so, and that day is not to come.")


class WrongRange(Invalid):
    sentence = _l("The second number must not be smaller than the first, and both must be above zero.")


class NoSuchDegree(Invalid):
    sentence = _l("Please choose a degree of the catalogue.")


class TooMuch(Invalid):
    sentence = _l("This is too long, or these are too many.")
