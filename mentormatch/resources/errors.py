"""The refusals of guides."""

from collections.abc import Mapping

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class Edited(Conflict):
    """Somebody saved other words meanwhile; ``stored`` are the facts that are kept now. Nothing has been saved."""

    sentence = _l("Somebody saved other words while you were writing. Both are shown below: nothing is lost.")

    def __init__(self, stored: Mapping[str, object]) -> None:
        super().__init__()
        self.stored = stored


class WrongText(Invalid):
    """``facts["field"]`` is the field whose text is missing or too long."""

    def __init__(self, field: str, least: int, most: int) -> None:
        missing = _l("Please write between 1 and %(most)d characters.", most=most)
        super().__init__(missing if least else _l("Please write at most %(most)d characters.", most=most), field=field)


class WrongWords(Invalid):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(_l("Please name at most %(n)d, each in at most 120 characters.", n=most), field=field)


class WrongTopic(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("This is none of the topics."), field="topics")


class NotALink(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("A link begins with https:// and holds no spaces."), field="video_link")


class LinkNeeded(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("A video needs its link."), field="video_link")


class NameNeeded(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Say with whom the interview is."), field="alum")


class NothingToTick(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("A checklist needs a line that begins with “- ”: that is what one can tick."), field="text")


class PictureWithoutWords(Invalid):
    def __init__(self) -> None:
        super().__init__(
            _l("Say in the square brackets of each picture what is on it: ![what is on it](address)."), field="text"
        )


class NotAMentor(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("No mentor has this address."), field="mentor_email")


class WrongLanguage(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("There is a guide in this language already. Choose another one."), field="language")


class UnknownLanguage(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("This is none of the languages."), field="language")


class WrongDay(Invalid):
    def __init__(self) -> None:
        super().__init__(_l("Choose a day within the next three years."), field="review_on")


class GuideMoved(Conflict):
    sentence = _l("This guide has moved on meanwhile. The page shows how it stands now.")


class OwnGuide(Conflict):
    sentence = _l("You wrote a part of this. Somebody else has to look at it before it is published.")


class NoSuchVersion(Invalid):
    sentence = _l("There is no such version.")


class AnswerNeeded(Invalid):
    def __init__(self, most: int) -> None:
        super().__init__(_l("Please write between 1 and %(most)d characters.", most=most), field="answer")


class AnsweredAlready(Conflict):
    sentence = _l("Somebody has answered this already.")


class NotAPicture(Invalid):
    def __init__(self) -> None:
        super().__init__(
            _l("Only PNG, JPEG and WebP pictures can be shown, and this file is none of them."), field="file"
        )


class PictureTooLarge(Invalid):
    status = 413

    def __init__(self, megabytes: int, megapixels: int) -> None:
        super().__init__(
            _l("A picture may have at most %(mb)d MB and %(mp)d million pixels.", mb=megabytes, mp=megapixels),
            field="file",
        )


class TooManyPictures(Conflict):
    def __init__(self, most: int) -> None:
        super().__init__(_l("A guide may have at most %(most)d pictures.", most=most))


class UnreadableFile(Invalid):
    """The file as a whole cannot be read; the sentence says why."""
