"""The refusals of notes."""

from collections.abc import Iterable

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class Edited(Conflict):
    """Somebody saved other words meanwhile; ``fields`` are the texts it is about. Nothing has been saved."""

    sentence = _l("Somebody saved other words while you were writing. Both are shown below: nothing is lost.")

    def __init__(self, fields: Iterable[str]) -> None:
        super().__init__()
        self.fields = frozenset(fields)


class Closed(Conflict):
    """``facts["field"]`` is the text that cannot be changed now."""

    def __init__(self, field: str) -> None:
        super().__init__(
            _l("This text cannot be changed any more. What you typed is still here, so that you can keep it."),
            field=field,
        )


class TooLong(Invalid):
    def __init__(self, field: str, most: int) -> None:
        super().__init__(_l("Please write at most %(most)d characters.", most=most), field=field)
