"""What the search page shows: mentors, and everything else by its kind."""

from dataclasses import dataclass

from mentormatch.accounts.models import Person, RoleName
from mentormatch.recommendations.facts import mentee_record
from mentormatch.recommendations.filters import Filters
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.search import search as search_mentors
from mentormatch.search.kinds import Kind
from mentormatch.search.queries import Found, Result, kinds_for
from mentormatch.suggestions.queries import Suggested, suggested

#: Results of a kind where all kinds stand on one page; filtered by a kind, all are there.
FEW = 5
#: Suggestions of each kind on the one page of them.
EACH = 3


@dataclass(frozen=True, slots=True)
class Group:
    """The first results of a kind, and how many there are."""

    kind: Kind
    results: list[Result]
    count: int


@dataclass(frozen=True, slots=True)
class Mentors:
    shown: list[Shown]
    total: int


def groups(reader: Person, found: Found) -> list[Group]:
    """The kinds in the order of their best results."""
    by_kind: dict[str, list[Result]] = {}
    for one in found.results:
        by_kind.setdefault(one.kind.name, []).append(one)
    kinds = kinds_for(reader)
    return [Group(kinds[name], results[:FEW], found.kinds[name]) for name, results in by_kind.items()]


def for_reader(reader: Person) -> list[tuple[Kind, list[Suggested]]]:
    """The best of each kind that there is a reason for: that one can read it is none."""
    found = [(kind, suggested(reader, name, EACH)) for name, kind in kinds_for(reader).items()]
    telling = [(kind, [one for one in best if one.telling]) for kind, best in found]
    return [(kind, best) for kind, best in telling if best]


def mentors(reader: Person, words: str, corrected: str = "") -> Mentors:
    """The best mentors of the reader's cohort whose name, work or skills have all the words, or the corrected ones."""
    record = mentee_record(reader.id) if reader.is_(RoleName.MENTEE) else None
    if not words or record is None or record.cohort is None or not record.says_something:
        return Mentors([], 0)
    found = search_mentors(record, record.cohort, Filters.of({"q": words}), top=FEW)
    if corrected and not found.total:
        found = search_mentors(record, record.cohort, Filters.of({"q": corrected}), top=FEW)
    return Mentors(found.shown, found.total)
