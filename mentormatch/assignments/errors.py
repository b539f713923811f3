"""The refusals of assignments, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class DraftMoved(Conflict):
    sentence = _l("This draft has moved on meanwhile. The page shows how it stands now.")


class AnotherPublished(Conflict):
    sentence = _l("Another draft of this cohort is being published at this moment.")


class TooManyDrafts(Conflict):
    sentence = _l("Drafts of this cohort are being made already. Wait for them, or stop them first.")


class NoPlaceInDraft(Conflict):
    def __init__(self, name: str, places: int) -> None:
        super().__init__(
            _l("%(name)s has places for %(places)d, and they are all given in this draft.", name=name, places=places)
        )


class NotInDraft(Invalid):
    sentence = _l("This person does not take part in this draft.")


class RuleExists(Conflict):
    sentence = _l(
        "There is a rule about these two, or this student is fixed with somebody else. Remove that one first."
    )


class ReasonMissing(Invalid):
    sentence = _l("Say why, in a few words: a colleague will wonder.")
