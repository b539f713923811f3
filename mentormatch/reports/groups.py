"""Groups of students beside each other: by what they study, speak, did before, or where their clock is.

Nobody can be found out by subtracting: each measure has a partition of its own people, every group in it has at least
``FEWEST`` of them, smaller ones stand together as "others", and it is always about the whole cohort, whatever days the
rest of the report is about. Nothing that is protected is a way to group.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

import numpy as np
import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.i18n import Lazy, _l
from mentormatch.profiles.models import Profile
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.reports.figures import FIGURES, Figure
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import Kind, share

#: Fewer people are no group of their own.
FEWEST = 10
#: How often a mean is drawn anew, and from which seed, so that a report says the same twice.
DRAWS, SEED = 1000, 4
OTHERS, EVERYBODY = "others", "everybody"
#: What is compared: of each person one number.
MEASURES = ("asked", "matched", "first_answer", "useful_mentee")
#: Ways to group, each with one word for every person.
WAYS: dict[str, Lazy] = {
    "degree": _l("Degree"),
    "language": _l("First language"),
    "field": _l("Former field"),
    "region": _l("Region of the time zone"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """``people`` of a group, its ``value`` and the 95 % interval: Wilson's, of order statistics, or drawn (bootstrap).

    ``name`` is OTHERS for those that stand together, EVERYBODY when all do, "" for people of whom it is not known.
    """

    name: str
    people: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of one measure, the largest first; ``merged`` is how many stand together as others.

    Without groups there are too few people for two of them, or for one.
    """

    figure: Figure
    groups: tuple[Group, ...]
    merged: int
    people: int


def compare(scope: Scope, *ways: str) -> list[tuple[str, list[Comparison]]]:
    """Every measure by the groups of each of these ways, over the whole cohort; all numbers are read once."""
    numbers = {key: _numbers(FIGURES[key], scope.whole) for key in MEASURES}
    return [(way, _one_way(numbers, _words(scope, way))) for way in ways]


def partition(words: Mapping[int, str], people: Sequence[int]) -> tuple[dict[str, list[int]], int]:
    """People by their word, with small groups together, and how many were merged.

    While "others" itself is small, the smallest other group joins it; no group at all when everybody is too few.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for person in people:
        groups[words.get(person, "")].append(person)
    rising = sorted(groups, key=lambda name: (len(groups[name]), name))
    small = [name for name in rising if len(groups[name]) < FEWEST]
    if not small:
        return dict(groups), 0
    left = rising[len(small) :]
    while left and sum(len(groups[name]) for name in small) < FEWEST:
        small.append(left.pop(0))
    together = [person for name in small for person in groups[name]]
    if len(together) < FEWEST:
        return {}, len(small)
    return {**{name: groups[name] for name in left}, OTHERS: together}, len(small)


def _one_way(numbers: Mapping[str, Mapping[int, float]], words: Mapping[int, str]) -> list[Comparison]:
    return [_compare(FIGURES[key], found, words) for key, found in numbers.items()]


def _compare(figure: Figure, numbers: Mapping[int, float], words: Mapping[int, str]) -> Comparison:
    found, merged = partition(words, sorted(numbers))
    if list(found) == [OTHERS]:
        found = {EVERYBODY: found[OTHERS]}
    groups = [_group(figure, name, [numbers[person] for person in people]) for name, people in found.items()]
    groups.sort(key=lambda group: (group.name == OTHERS, -group.people, group.name))
    return Comparison(figure, tuple(groups), merged, len(numbers))


def _numbers(figure: Figure, scope: Scope) -> dict[int, float]:
    """One number of each person: whether it counts, how long it took, how useful sessions were on average."""
    column = {Kind.SHARE: "yes", Kind.DURATION: "seconds", Kind.MEAN: "number"}[figure.kind]
    rows = figure.rows_in(scope).order_by(None).subquery()
    found: dict[int, list[float]] = defaultdict(list)
    for person, number in db.session.execute(sa.select(rows.c.person_id, rows.c[column])):
        if number is not None:
            found[person].append(float(number))
    return {person: fmean(numbers) for person, numbers in found.items()}


def _group(figure: Figure, name: str, numbers: list[float]) -> Group:
    value, low, high = INTERVALS[figure.kind](sorted(numbers))
    return Group(name, len(numbers), value, low, high)


def _share(numbers: list[float]) -> tuple[float, float, float]:
    found = share(int(sum(numbers)), len(numbers))
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return found.value, found.low, found.high


def _median(numbers: list[float]) -> tuple[float, float, float]:
    """The median between the two ranks that hold it with 95 % whatever the distribution (Conover 1999, 3.2)."""
    n = len(numbers)
    half = 1.96 * n**0.5 / 2
    low, high = max(int(np.floor(n / 2 - half)), 0), min(int(np.ceil(n / 2 + half)), n - 1)
    return median(numbers), numbers[low], numbers[high]


def _mean(numbers: list[float]) -> tuple[float, float, float]:
    """The mean between the percentiles of the means of as many people drawn with replacement (Efron 1979)."""
    drawn = np.random.default_rng(SEED).choice(np.array(numbers), (DRAWS, len(numbers))).mean(axis=1)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return fmean(numbers), float(low), float(high)


INTERVALS: dict[Kind, Callable[[list[float]], tuple[float, float, float]]] = {
    Kind.SHARE: _share,
    Kind.DURATION: _median,
    Kind.MEAN: _mean,
}


def _words(scope: Scope, way: str) -> dict[int, str]:
    """What each mentee of the cohort is grouped by, as it was spelt first; "" where it is not known."""
    columns: Any = sa.select(Person.id, Person.time_zone, Profile.degree, Profile.previous_field, Profile.languages)
    people = columns.outerjoin(Profile, Profile.person_id == Person.id).join(
        Enrolment, Enrolment.person_id == Person.id
    )
    people = people.where(Enrolment.cohort_id == scope.cohort.id, Enrolment.enrolled_as == EnrolledAs.MENTEE)
    spelt: dict[str, str] = {}
    return {
        row.id: spelt.setdefault(word.casefold(), word)
        for row in db.session.execute(people.order_by(Person.id))
        for word in [_word(row, way)]
    }


def _word(row: Any, way: str) -> str:
    if way == "region":
        return str(row.time_zone).partition("/")[0]
    if way == "language":
        return row.languages[0] if row.languages else ""
    text = row.degree if way == "degree" else row.previous_field
    return " ".join((text or "").split())
