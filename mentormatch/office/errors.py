"""The refusals of the office, a sentence each."""

from mentormatch.core.errors import NotFound
from mentormatch.core.i18n import _l


class NoSuchService(NotFound):
    sentence = _l("The office has no such service.")
