"""Do explanations hold? On random pairs contributions add up, and each reason is derived again from the two people."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from mentormatch.matching import BaselineRanker, MenteeFacts, MentorFacts, MentorPool, Reason
from tests.bench import people

MENTEES, POOL, CLOSE = 100, 100, 1e-9


def measure(mentees: int = MENTEES, seed: int = 2) -> dict[str, float]:
    """Rank everybody for each mentee: pairs seen, the largest gap of a sum, reasons derived again, wrong ones."""
    chance = np.random.default_rng(seed)
    pool = MentorPool([people.mentor(f"m{n}", n, **_gaps(chance, people.background(chance))) for n in range(POOL)])
    ranker, told, wrong, gap, pairs = BaselineRanker(), Counter[str](), Counter[str](), 0.0, 0
    for number in range(mentees):
        facts = _gaps(chance, people.background(chance))
        asked = people.mentee(f"s{number}", number, skills_wanted=_skills(chance), **facts)
        for one in ranker.rank(asked, pool, top=POOL):
            pairs += 1
            gap = max(gap, abs(sum(reason.contribution for reason in one.reasons) - one.score))
            for reason in one.reasons:
                if reason.feature in DERIVED:
                    told[reason.feature] += 1
                    wrong[reason.feature] += not DERIVED[reason.feature](asked, pool.get(one.mentor_id), reason)
    return {"pairs": pairs, "gap": gap, "derived": told.total(), "wrong": wrong.total(), "kinds": len(told)}


def _gaps(chance: np.random.Generator, facts: dict[str, Any]) -> dict[str, Any]:
    """Leave out each fact of one person in five."""
    return {name: value for name, value in facts.items() if chance.random() > 0.2}


def _skills(chance: np.random.Generator) -> tuple[str, ...]:
    known = tuple(sorted({skill for *_, skills in people.CAREERS for skill in skills}))
    return people.some(chance, known, 3)


def _covers(wanted: tuple[str, ...], offered: tuple[str, ...], said: dict[str, Any]) -> bool:
    """What is called covered is offered under that name or one that holds it; what is not, is not offered so named."""
    have = {name.casefold() for name in offered}
    near = all(any(name.casefold() in one or one in name.casefold() for one in have) for name in said["covered"])
    return (
        near
        and not {name.casefold() for name in said["not_covered"]} & have
        and (sorted([*said["covered"], *said["not_covered"]]) == sorted(wanted))
    )


def _minutes_in_common(asked: MenteeFacts, mentor: MentorFacts) -> int:
    """Count the quarter hours in which both are free in a week of January and in one of July; the smaller number."""
    return min(_minutes_in_week(asked, mentor, monday) for monday in (datetime(2026, 1, 12), datetime(2026, 7, 13)))


def _minutes_in_week(asked: MenteeFacts, mentor: MentorFacts, monday: datetime) -> int:
    first = monday.replace(tzinfo=UTC)
    both = _free(asked, monday) & _free(mentor, monday)
    return 15 * len({at for at in both if first <= at < first + timedelta(days=7)})


def _free(person: MenteeFacts | MentorFacts, monday: datetime) -> set[datetime]:
    """Return the starts of all free quarter hours; the weeks around count, as Sunday here may be Monday there."""
    zone, found = ZoneInfo(person.time_zone), set[datetime]()
    for week in (-7, 0, 7):
        for day, start, end in person.availability:
            midnight = monday + timedelta(days=day + week)
            at, until = (midnight + timedelta(hours=int(one[:2]), minutes=int(one[3:])) for one in (start, end))
            while at < until:
                found.add(at.replace(tzinfo=zone).astimezone(UTC))
                at += timedelta(minutes=15)
    return found


def _hours(asked: MenteeFacts, mentor: MentorFacts, reason: Reason) -> bool:
    minutes = reason.evidence["minutes"]
    return minutes is None or minutes == _minutes_in_common(asked, mentor)


DERIVED: dict[str, Callable[[MenteeFacts, MentorFacts, Reason], bool]] = {
    "role": lambda asked, mentor, reason: reason.evidence["role"] == mentor.role_title,
    "sentences": lambda asked, mentor, reason: reason.evidence["sentence"].rstrip("…") in mentor.bio,
    "words": lambda asked, mentor, reason: all(
        word.casefold()[:4] in f"{mentor.role_title} {mentor.bio} {mentor.skills}".casefold()
        for word in reason.evidence["shared"]
    ),
    "skills": lambda asked, mentor, reason: _covers(asked.skills_wanted, mentor.skills, reason.evidence),
    "topics": lambda asked, mentor, reason: _covers(asked.help_topics, mentor.help_topics, reason.evidence),
    "industries": lambda asked, mentor, reason: _covers(asked.industries, mentor.industries, reason.evidence),
    "degree": lambda asked, mentor, reason: (
        reason.evidence["degree"] == mentor.degree and reason.evidence["same"] == (asked.degree == mentor.degree)
    ),
    "path": lambda asked, mentor, reason: (
        reason.evidence["start"] == mentor.previous_field
        and reason.evidence["same_start"] == (asked.previous_field == mentor.previous_field)
    ),
    "languages": lambda asked, mentor, reason: (
        set(reason.evidence["shared"]) == set(asked.languages) & set(mentor.languages)
    ),
    "years": lambda asked, mentor, reason: (
        reason.evidence["ahead"] == (mentor.years_experience or 0) - (asked.years_experience or 0)
    ),
    "hours": _hours,
    "load": lambda asked, mentor, reason: (
        (reason.evidence["load"], reason.evidence["capacity"]) == (mentor.load, mentor.capacity)
    ),
}
