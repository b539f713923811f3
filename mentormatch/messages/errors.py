"""The refusals of messages."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class ThreadClosed(Conflict):
    sentence = _l("Messages can be written while a match is active, and for two weeks after its end.")


class NothingWritten(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Please write between 1 and %(most)d characters.", most=most), field="text")


class SentBefore(Conflict):
    """The same form with other words: most likely a page that the browser brought back."""

    def __init__(self) -> None:
        sentence = _l(
            "This page had sent a message already. Look at the thread, and send this one if you still mean it."
        )
        super().__init__(sentence, field="text")


class TooLateToTakeBack(Conflict):
    sentence = _l("A message can be taken back for five minutes. This one stays.")
