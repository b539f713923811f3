"""The refusals of messages."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class ThreadClosed(Conflict):
    sentence = _l("Messages can be written while a match is active, and for two weeks after its end.")


class NothingWritten(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Please write between 1 and %(most)d characters.", most=most), field="text")


class TooLateToTakeBack(Conflict):
    sentence = _l("A message can be taken back for five minutes. This one stays.")
