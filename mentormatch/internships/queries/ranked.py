"""Postings in the order in which they suit a student. There is no such order of students, for anybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.internships.models import Posting
from mentormatch.suggestions.queries import suggested

KIND = "posting"


@dataclass(frozen=True, slots=True)
class Placed:
    """A posting in a student's list, and why it stands where it does; without reasons it stands by its deadline."""

    posting: Posting
    reasons: Sequence[str] = ()


def by_deadline(postings: Sequence[Posting]) -> list[Placed]:
    return [Placed(one) for one in postings]


def by_fit(student: Person, postings: Sequence[Posting], others: Collection[int]) -> list[Placed]:
    """What suits this student first, with reasons; then the rest as it came; ``others``, for whom one is not, last."""
    mine = {one.id: one for one in postings if one.id not in others}
    found = suggested(student, KIND, top=len(mine), only=mine) if mine else []
    fitting = [Placed(mine.pop(one.subject_id), one.reasons) for one in found if one.reasons]
    return [*fitting, *by_deadline([*mine.values()]), *by_deadline([one for one in postings if one.id in others])]
