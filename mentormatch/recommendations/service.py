"""Ranked mentors for a mentee, and why: asked by pages, requests and reviews."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.matching import Advice, Exposure, MentorPool, Recommendation, exposure
from mentormatch.programmes.models import Cohort, EnrolledAs
from mentormatch.programmes.queries import members_of
from mentormatch.recommendations import queries
from mentormatch.recommendations.facts import MenteeRecord, mentee_record, mentee_records
from mentormatch.recommendations.pool import live_pool
from mentormatch.recommendations.ranking import Shown, live_ranker, rank

#: Told instead of an engine's rule when a mentor may not be ranked at all: paused, or not approved.
NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the ranker says about one mentor: a recommendation, or the name of the rule that speaks against it."""

    recommendation: Recommendation | None
    refused: str | None


def recommend(
    mentee: Person, *, top: int, only: Collection[int] | None = None, but: Collection[int] = ()
) -> list[Shown]:
    """The best mentors of the mentee's cohort, best first, of ``only`` and without ``but``. Empty without a cohort."""
    record = mentee_record(mentee.id)
    if record is None or record.cohort is None:
        return []
    return _ranked(record, record.cohort, only=only, but=but, top=top)


def alternatives(mentee: Person, *, cohort: Cohort, exclude: Collection[int], top: int = 3) -> list[Shown]:
    """The next-best mentors of a cohort, for somebody who cannot have those in ``exclude``."""
    record = mentee_record(mentee.id)
    return _ranked(record, cohort, only=None, but=exclude, top=top) if record else []


def count_better(mentee: Person, *, cohort: Cohort, than: float, exclude: Collection[int]) -> int | None:
    """How many mentors of a cohort, but those in ``exclude``, the ranker could give now and scores higher ``than``.

    None when what is stored about the mentee cannot be read.
    """
    record = mentee_record(mentee.id)
    if record is None:
        return None
    people = queries.candidates(cohort.id, but=record.person_id)
    goals = {record.facts.id: record.goal} if record.goal else None
    with live_pool().fresh() as pool:
        (scores,) = live_ranker().scores([record.facts], pool, goals)
        wanted = pool.rows_of(str(number) for number in people.keys() - set(exclude))
        return int((scores[wanted] > than).sum())  # NaN, where a hard rule forbids, is not higher


def allowed(mentee_ids: Collection[int], mentor_ids: Collection[int]) -> dict[int, set[int]]:
    """For each of these mentees those of these mentors whom no hard rule forbids at present."""
    found = {}
    with live_pool().fresh() as pool:
        listed = {number for number in mentor_ids if str(number) in pool}
        for record in mentee_records(mentee_ids):
            refused = live_ranker().refused(record.facts, pool)
            found[record.person_id] = {number for number in listed if str(number) not in refused}
    return found


def _ranked(
    record: MenteeRecord, cohort: Cohort, *, only: Collection[int] | None, but: Collection[int], top: int
) -> list[Shown]:
    people = queries.candidates(cohort.id, but=record.person_id)
    wanted = (people.keys() if only is None else set(only)) - set(but)
    with live_pool().fresh() as pool:
        return rank(record, pool, people, only=wanted, top=top)


def opinion(record: MenteeRecord, mentor_id: int) -> Opinion:
    """What the ranker says about this mentor for this mentee, whatever the cohort."""
    ranker = live_ranker()
    with live_pool().fresh() as pool:
        if str(mentor_id) not in pool:
            return Opinion(None, NOT_LISTED)
        found = ranker.rank(record.facts, pool, top=1, only={str(mentor_id)}, goal=record.goal)
        rule = None if found else ranker.refused(record.facts, pool).get(str(mentor_id))
    return Opinion(found[0] if found else None, rule)


@dataclass(frozen=True, slots=True)
class Attention:
    """In how many of ``lists`` each mentor of a cohort stands among the first, also those who stand in none."""

    places: Counter[int]
    lists: int


def exposure_in(cohort: Cohort, *, top: int) -> Exposure:
    """How the first ``top`` places of the lists of a cohort's mentees are spread over its mentors."""
    with live_pool().fresh() as pool:
        mentors, records = _of_cohort(cohort, pool)
        return exposure(_lists(mentors, records, pool, top), pool, only=mentors)


def shown_in(cohort: Cohort, *, top: int) -> Attention:
    """The same as counts. It takes some ten milliseconds for each mentee."""
    with live_pool().fresh() as pool:
        mentors, records = _of_cohort(cohort, pool)
        places = Counter({int(mentor): 0 for mentor in mentors})
        for ranking in _lists(mentors, records, pool, top):
            places.update(int(one.mentor_id) for one in ranking)
    return Attention(places, len(records))


def _of_cohort(cohort: Cohort, pool: MentorPool) -> tuple[set[str], list[MenteeRecord]]:
    mentees = db.session.scalars(members_of(cohort.id, EnrolledAs.MENTEE)).all()
    records = [record for number in mentees if (record := mentee_record(number)) and record.says_something]
    return {str(number) for number in queries.emails_of_mentors(cohort.id, but=0)} & set(pool.ids), records


def _lists(
    mentors: set[str], records: list[MenteeRecord], pool: MentorPool, top: int
) -> Iterator[list[Recommendation]]:
    for one in records:
        yield live_ranker().rank(one.facts, pool, top=top, only=mentors - {str(one.person_id)}, goal=one.goal)


def snapshot(mentee: Person, mentor_id: int) -> dict[str, Any]:
    """The recommendation as JSON to be stored with a request: what the ranker said at that moment, and in which words.

    Where a rule speaks against the mentor, ``score`` and ``band`` are None and ``refused`` names the rule.
    """
    record = mentee_record(mentee.id)
    said = opinion(record, mentor_id) if record else Opinion(None, NOT_LISTED)
    return as_stored(said.recommendation, said.refused, mentee.locale)


def as_stored(shown: Recommendation | None, refused: str | None, locale: str) -> dict[str, Any]:
    """A recommendation of the live ranker as JSON, with its reasons in the mentee's words."""
    return {
        "ranker": live_ranker().digest,
        "score": shown.score if shown else None,
        "band": shown.band if shown else None,
        "refused": refused,
        "locale": locale,
        "reasons": [
            {
                "feature": reason.feature,
                "kind": reason.kind,
                "contribution": reason.contribution,
                "evidence": reason.evidence,
                "text": reason.text(locale),
            }
            for reason in (shown.reasons if shown else ())
        ],
    }


def advice(record: MenteeRecord) -> list[Advice]:
    """What is missing in a mentee's profile, and the one fact that decides most about the first five of the cohort."""
    people = queries.candidates(record.cohort.id, but=record.person_id) if record.cohort else {}
    with live_pool().fresh() as pool:
        return live_ranker().advice(record.facts, pool, goal=record.goal, only=set(map(str, people)))
