"""The refusals of profiles."""

from collections.abc import Mapping

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import Lazy, _l


class MentorFull(Conflict):
    sentence = _l("All places of this mentor are taken now.")


class BelowLoad(Invalid):
    """Fewer places than mentees; ``facts["load"]`` is how many there are now."""

    def __init__(self, load: int) -> None:
        sentence = _l(
            "%(load)d of your places are taken or kept at the moment. Fewer are possible once one is free.", load=load
        )
        super().__init__(sentence, field="capacity", load=load)


class TooManyPlaces(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("A mentor helps between 0 and %(most)d people at once.", most=most), field="capacity")


class LinkNotUsable(Invalid):
    sentence = _l("Please give a whole address that begins with https://, such as https://meet.example.org/your-room.")

    def __init__(self) -> None:
        super().__init__(field="meeting_link")


class ApplicationIncomplete(Invalid):
    """Something is missing before coordinators can decide; ``missing`` maps fields to sentences."""

    sentence = _l("A few answers are missing before you can send this. What you wrote is saved.")

    def __init__(self, missing: Mapping[str, Lazy]) -> None:
        super().__init__()
        self.missing = missing


class OwnApplication(NotAllowed):
    sentence = _l("This is your own application. Another coordinator decides about it.")


class AlreadyDecided(Conflict):
    sentence = _l("This application has been decided meanwhile.")


class TermGone(Conflict):
    sentence = _l("This word is not there any more: somebody has merged it, or nobody uses it now.")


class NotAWord(Invalid):
    sentence = _l("Please type one word or a short phrase, without commas, addresses and links.")


class SameWord(Invalid):
    sentence = _l("These two are one word already.")


class AlreadyUndone(Conflict):
    sentence = _l("This merge was undone already.")


class TooLateToUndo(Conflict):
    sentence = _l("A merge can be undone for 30 days; this one is older.")


class LaterMerge(Conflict):
    sentence = _l("One of these words was merged again later. Undo that merge first.")
