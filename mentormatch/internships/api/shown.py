"""Rows as programs get them."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_login import current_user

from mentormatch.core.i18n import as_instant
from mentormatch.internships import queries, schema
from mentormatch.internships.models import Application, External, Interview, Posting, Stage
from mentormatch.internships.policy import WAYS
from mentormatch.web.rest.calls import Reply, done_once


def posting(
    found: Posting, *, handled: bool = False, mine: Application | None = None, for_me: bool = False,
    reasons: Sequence[str] = (),
) -> schema.PostingRead:  # fmt: skip
    """``handled``: for those who handle it. For a student with their application, if there is one: whom to ask is for
    who has applied, and what the office has not read yet for nobody."""
    approved = handled or queries.may_be_read(found)
    knows = handled or (approved and mine is not None and mine.status != Stage.WITHDRAWN)
    names = ("id", "title", "text", "place", "starts_on", "ends_on", "pay_amount", "pay_currency", "unpaid_reason",
             "deadline_wall", "deadline_zone")  # fmt: skip
    lists = ("skills", "roles", "languages", "degrees", "years", "questions")
    firm = found.organisation
    plain: dict[str, Any] = {name: getattr(found, name) for name in names}
    plain |= {name: list(getattr(found, name)) for name in lists}
    if not approved:
        plain |= {"text": "", "questions": [], "unpaid_reason": ""}
    return schema.PostingRead(
        organisation=schema.OrganisationRead(id=firm.id, name=firm.name, website=firm.website, sector=firm.sector,
                                             place=firm.place, verified_at=firm.verified_at),
        kind=found.kind, status=found.status, where=found.where, pay_period=found.pay_period or "",
        contact=found.contact if knows else "", deadline=found.deadline_at,
        for_me=for_me, my_application=mine.id if mine else None, reasons=list(reasons),
        back=found.back or "" if handled else "", back_words=found.back_words if handled else "",
        hidden=handled and found.hidden_at is not None, **plain,
    )  # fmt: skip


def after(found: Posting, deed: Callable[[], Any]) -> Reply:
    """Do something to a posting once, and answer with it as those see it who handle it."""

    def act() -> schema.PostingRead:
        deed()
        return posting(found, handled=True)

    return done_once(lambda: (act(), 200, None))


def application(mine: Application) -> schema.ApplicationRead:
    return schema.ApplicationRead(
        id=mine.id, posting=mine.posting_id, title=mine.posting.title, organisation=mine.posting.organisation.name,
        stage=mine.status, version=mine.version_id, note=mine.note, answers=_answers(mine), sent_at=mine.sent_at,
        moved_at=mine.moved_at, interviews=[interview(one) for one in queries.interviews_of(mine.id)],
    )  # fmt: skip


def interview(one: Interview) -> schema.InterviewRead:
    return schema.InterviewRead(
        id=one.id, status=one.status, minutes=one.minutes, place=one.place, starts_at=one.starts_at,
        times=[as_instant(time) for time in one.times],
    )  # fmt: skip


def handled(found: Application) -> schema.HandledApplication:
    plain: dict[str, Any] = {
        "id": found.id,
        "posting": found.posting_id,
        "stage": found.status,
        "sent_at": found.sent_at,
    }
    if not queries.names_student(current_user, found):
        return schema.HandledApplication(name="", email="", version=None, note="", answers=[], ways=[], **plain)
    return schema.HandledApplication(
        name=found.person.name, email=found.person.email, version=found.version_id, note=found.note,
        answers=_answers(found), ways=list(WAYS[found.status]), **plain,
    )  # fmt: skip


def external(one: External) -> schema.ExternalRead:
    names = ("id", "organisation", "title", "link", "next_step", "next_on")
    return schema.ExternalRead(stage=one.stage, **{name: getattr(one, name) for name in names})


def _answers(found: Application) -> list[schema.AnswerRead]:
    return [schema.AnswerRead(question=one["question"], answer=one["answer"]) for one in found.answers]
