"""Requests and matches."""

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel

from mentormatch.api import queries, schema, shown
from mentormatch.api.views.blueprint import bp
from mentormatch.core import limits
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring import service
from mentormatch.mentoring.models import Match, Request
from mentormatch.mentoring.queries.people import matches_by_request
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import newest

#: Requests of one person in an hour, counted together with those from pages.
MOST_AN_HOUR, HOUR = 30, 3600


@bp.get("/requests")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.RequestPage))
def requests(query: schema.PageQuery) -> schema.RequestPage:
    """Requests one made, and those that reached one as a mentor; the newest first."""
    found, cursor = newest(queries.requests_of(current_user), Request.id, query.cursor, query.limit)
    matches = matches_by_request(found)
    return schema.RequestPage(items=[shown.request(one, matches.get(one.id)) for one in found], next_cursor=cursor)


@bp.post("/requests")
@access(Who.MENTEE)
@spec.validate(headers=schema.KeyHeader, resp=answers(201, schema.RequestRead, 404, 409, 415))
def ask(json: schema.NewRequest) -> Reply:
    """Ask a mentor."""

    def act() -> tuple[BaseModel, int, str]:
        limits.spend("ask", current_user.id, limit=MOST_AN_HOUR, seconds=HOUR)
        made = service.ask(current_user, json.mentor_id, note=json.note, proposed_times=json.proposed_times)
        return _request(made), 201, url_for(".request", request_id=made.id)

    return done_once(act)


@bp.get("/requests/<int:request_id>")
@access(Who.MENTEE, Who.MENTOR, load=queries.request_for)
@spec.validate(resp=answers(200, schema.RequestRead, 404))
def request(asked: Request) -> schema.RequestRead:
    """One request."""
    return _request(asked)


@bp.post("/requests/<int:request_id>/withdraw")
@access(Who.MENTEE, load=mentoring.request_for_mentee)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.RequestRead, 404, 409, 415))
def withdraw(asked: Request) -> Reply:
    """Take a request back while it waits."""

    def act() -> tuple[BaseModel, int, None]:
        service.withdraw(asked, by=current_user)
        return _request(asked), 200, None

    return done_once(act)


@bp.post("/requests/<int:request_id>/accept")
@access(Who.MENTOR, load=mentoring.request_for_mentor)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.MatchRead, 404, 409, 415))
def accept(asked: Request, json: schema.Yes) -> Reply:
    """Say yes, with one of the proposed times or without."""

    def act() -> tuple[BaseModel, int, None]:
        return shown.match(service.accept(asked, by=current_user, starts_at=json.starts_at)), 200, None

    return done_once(act)


@bp.post("/requests/<int:request_id>/decline")
@access(Who.MENTOR, load=mentoring.request_for_mentor)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.RequestRead, 404, 409, 415))
def decline(asked: Request, json: schema.No) -> Reply:
    """Say no, with a reason that the mentee reads."""

    def act() -> tuple[BaseModel, int, None]:
        service.decline(asked, by=current_user, reason=json.reason, words=json.words)
        return _request(asked), 200, None

    return done_once(act)


@bp.get("/matches")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.MatchPage))
def matches(query: schema.PageQuery) -> schema.MatchPage:
    """Matches one is part of, on either side; the newest first."""
    found, cursor = newest(queries.matches_of(current_user), Match.id, query.cursor, query.limit)
    return schema.MatchPage(items=[shown.match(one) for one in found], next_cursor=cursor)


@bp.get("/matches/<int:match_id>")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
@spec.validate(resp=answers(200, schema.MatchRead, 404))
def match(pair: Match) -> schema.MatchRead:
    """One match."""
    return shown.match(pair)


def _request(asked: Request) -> schema.RequestRead:
    return shown.request(asked, mentoring.match_of_request(asked))
