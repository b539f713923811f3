"""Reading drafts: who waits, who has places, what a draft says, and drafts side by side."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from mentormatch.accounts.models import Person
from mentormatch.assignments.models import UNDER_WAY, Draft, DraftRow, DraftStatus, PairRule, RuleKind
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.queries.waiting import without_match
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.training import queries as training

Pairs = list[tuple[int, int]]
#: Drafts that a cohort's page shows, the newest.
SHOWN = 12
PAGE_SIZE = 50


def draft_for(coordinator: Person, draft_id: int) -> Draft | None:
    """A draft of a cohort this coordinator looks after, or None."""
    draft = db.session.get(Draft, draft_id)
    return draft if draft and programmes.cohort_for(coordinator, draft.cohort_id) else None


def drafts_of(cohort: Cohort) -> list[Draft]:
    """The newest drafts of a cohort that were not thrown away."""
    kept = sa.select(Draft).where(Draft.cohort_id == cohort.id, Draft.status != DraftStatus.DISCARDED)
    return list(db.session.scalars(kept.order_by(Draft.id.desc()).limit(SHOWN)))


def under_way(cohort_id: int) -> int:
    """How many drafts of a cohort are being made or published."""
    some = sa.select(sa.func.count(Draft.id)).where(Draft.cohort_id == cohort_id, Draft.status.in_(UNDER_WAY))
    return db.session.scalar(some) or 0


def is_publishing(cohort_id: int) -> bool:
    """Whether a draft of a cohort is being published."""
    some = sa.select(Draft.id).where(Draft.cohort_id == cohort_id, Draft.status == DraftStatus.PUBLISHING)
    return db.session.scalar(some.limit(1)) is not None


def rows_of(draft: Draft) -> list[DraftRow]:
    """All rows of a draft with their people, the best pair first."""
    rows = sa.select(DraftRow).where(DraftRow.draft_id == draft.id).order_by(DraftRow.score.desc(), DraftRow.id)
    return list(db.session.scalars(rows.options(joinedload(DraftRow.mentee), joinedload(DraftRow.mentor))))


def who_waits(cohort_id: int) -> dict[int, str]:
    """The active mentees of a cohort who have no match, and the language of each, by id."""
    waiting = sa.select(Person.id, Person.locale).join(Enrolment, Enrolment.person_id == Person.id)
    waiting = waiting.where(Enrolment.id.in_(without_match((cohort_id,))))
    return {row.id: row.locale for row in db.session.execute(waiting.order_by(Person.id))}


def free_places(cohort_id: int, *, most_new: int | None) -> dict[int, int]:
    """How many new mentees each approved mentor of a cohort who is not paused can take, by id."""
    free = sa.select(Offer.person_id, Offer.capacity - Offer.load).join(Person, Person.id == Offer.person_id)
    free = free.where(
        Offer.person_id.in_(programmes.members_of(cohort_id, EnrolledAs.MENTOR)),
        Offer.status == OfferStatus.APPROVED,
        Offer.paused.is_(False),
        Offer.load < Offer.capacity,
        Offer.person_id.not_in(training.lacking_in(cohort_id)),
        Person.active,
    )
    most = most_new if most_new is not None else 10**6
    return {mentor: min(places, most) for mentor, places in db.session.execute(free)}


def rules_of(cohort_id: int) -> list[PairRule]:
    """The rules about pairs of a cohort, with their people."""
    rules = sa.select(PairRule).where(PairRule.cohort_id == cohort_id).order_by(PairRule.kind, PairRule.id)
    return list(db.session.scalars(rules.options(joinedload(PairRule.mentee), joinedload(PairRule.mentor))))


def rule_for(coordinator: Person, rule_id: int) -> PairRule | None:
    """A rule of a cohort this coordinator looks after, or None."""
    rule = db.session.get(PairRule, rule_id)
    return rule if rule and programmes.cohort_for(coordinator, rule.cohort_id) else None


def pairs_by_rule(cohort_id: int, kind: RuleKind) -> Pairs:
    """The pairs that every draft of a cohort puts together, or keeps apart."""
    pairs = sa.select(PairRule.mentee_id, PairRule.mentor_id)
    pairs = pairs.where(PairRule.cohort_id == cohort_id, PairRule.kind == kind).order_by(PairRule.id)
    return [(row.mentee_id, row.mentor_id) for row in db.session.execute(pairs)]


def former_pairs(cohort_id: int) -> Pairs:
    """Everybody of a cohort with each mentor they had before."""
    mentees = programmes.members_of(cohort_id, EnrolledAs.MENTEE)
    before = sa.select(Match.mentee_id, Match.mentor_id).where(Match.mentee_id.in_(mentees)).distinct()
    return [(row.mentee_id, row.mentor_id) for row in db.session.execute(before)]


def colleagues(cohort_id: int) -> Pairs:
    """Everybody of a cohort with each mentor of it who names the same organisation, however it is spelled in case."""
    places: dict[str, list[int]] = {}
    for mentor_id, named in _named(Offer, cohort_id, EnrolledAs.MENTOR):
        places.setdefault(_spelled(named), []).append(mentor_id)
    mentees = {pair for kind in (Profile, Offer) for pair in _named(kind, cohort_id, EnrolledAs.MENTEE)}
    found = {(mentee, mentor) for mentee, named in mentees for mentor in places.get(_spelled(named), ())}
    return sorted((mentee, mentor) for mentee, mentor in found if mentee != mentor)


def _named(kind: type[Profile] | type[Offer], cohort_id: int, enrolled_as: EnrolledAs) -> list[tuple[int, str]]:
    """Who of a cohort says in a profile or an offer where they work, and where."""
    told = sa.select(kind.person_id, kind.organisation).where(kind.organisation != "")
    told = told.where(kind.person_id.in_(programmes.members_of(cohort_id, enrolled_as)))
    return [(row.person_id, row.organisation) for row in db.session.execute(told)]


def _spelled(organisation: str) -> str:
    return " ".join(organisation.casefold().split())


def row_of(draft: Draft, mentee_id: int) -> DraftRow | None:
    return db.session.scalar(sa.select(DraftRow).where(DraftRow.draft_id == draft.id, DraftRow.mentee_id == mentee_id))


def draft_of(row: DraftRow) -> Draft:
    return db.session.get_one(Draft, row.draft_id)


def given_to(draft: Draft, mentor_ids: Sequence[int]) -> dict[int, list[Person]]:
    """Whom a draft gives to each of these mentors."""
    rows = sa.select(DraftRow).where(DraftRow.draft_id == draft.id, DraftRow.mentor_id.in_(mentor_ids))
    found: dict[int, list[Person]] = {}
    for row in db.session.scalars(rows.options(joinedload(DraftRow.mentee)).order_by(DraftRow.score)):
        found.setdefault(row.mentor_id or 0, []).append(row.mentee)
    return found


def given_in(draft: Draft, mentor_id: int) -> int:
    """How many mentees a draft gives to a mentor."""
    given = sa.select(sa.func.count(DraftRow.id)).where(DraftRow.draft_id == draft.id, DraftRow.mentor_id == mentor_id)
    return db.session.scalar(given) or 0


def page_of(draft: Draft, *, text: str, only: str, offset: int) -> tuple[list[DraftRow], int]:
    """Rows of a draft, the weakest pair first so that doubts come early, and how many there are."""
    mentee, mentor = aliased(Person), aliased(Person)
    rows = sa.select(DraftRow).where(DraftRow.draft_id == draft.id)
    rows = rows.join(mentee, mentee.id == DraftRow.mentee_id).outerjoin(mentor, mentor.id == DraftRow.mentor_id)
    if only:
        rows = rows.where(DraftRow.mentor_id.is_(None) if only == "unmatched" else DraftRow.mentor_id.is_not(None))
    for word in text.split():
        like = [one.name.icontains(word, autoescape=True) for one in (mentee, mentor)]
        rows = rows.where(sa.or_(*like))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
    rows = rows.options(joinedload(DraftRow.mentee), joinedload(DraftRow.mentor))
    first = DraftRow.score.is_not(None), DraftRow.score, DraftRow.id
    return list(db.session.scalars(rows.order_by(*first).limit(PAGE_SIZE).offset(offset))), total


def scores_of(draft_ids: Sequence[int]) -> dict[int, list[float]]:
    """The scores of the pairs of each draft, the lowest first."""
    scores = sa.select(DraftRow.draft_id, DraftRow.score).where(
        DraftRow.draft_id.in_(draft_ids), DraftRow.score.is_not(None)
    )
    found: dict[int, list[float]] = {number: [] for number in draft_ids}
    for draft_id, score in db.session.execute(scores.order_by(DraftRow.draft_id, DraftRow.score)):
        found[draft_id].append(float(score or 0))
    return found


def loads_of(draft_ids: Sequence[int]) -> dict[int, list[int]]:
    """How many mentees each mentor who gets any gets in each draft, the most first."""
    given = sa.select(DraftRow.draft_id, sa.func.count(DraftRow.id)).where(
        DraftRow.draft_id.in_(draft_ids), DraftRow.mentor_id.is_not(None)
    )
    found: dict[int, list[int]] = {number: [] for number in draft_ids}
    for draft_id, number in db.session.execute(given.group_by(DraftRow.draft_id, DraftRow.mentor_id)):
        found[draft_id].append(number)
    return {number: sorted(loads, reverse=True) for number, loads in found.items()}


def reasons_in(draft_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many stay without a mentor in each draft, by the engine's code."""
    out = sa.select(DraftRow.draft_id, DraftRow.unmatched, sa.func.count(DraftRow.id)).where(
        DraftRow.draft_id.in_(draft_ids), DraftRow.mentor_id.is_(None)
    )
    found: dict[int, dict[str, int]] = {number: {} for number in draft_ids}
    for draft_id, code, number in db.session.execute(out.group_by(DraftRow.draft_id, DraftRow.unmatched)):
        found[draft_id][code] = number
    return found


def shared_pairs(one: int, other: int) -> int:
    """How many pairs two drafts have in common."""
    mine, theirs = aliased(DraftRow), aliased(DraftRow)
    same = sa.and_(theirs.draft_id == other, theirs.mentee_id == mine.mentee_id, theirs.mentor_id == mine.mentor_id)
    return db.session.scalar(sa.select(sa.func.count(mine.id)).join(theirs, same).where(mine.draft_id == one)) or 0
