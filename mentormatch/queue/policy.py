"""Rules of the queue that need no database: what it is narrowed to, what can be done with many, and the limits."""

import enum
from dataclasses import dataclass
from datetime import timedelta

from mentormatch.queue.models import Act, Kind

PAGE_SIZE = 25
#: More than this is not counted: "1000+".
COUNTED = 1000
#: Pages go no deeper than what is counted; a file does, and one act on many rows does not.
LAST_PAGE = COUNTED // PAGE_SIZE
MOST_ROWS, MOST_AT_ONCE = 10_000, 200
#: Views that one person keeps.
MOST_VIEWS = 20
#: How long an act on many rows can be undone.
GRACE = timedelta(seconds=60)
#: A request this close to its end is worth a look.
EXPIRING = timedelta(days=3)
TEXT_MOST = 100
BANDS = ("strong", "good", "possible")
#: Kinds in which two people were suggested to each other with a band.
WITH_BAND = frozenset({Kind.REQUEST, Kind.MATCH, Kind.EXPIRING, Kind.SILENT, Kind.STUCK})
#: Kinds in which something ends by itself at a known moment.
WITH_END = frozenset({Kind.EXPIRING, Kind.SILENT})
#: Kinds that are decided by a yes or a no; the others need more than that.
DECIDED_BY_YES_OR_NO = frozenset({Kind.APPLICATION, Kind.REQUEST, Kind.MATCH, Kind.JOIN})


class Sort(enum.StrEnum):
    SINCE = "since"
    DUE = "due"
    WHO = "who"
    ABOUT = "about"
    COHORT = "cohort"
    KIND = "kind"


class Assigned(enum.StrEnum):
    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Filters:
    """What the queue is narrowed to for one coordinator.

    ``cohort_ids`` are their own, or one of them when ``one_cohort``; a kind of None means all of them.
    """

    viewer_id: int
    cohort_ids: tuple[int, ...]
    one_cohort: bool = False
    kind: Kind | None = None
    text: str = ""
    band: str = ""
    assigned: Assigned | None = None
    sort: Sort = Sort.SINCE
    descending: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that can hold something under these filters. Who applies as a mentor is in no cohort yet."""
        if not self.cohort_ids:
            return ()
        wanted = (self.kind,) if self.kind else tuple(Kind)
        if self.band:
            wanted = tuple(kind for kind in wanted if kind in WITH_BAND)
        return tuple(kind for kind in wanted if kind is not Kind.APPLICATION or not self.one_cohort)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Names one row of the queue; in addresses and forms ``match-7``."""

    kind: Kind
    subject_id: int

    def __str__(self) -> str:
        return f"{self.kind.value}-{self.subject_id}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key that ``text`` writes, or None."""
        kind, _dash, number = text.partition("-")
        if kind not in set(Kind) or not number.isdecimal() or not number.isascii() or not 0 < len(number) < 10:
            return None
        return cls(Kind(kind), int(number))


def can_be_done(act: Act, kind: Kind) -> bool:
    """Whether rows of this kind can be decided many at once in this way."""
    return act is Act.ASSIGN or kind in DECIDED_BY_YES_OR_NO
