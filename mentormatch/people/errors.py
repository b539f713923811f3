"""The refusals of people files."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class UnreadableFile(Invalid):
    """The file as a whole cannot be read; the sentence says where and what to do."""


class BadMapping(Invalid):
    """What the columns are said to mean cannot be; the sentence says why."""


class UploadMoved(Conflict):
    sentence = _l("This import has moved on meanwhile. The page shows how it stands now.")
