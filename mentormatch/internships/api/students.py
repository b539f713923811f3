"""Calls of students: finding, applying, withdrawing, interviews, reports, the board."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user
from pydantic import BaseModel

from mentormatch.internships import queries, schema, service
from mentormatch.internships.api import shown
from mentormatch.internships.api.blueprint import ONE, rest
from mentormatch.internships.arriving import arrived, posting_to_apply
from mentormatch.internships.models import Application, External, Interview, Posting
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, PageQuery

MINE = "/applications/<int:application_id>"
ENTRY = "/board/<int:external_id>"


@rest.get("")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, schema.PostingPage))
def postings(query: schema.PostingQuery) -> schema.PostingPage:
    """Postings that are open: what suits one first, with reasons, or by deadline."""
    wanted = queries.Wanted(query.kind, query.where, query.language, query.words, query.paid, query.for_me)
    rows = queries.published(current_user, wanted)
    others = queries.my_why_not(current_user, rows)
    by_fit = query.order == "fit"
    placed = queries.by_fit(current_user, rows, others) if by_fit else queries.by_deadline(rows)
    found, cursor = part(placed, query.cursor, query.limit)
    applied = {one.posting_id: one for one in queries.applications_of(current_user)}
    items = [
        shown.posting(one.posting, mine=applied.get(one.posting.id), for_me=one.posting.id not in others,
                      reasons=one.reasons)
        for one in found
    ]  # fmt: skip
    return schema.PostingPage(items=items, next_cursor=cursor)


@rest.get(ONE)
@access(Who.MENTEE, load=queries.posting_for_student)
@spec.validate(resp=answers(200, schema.PostingRead, 404))
def posting(found: Posting) -> schema.PostingRead:
    """One posting; whom to ask is in it for who has applied."""
    mine = queries.application_of(current_user.id, found.id)
    return shown.posting(found, mine=mine, for_me=not queries.my_why_not(current_user, [found]))


@rest.post(f"{ONE}/apply")
@access(Who.MENTEE, load=posting_to_apply)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ApplicationRead, 404, 409, 415))
def apply(found: Posting, json: schema.ApplicationSent) -> Reply:
    """Apply; what decides about the deadline is when the call reached the server."""
    said, at = {one.number: one.answer for one in json.answers}, arrived()
    return _done(
        lambda: shown.application(
            service.apply(found, by=current_user, version_id=json.version, note=json.note, answers=said, arrived=at)
        )
    )


@rest.post(f"{ONE}/report")
@access(Who.MENTEE, load=queries.posting_for_student)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.AlarmRead, 404, 409, 415))
def report(found: Posting, json: schema.AlarmSent) -> Reply:
    """Say that something is wrong with a posting."""

    def act() -> schema.AlarmRead:
        made = service.report(found, reason=json.reason, words=json.words, by=current_user)
        return schema.AlarmRead(id=made.id, status=made.status)

    return _done(act)


@rest.get("/applications")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, schema.ApplicationPage))
def applications(query: PageQuery) -> schema.ApplicationPage:
    """One's own, the newest first."""
    found, cursor = part(queries.applications_of(current_user), query.cursor, query.limit)
    return schema.ApplicationPage(items=[shown.application(one) for one in found], next_cursor=cursor)


@rest.get(MINE)
@access(Who.MENTEE, load=queries.application_for)
@spec.validate(resp=answers(200, schema.ApplicationRead, 404))
def application(mine: Application) -> schema.ApplicationRead:
    """One's own application with its interviews."""
    return shown.application(mine)


@rest.post(f"{MINE}/withdraw")
@access(Who.MENTEE, load=queries.application_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ApplicationRead, 404, 409, 415))
def withdraw(mine: Application) -> Reply:
    """Take an application back; the organisation sees nothing of its student any more."""
    return _changed(mine, lambda: service.withdraw(mine, by=current_user))


@rest.post(f"{MINE}/accept")
@access(Who.MENTEE, load=queries.application_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ApplicationRead, 404, 409, 415))
def accept(mine: Application) -> Reply:
    """Say yes to an offer."""
    return _changed(mine, lambda: service.accept_offer(mine, by=current_user))


@rest.post("/interviews/<int:interview_id>/pick")
@access(Who.MENTEE, load=queries.interview_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ApplicationRead, 404, 409, 415))
def pick(one: Interview, json: schema.PickSent) -> Reply:
    """Take one of the proposed times."""
    return _changed(one.application, lambda: service.pick_time(one, json.starts_at, by=current_user))


@rest.post("/interviews/<int:interview_id>/call-off")
@access(Who.MENTEE, load=queries.interview_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ApplicationRead, 404, 409, 415))
def call_off(one: Interview) -> Reply:
    """Call an interview off; the application goes on."""
    return _changed(one.application, lambda: service.call_off_interview(one, by=current_user))


@rest.get("/board")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, schema.ExternalPage))
def board(query: PageQuery) -> schema.ExternalPage:
    """Applications elsewhere."""
    found, cursor = part(queries.externals_of(current_user), query.cursor, query.limit)
    return schema.ExternalPage(items=[shown.external(one) for one in found], next_cursor=cursor)


@rest.post("/board")
@access(Who.MENTEE)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ExternalRead, 409, 415))
def add(json: schema.ExternalSent) -> Reply:
    """Note an application elsewhere."""
    return _done(lambda: shown.external(service.add_external(by=current_user, **json.model_dump())))


@rest.post(ENTRY)
@access(Who.MENTEE, load=queries.external_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ExternalRead, 404, 409, 415))
def change(entry: External, json: schema.ExternalSent) -> Reply:
    """Change a note."""

    def act() -> schema.ExternalRead:
        service.change_external(entry, by=current_user, **json.model_dump())
        return shown.external(entry)

    return _done(act)


@rest.post(f"{ENTRY}/remove")
@access(Who.MENTEE, load=queries.external_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.ExternalGone, 404, 409, 415))
def remove(entry: External) -> Reply:
    """Remove a note."""

    def act() -> schema.ExternalGone:
        number = entry.id
        service.remove_external(entry, by=current_user)
        return schema.ExternalGone(id=number)

    return _done(act)


def _changed(mine: Application, deed: Callable[[], Any]) -> Reply:
    def act() -> BaseModel:
        deed()
        return shown.application(mine)

    return _done(act)


def _done(act: Callable[[], BaseModel]) -> Reply:
    return done_once(lambda: (act(), 200, None))
