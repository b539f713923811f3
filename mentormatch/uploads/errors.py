"""The refusals of uploads."""

from mentormatch.core.errors import Invalid, NotFound, Refusal
from mentormatch.core.i18n import _l


class WrongKind(Invalid):
    sentence = _l(
        "Only these can be shared: PDF, Word (.docx), OpenDocument (.odt), PNG, JPEG, plain text (.txt, .md)."
    )


class NotWhatItsNameSays(Invalid):
    sentence = _l("What is in this file does not fit its name. Save it again in the program it comes from.")


class NotPlainText(Invalid):
    sentence = _l("This text file holds something other than text in UTF-8. Save it as “UTF-8” and try again.")


class EmptyFile(Invalid):
    sentence = _l("This file is empty.")


class TooLarge(Invalid):
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(_l("A file may have at most %(most)d MB.", most=most))


class DiskFull(Refusal):
    status = 507
    sentence = _l("There is no room for files on the server at the moment. The career office has to make some.")


class Damaged(NotFound):
    sentence = _l("This file is not what was shared any more, so it is not handed out. Please share it again.")
