"""The refusals of concerns."""

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l


class NothingSaid(Invalid):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(_l("Please write between 1 and %(most)d characters.", most=most), field=field)


class ConcernClosed(Conflict):
    sentence = _l("This concern has been closed meanwhile.")


class NotForYou(NotAllowed):
    sentence = _l("Only coordinators who are not part of the match handle its concerns.")
