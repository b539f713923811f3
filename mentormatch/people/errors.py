"""The refusals of people files."""

from mentormatch.core.errors import Invalid


class UnreadableFile(Invalid):
    """The file as a whole cannot be read; the sentence says where and what to do."""
