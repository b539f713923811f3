"""Holding a plan while something is done in it, who may, and the places of its open steps."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.service import lock as lock_match
from mentormatch.plans import queries
from mentormatch.plans.errors import NotYourPlan, PlanFinished, TooManySteps, WrongLink, WrongText
from mentormatch.plans.models import LINK_MOST, MOST_STEPS, ActionPlan, PlanHelper, Source


def hold(plan: ActionPlan) -> None:
    """Lock the plan until commit and forget what was read of it, so that deeds in it come one after the other."""
    db.session.execute(sa.select(ActionPlan.id).where(ActionPlan.id == plan.id).with_for_update(key_share=True))
    db.session.expire_all()
    if db.session.scalar(sa.select(ActionPlan.id).where(ActionPlan.id == plan.id)) is None:
        raise NotFound


def hold_as_student(plan: ActionPlan, by: Person) -> None:
    """Hold a plan as the student whose it is. Refuses NotYourPlan."""
    hold(plan)
    if plan.person_id != by.id:
        raise NotYourPlan


def hold_open(plan: ActionPlan, by: Person) -> PlanHelper | None:
    """Hold a plan that goes on, as its student or as somebody inside, whose place is returned.

    The match of a mentor is held as well, so that ending it waits. Refuses NotFound for everybody else, PlanFinished.
    """
    helper = queries.helper_of(plan, by) if plan.person_id != by.id else None
    if helper is not None and helper.match is not None:
        lock_match(helper.match)
    hold(plan)
    helper = queries.helper_of(plan, by) if plan.person_id != by.id else None
    if plan.person_id != by.id and helper is None:
        raise NotFound
    if plan.finished_at is not None:
        raise PlanFinished
    return helper


def source_of(helper: PlanHelper | None) -> Source:
    if helper is None:
        return Source.SELF
    return Source.MENTORING if helper.match_id is not None else Source.COACHING


def place_for_step(taken: Iterable[int | None]) -> int:
    """The lowest free place. The database refuses one that is given twice. Refuses TooManySteps."""
    place = min(set(range(1, MOST_STEPS + 1)) - set(taken), default=None)
    if place is None:
        raise TooManySteps(MOST_STEPS)
    return place


def fitting(field: str, text: str, most: int, *, least: int = 1) -> str:
    text = text.strip()
    if not least <= len(text) <= most:
        raise WrongText(field, least, most)
    return text


def safe_link(link: str) -> str:
    """An address on the web, by https, or nothing. Refuses WrongLink."""
    link = link.strip()
    if not link:
        return ""
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise WrongLink from error
    if not link.startswith("https://") or not parts.hostname or len(link) > LINK_MOST or len(link.split()) != 1:
        raise WrongLink
    return link
