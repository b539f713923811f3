"""The four kinds of refusal. Features subclass them with a sentence each; ``web.refusals`` turns them into answers."""

from typing import ClassVar

from mentormatch.core.i18n import Lazy, _l


class Refusal(Exception):
    """Something a person asked for and does not get; ``sentence`` says why, in words for that person."""

    status: ClassVar[int] = 400
    sentence: Lazy = _l("That is not possible.")

    def __init__(self, sentence: Lazy | str | None = None, **facts: object) -> None:
        super().__init__(str(type(self).__name__))
        self.sentence = sentence if sentence is not None else type(self).sentence
        #: Values a page or wire format may use, such as the field that was wrong.
        self.facts = facts

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(Refusal):
    status = 404
    sentence = _l("This page does not exist, or it is not yours to see.")


class NotAllowed(Refusal):
    status = 403
    sentence = _l("You may not do this.")


class Invalid(Refusal):
    """Wrong input; ``facts["field"]`` names the form field where there is one."""

    status = 422
    sentence = _l("Please check what you typed.")


class Conflict(Refusal):
    status = 409
    sentence = _l("Somebody was faster, or this has changed meanwhile. Please look again.")


class TooMany(Refusal):
    """A limit of tries in a time; ``facts["retry_after"]`` is in seconds."""

    status = 429
    sentence = _l("That was tried too often. Please wait a little and try again.")
