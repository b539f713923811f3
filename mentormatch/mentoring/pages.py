"""Pages of a list: where one is, and the addresses of the next and the one before."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

#: No list is longer; a higher number is a typing mistake.
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Page:
    """One page as the macro ``pager`` reads it; ``arguments`` are the filters that the links keep."""

    endpoint: str
    number: int
    size: int
    total: int
    arguments: dict[str, Any]

    @property
    def first(self) -> int:
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous_url(self) -> str | None:
        return self._url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self._url(self.number + 1) if self.last < self.total else None

    def _url(self, number: int) -> str:
        return url_for(self.endpoint, **self.arguments, page=number)


def wanted_page() -> int:
    """The number of the page in the address, 1 when there is none that makes sense."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
