"""The refusals of documents, beside those of ``uploads``."""

from collections.abc import Iterable

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _l
from mentormatch.uploads.errors import WrongKind


class OnlyPdfOrWord(WrongKind):
    sentence = _l("Only PDF and Word (.docx) can be uploaded here.")


class TwoEndings(Invalid):
    sentence = _l("The name of this file has two endings. Rename it, so that it says one kind only.")


class NotPlain(Invalid):
    sentence = _l(
        "This file is damaged, or holds more than a document: macros, scripts or other files. "
        "Save it as a plain PDF and upload that."
    )


class NoRoomLeft(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Your documents would take more than %(most)d MB. Take a version away first.", most=most))


class TooManyDocuments(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(_l("You have %(most)d documents. Upload a new version of one of them.", most=most))


class NotYours(NotAllowed):
    sentence = _l("This document is somebody else's.")


class Gone(Conflict):
    sentence = _l("This file was taken away.")


class AuditOpen(Conflict):
    sentence = _l("An audit of this document is already under way.")


class AuditedAlready(Conflict):
    sentence = _l("This version has its audit. Upload a newer one to ask again.")


class TooManyAudits(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(
            _l("You have %(most)d audits under way. Wait for one of them, so that all have a turn.", most=most)
        )


class AuditOver(Conflict):
    sentence = _l("This audit is not waiting any more. Please look again.")


class TakenByAnother(Conflict):
    """``facts["coach"]``: the name of whoever has it."""

    def __init__(self, coach: str) -> None:
        super().__init__(_l("%(name)s has taken this CV. Choose another one.", name=coach), coach=coach)


class NotYourAudit(Conflict):
    sentence = _l("This audit is not in your hands. What you typed is still here, so that you can keep it.")


class NoCoach(Invalid):
    sentence = _l("Please choose another coach.")


class Edited(Conflict):
    """Other words were saved meanwhile; ``fields`` are those it is about. Nothing has been saved."""

    sentence = _l("Other words were saved while you were writing. Both are shown below: nothing is lost.")

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__()
        self.fields = frozenset(fields)


class NotReady(Invalid):
    """``facts["field"]`` is what is missing."""

    def __init__(self, field: str) -> None:
        super().__init__(_l("This is missing: an audit is published as a whole. Your draft is saved."), field=field)


class TooLong(Invalid):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(_l("Please write at most %(most)d characters.", most=most), field=field)


class TooManyPoints(Invalid):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(_l("Please name at most %(most)d points: what matters most.", most=most), field=field)


class NothingSaid(Invalid):
    def __init__(self, field: str) -> None:
        super().__init__(_l("Please write a word or two."), field=field)


class NoMentor(Conflict):
    sentence = _l("A version can be shared with the mentor of a match that is active.")


class SharedAlready(Conflict):
    sentence = _l("Your mentor already has this version. Take it back first to change what they see.")


class LastSection(Conflict):
    sentence = _l("The form needs at least one section.")
