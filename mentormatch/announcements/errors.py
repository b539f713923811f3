"""The refusals of announcements."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class AnnouncementMoved(Conflict):
    sentence = _l("This announcement has moved on meanwhile. The page shows how it stands now.")


class NobodyThere(Invalid):
    sentence = _l("Nobody is in this part of the cohort at the moment.")


class NotAPlaceholder(Invalid):
    def __init__(self, words: str) -> None:
        super().__init__(
            _l("There is no placeholder %(words)s. Only {name} is replaced, by the reader's name.", words=words),
            field="body",
        )


class TooEarly(Invalid):
    sentence = _l("Please choose a time that is still to come, within a year.")

    def __init__(self) -> None:
        super().__init__(field="send_at")
