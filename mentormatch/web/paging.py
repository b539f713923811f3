"""Pages of a list, as the pager draws them."""

from collections.abc import Callable
from dataclasses import dataclass

#: A higher page number is a typing mistake; databases refuse numbers without end.
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Page:
    """Page ``number`` of ``total`` rows; ``address`` gives the address of another page."""

    number: int
    total: int
    size: int
    address: Callable[[int], str]

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
        return self.address(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self.address(self.number + 1) if self.last < self.total else None


def page_number(asked: int | None) -> int:
    return min(max(asked or 1, 1), LAST_PAGE)
