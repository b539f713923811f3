"""The mentors' page: the best mentors that fit the filters, how many there are, and who was left out by which rule."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from mentormatch.calendar import queries as calendar
from mentormatch.matching import MentorFacts
from mentormatch.programmes.models import Cohort
from mentormatch.recommendations import queries
from mentormatch.recommendations.facts import MenteeRecord
from mentormatch.recommendations.filters import Choices, Filters, choices
from mentormatch.recommendations.pool import live_pool
from mentormatch.recommendations.queries import Candidate
from mentormatch.recommendations.ranking import Shown, live_ranker, rank

#: "Free this week" looks this far ahead.
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best of ``total`` mentors that fit."""

    shown: list[Shown]
    total: int
    #: How many fitting mentors each hard rule leaves out.
    refused: Mapping[str, int]
    choices: Choices
    #: When nobody fits: how many would, were one filter taken off, by that filter's name.
    without: Mapping[str, int]


def search(record: MenteeRecord, cohort: Cohort, filters: Filters, *, top: int) -> Found:
    """The best ``top`` mentors of a cohort that fit the filters, with reasons."""
    people = queries.candidates(cohort.id, but=record.person_id)
    with live_pool().fresh() as pool:
        mentors = {number: pool.get(str(number)) for number in people if str(number) in pool}
        rules = {int(mentor_id): rule for mentor_id, rule in live_ranker().refused(record.facts, pool).items()}
        listed = _Listed(cohort, people, mentors, rules)
        found = listed.open_to(filters)
        return Found(
            shown=rank(record, pool, people, only=found, top=top),
            total=len(found),
            refused=Counter(rules[number] for number in listed.fitting(filters) if number in rules),
            choices=choices(mentors.values()),
            without={} if found else {name: len(listed.open_to(filters.but(**{name: ""}))) for name in filters.chosen},
        )


@dataclass(frozen=True, slots=True)
class _Listed:
    """The mentors of one cohort by id, and the hard rules that speak against some of them for this mentee."""

    cohort: Cohort
    people: Mapping[int, Candidate]
    mentors: Mapping[int, MentorFacts]
    rules: Mapping[int, str]

    def fitting(self, filters: Filters) -> list[int]:
        return [number for number, mentor in self.mentors.items() if filters.keep(mentor, self.people[number].name)]

    def open_to(self, filters: Filters) -> list[int]:
        """Those who fit and whom no rule excludes."""
        found = [number for number in self.fitting(filters) if number not in self.rules]
        if not filters.free:
            return found
        times = calendar.next_open_times(found, self.cohort, per_host=1, within=WEEK)
        return [number for number in found if times.get(number)]
