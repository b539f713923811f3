"""Drafts are asked for, stopped and thrown away; pairs are fixed or kept apart in all of them."""

from collections.abc import Iterable

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.assignments import queries
from mentormatch.assignments.errors import DraftMoved, ReasonMissing, RuleExists, TooManyDrafts
from mentormatch.assignments.models import Draft, DraftStatus, PairRule, RuleKind
from mentormatch.core import audit
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.matching import Objective
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.programmes.models import Cohort

JOB = "assignments.run"


@transactional
def ask_drafts(
    cohort: Cohort,
    objectives: Iterable[Objective],
    *,
    by: Person | None,
    most_new: int | None = None,
    new_faces: bool = False,
    other_organisations: bool = False,
) -> list[Draft]:
    """Ask the worker for a draft by each objective. Refuses TooManyDrafts while others are under way."""
    take_turn(cohort.id)
    if queries.under_way(cohort.id):
        raise TooManyDrafts
    drafts = [
        Draft(
            cohort_id=cohort.id,
            objective=objective,
            most_new=most_new,
            new_faces=new_faces,
            other_organisations=other_organisations,
            status=DraftStatus.QUEUED,
            asked_by_id=by.id if by else None,
        )
        for objective in dict.fromkeys(objectives)
    ]
    db.session.add_all(drafts)
    db.session.flush()
    for draft in drafts:
        audit.record(by, "draft.asked", draft, objective=draft.objective.value)
    nudge(JOB)
    return drafts


@transactional
def stop(draft: Draft, *, by: Person) -> None:
    """Stop a draft that is being made; twice is once. Refuses DraftMoved."""
    if draft.status == DraftStatus.CANCELLED:
        return
    if not advance(draft, frm={DraftStatus.QUEUED, DraftStatus.RUNNING}, to=DraftStatus.CANCELLED, run=None):
        raise DraftMoved
    audit.record(by, "draft.stopped", draft)


@transactional
def discard(draft: Draft, *, by: Person) -> None:
    """Throw a draft away that is not published; twice is once. Refuses DraftMoved."""
    if draft.status == DraftStatus.DISCARDED:
        return
    done = {DraftStatus.READY, DraftStatus.FAILED, DraftStatus.CANCELLED}
    if not advance(draft, frm=done, to=DraftStatus.DISCARDED):
        raise DraftMoved
    audit.record(by, "draft.discarded", draft)


@transactional
def add_rule(cohort: Cohort, mentee_id: int, mentor_id: int, kind: RuleKind, *, by: Person, reason: str) -> PairRule:
    """Fix two people together, or keep them apart, in every later draft; the same rule twice is one.

    Refuses ReasonMissing and RuleExists.
    """
    if not reason.strip():
        raise ReasonMissing
    take_turn(cohort.id)
    about = sa.select(PairRule).where(PairRule.cohort_id == cohort.id, PairRule.mentee_id == mentee_id)
    for rule in db.session.scalars(about):
        if rule.mentor_id == mentor_id and rule.kind == kind:
            return rule
        if rule.mentor_id == mentor_id or {rule.kind, kind} == {RuleKind.TOGETHER}:
            raise RuleExists
    rule = PairRule(
        cohort_id=cohort.id,
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        kind=kind,
        reason=reason.strip(),
        made_by_id=by.id,
    )
    db.session.add(rule)
    db.session.flush()
    audit.record(by, f"pair_rule.{kind.value}", rule, mentee=mentee_id, mentor=mentor_id)
    return rule


@transactional
def remove_rule(rule: PairRule, *, by: Person) -> None:
    """Let a rule go; drafts that exist stay as they are."""
    about = {"cohort": rule.cohort_id, "mentee": rule.mentee_id, "mentor": rule.mentor_id}
    audit.record(by, "pair_rule.removed", rule, **about)  # the rule itself is gone when somebody reads of it
    db.session.delete(rule)
