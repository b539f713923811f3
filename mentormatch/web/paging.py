"""Pages of a list: where one is, and the addresses of the next and the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

#: No list is longer; a higher number is a typing mistake, and databases refuse numbers without end.
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Page:
    """Page ``number`` of ``total`` rows, as the macro ``pager`` reads it.

    ``arguments`` are the filters that its links keep, ``name`` is the number's own name in the address.
    """

    endpoint: str
    number: int
    size: int
    total: int
    arguments: Mapping[str, Any] = field(default_factory=dict)
    name: str = "page"

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.offset + self.size, self.total)

    @property
    def previous_url(self) -> str | None:
        return self._url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self._url(self.number + 1) if self.last < self.total else None

    def _url(self, number: int) -> str:
        return url_for(self.endpoint, **{**self.arguments, self.name: number})


def wanted_page(name: str = "page") -> int:
    """The number of the page in the address, 1 when there is none that makes sense."""
    return min(max(request.args.get(name, 1, type=int), 1), LAST_PAGE)
