"""Groups: none is small, none can be found out by subtracting, and each says how sure it is."""

import random
from datetime import date
from statistics import fmean

from bs4 import BeautifulSoup

from mentormatch.reports import groups
from mentormatch.reports.groups import FEWEST, OTHERS, compare, partition
from mentormatch.reports.scope import Scope
from tests.reports.conftest import MadeUp, rows_of


def test_in_any_partition_nobody_is_alone_and_nobody_is_lost() -> None:
    dice = random.Random(3)
    for _time in range(500):
        people = range(dice.randint(0, 120))
        weights = [dice.random() ** 3 for _word in range(6)]
        words = {person: dice.choices("abcdef", weights)[0] for person in people if dice.random() < 0.9}
        found, merged = partition(words, list(people))
        assert all(len(some) >= FEWEST for some in found.values())
        everybody = sorted(person for some in found.values() for person in some)
        assert everybody == (list(people) if found else [])
        assert (OTHERS in found) <= (merged > 0)
        if not found:
            assert len(people) < FEWEST


def test_one_small_group_takes_the_next_smallest_along_so_that_it_cannot_be_subtracted() -> None:
    words = dict(enumerate("a" * 30 + "b" * 12 + "c" * 3))
    found, merged = partition(words, list(words))
    assert {name: len(some) for name, some in found.items()} == {"a": 30, OTHERS: 15}
    assert merged == 2


def test_groups_are_those_of_a_statement_written_by_hand(world: MadeUp, as_person: object) -> None:
    ((_way, (asked, *_others, useful)),) = compare(Scope(world.cohort, first=date(2026, 9, 1)), "degree")
    rows = rows_of(
        "SELECT lower(p.degree), count(*), sum(CASE WHEN e.person_id IN (SELECT mentee_id FROM request"
        " WHERE cohort_id = :c) THEN 1 ELSE 0 END) FROM enrolment e JOIN profile p ON p.person_id = e.person_id"
        " WHERE e.cohort_id = :c AND e.enrolled_as = 'mentee' GROUP BY lower(p.degree)", c=world.cohort.id,
    )  # fmt: skip
    large = {degree: (number, part / number) for degree, number, part in rows if number >= FEWEST}
    shown = {group.name.lower(): (group.people, group.value) for group in asked.groups if group.name != OTHERS}
    assert shown.items() <= large.items()
    assert sum(group.people for group in asked.groups) == asked.people == sum(row[1] for row in rows)
    assert all(group.low <= group.value <= group.high for one in (asked, useful) for group in one.groups)
    assert all(group.people >= FEWEST for one in (asked, useful) for group in one.groups)
    answers = rows_of(
        "SELECT avg(1.0 * f.useful) FROM session_feedback f JOIN booking b ON b.id = f.booking_id JOIN match m"
        " ON m.id = b.match_id WHERE m.cohort_id = :c AND f.person_id = m.mentee_id GROUP BY f.person_id",
        c=world.cohort.id,
    )  # fmt: skip
    total = sum(group.value * group.people for group in useful.groups) / useful.people
    assert abs(total - fmean(float(row[0]) for row in answers)) < 1e-9
    page = as_person(world.people.cora).get(f"/coordinator/cohorts/{world.cohort.id}/report/groups?by=region")  # type: ignore[operator]
    assert "Europe" in BeautifulSoup(page.text, "html.parser").text


def test_nothing_protected_is_a_way_to_group() -> None:
    assert set(groups.WAYS) == {"degree", "language", "field", "region"}


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    dice, kept = random.Random(5), {"median": 0, "mean": 0}
    for _time in range(200):
        numbers = sorted(dice.expovariate(1) for _one in range(40))
        _value, low, high = groups._median(numbers)
        kept["median"] += low <= 0.6931 <= high
        _value, low, high = groups._mean(numbers)
        kept["mean"] += low <= 1 <= high
    assert kept["median"] >= 184
    assert kept["mean"] >= 170  # with forty people of so skewed a kind a bootstrap is known to be a little too sure
