"""Calls of contacts for their own organisations, and of the office for all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_login import current_user
from pydantic import BaseModel

from mentormatch.core.errors import Invalid
from mentormatch.internships import queries, schema, service
from mentormatch.internships.api import shown
from mentormatch.internships.api.blueprint import rest
from mentormatch.internships.models import Application, Interview, Posting
from mentormatch.partners import queries as partners
from mentormatch.partners.models import Organisation
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, PageQuery

HANDLERS = (Who.PARTNER, Who.COORDINATOR)
HANDLED, APPLICATION = "/handled/<int:posting_id>", "/handled/applications/<int:application_id>"
WORDS = ("skills", "roles", "languages", "degrees", "years", "questions")


@rest.get("/handled")
@access(Who.PARTNER)
@spec.validate(resp=answers(200, schema.PostingPage))
def handled_postings(query: PageQuery) -> schema.PostingPage:
    """Postings of one's own organisations, the newest first."""
    mine = queries.postings_of([one.id for one in partners.my_organisations(current_user)])
    found, cursor = part(mine, query.cursor, query.limit)
    return schema.PostingPage(items=[shown.posting(one, handled=True) for one in found], next_cursor=cursor)


@rest.post("/handled/organisations/<int:organisation_id>")
@access(*HANDLERS, load=queries.organisation_to_write_for)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def draft(organisation: Organisation, json: schema.PostingSent) -> Reply:
    """Draft a posting."""
    return _done(lambda: shown.posting(service.make(organisation, by=current_user, **_facts(json)), handled=True))


@rest.get(HANDLED)
@access(*HANDLERS, load=queries.posting_to_write)
@spec.validate(resp=answers(200, schema.PostingRead, 404))
def handled_posting(found: Posting) -> schema.PostingRead:
    """A posting as those see it who handle it."""
    return shown.posting(found, handled=True)


@rest.post(HANDLED)
@access(*HANDLERS, load=queries.posting_to_write)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def change_posting(found: Posting, json: schema.PostingSent) -> Reply:
    """Change a posting; what matters is approved again."""
    return shown.after(found, lambda: service.change(found, by=current_user, **_facts(json)))


@rest.post(f"{HANDLED}/submit")
@access(*HANDLERS, load=queries.posting_to_write)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def submit(found: Posting) -> Reply:
    """Ask the office for approval."""
    return shown.after(found, lambda: service.submit(found, by=current_user))


@rest.post(f"{HANDLED}/close")
@access(*HANDLERS, load=queries.posting_to_write)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.PostingRead, 404, 409, 415))
def close(found: Posting) -> Reply:
    """Take no more applications."""
    return shown.after(found, lambda: service.close(found, by=current_user))


@rest.get(f"{HANDLED}/applications")
@access(*HANDLERS, load=queries.posting_to_write)
@spec.validate(resp=answers(200, schema.HandledPage, 404))
def handled_applications(found: Posting, query: PageQuery) -> schema.HandledPage:
    """Applications in the order in which they were sent; they are never ranked."""
    rows, cursor = part(queries.applications_in(found.id), query.cursor, query.limit)
    return schema.HandledPage(items=[shown.handled(one) for one in rows], next_cursor=cursor)


@rest.get(APPLICATION)
@access(*HANDLERS, load=queries.application_to_handle)
@spec.validate(resp=answers(200, schema.HandledApplication, 404))
def handled_application(found: Application) -> schema.HandledApplication:
    """One application to a posting of one's own organisation."""
    return shown.handled(found)


@rest.post(f"{APPLICATION}/move")
@access(*HANDLERS, load=queries.application_to_handle)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.HandledApplication, 404, 409, 415))
def move(found: Application, json: schema.StageSent) -> Reply:
    """Move an application along an allowed way; the student is told."""
    return _application(found, lambda: service.move(found, json.stage, by=current_user))


@rest.post(f"{APPLICATION}/times")
@access(*HANDLERS, load=queries.application_to_handle)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.HandledApplication, 404, 409, 415))
def propose(found: Application, json: schema.TimesSent) -> Reply:
    """Propose times for an interview."""
    return _application(
        found,
        lambda: service.propose_times(found, json.times, minutes=json.minutes, place=json.place, by=current_user),
    )


@rest.post("/handled/interviews/<int:interview_id>/call-off")
@access(*HANDLERS, load=queries.interview_to_handle)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.HandledApplication, 404, 409, 415))
def call_off_handled(one: Interview) -> Reply:
    """Call an interview off; the application goes on."""
    return _application(one.application, lambda: service.call_off_interview(one, by=current_user))


def _facts(sent: schema.PostingSent) -> dict[str, Any]:
    facts = sent.model_dump()
    try:
        deadline = datetime.fromisoformat(facts.pop("deadline_wall"))
    except ValueError as error:
        raise Invalid(field="deadline_wall") from error
    return {**facts, "deadline": deadline, **{name: tuple(facts[name]) for name in WORDS}}


def _application(found: Application, deed: Callable[[], Any]) -> Reply:
    def act() -> BaseModel:
        deed()
        return shown.handled(found)

    return _done(act)


def _done(act: Callable[[], BaseModel]) -> Reply:
    return done_once(lambda: (act(), 200, None))
