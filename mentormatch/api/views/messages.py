"""Messages between the two people of a match."""

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel

from mentormatch.api import queries, schema, shown
from mentormatch.api.views.blueprint import bp
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.queries import match_for
from mentormatch.messages import service
from mentormatch.messages.models import Message
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import newest


@bp.get("/messages")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.MessagePage, 404))
def messages(query: schema.MatchPageQuery) -> schema.MessagePage:
    """Messages in one's matches, or in one of them; the newest first. Reading them here marks none as read."""
    if query.match_id:
        _match(query.match_id)
    found, cursor = newest(queries.messages_of(current_user, query.match_id), Message.id, query.cursor, query.limit)
    read = queries.read_ones(found)
    return schema.MessagePage(items=[shown.message(one, one.id in read) for one in found], next_cursor=cursor)


@bp.get("/messages/<int:message_id>")
@access(Who.MENTEE, Who.MENTOR, load=queries.message_for)
@spec.validate(resp=answers(200, schema.MessageRead, 404))
def message(written: Message) -> schema.MessageRead:
    """One message."""
    return _shown(written)


@bp.post("/messages")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(headers=schema.KeyHeader, resp=answers(201, schema.MessageRead, 404, 409, 415))
def write(json: schema.NewMessage) -> Reply:
    """Write to the other one. Without a key, the same words sent again are another message."""
    match = _match(json.match_id)

    def act() -> tuple[BaseModel, int, str]:
        made = service.write(match, json.text, by=current_user)
        return _shown(made), 201, url_for(".message", message_id=made.id)

    return done_once(act)


@bp.post("/messages/<int:message_id>/read")
@access(Who.MENTEE, Who.MENTOR, load=queries.message_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.MessageRead, 404, 409, 415))
def mark_read(written: Message) -> Reply:
    """One has read the thread up to this message."""

    def act() -> tuple[BaseModel, int, None]:
        service.mark_read(_match(written.match_id), written.id, by=current_user)
        return _shown(written), 200, None

    return done_once(act)


@bp.post("/messages/<int:message_id>/take-back")
@access(Who.MENTEE, Who.MENTOR, load=queries.message_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.MessageRead, 403, 404, 409, 415))
def take_back(written: Message) -> Reply:
    """Take back what one wrote within the last minutes."""

    def act() -> tuple[BaseModel, int, None]:
        service.take_back(written, by=current_user)
        return _shown(written), 200, None

    return done_once(act)


def _match(match_id: int) -> Match:
    found = match_for(current_user, match_id)
    if found is None:
        raise NotFound
    return found


def _shown(written: Message) -> schema.MessageRead:
    return shown.message(written, written.id in queries.read_ones([written]))
