"""Who one is, ranked mentors, free times."""

from flask_login import current_user

from mentormatch.api import schema, shown
from mentormatch.api.views.blueprint import bp
from mentormatch.calendar.queries import open_times
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.errors import NotEnrolled
from mentormatch.mentoring.queries import match_for
from mentormatch.recommendations.facts import mentee_record
from mentormatch.recommendations.filters import Filters
from mentormatch.recommendations.search import search
from mentormatch.sessions.errors import MatchNotActive
from mentormatch.sessions.policy import can_book
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import answers, spec
from mentormatch.web.rest.paging import part, place_of

#: Whoever looks beyond is served better by a filter; pages end there too.
MOST_MENTORS = 100


@bp.get("/me")
@access(Who.SIGNED_IN)
@spec.validate(resp=answers(200, schema.Me))
def me() -> schema.Me:
    """Whose token this is."""
    return shown.me(current_user)


@bp.get("/mentors")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, schema.MentorPage))
def mentors(query: schema.MentorQuery) -> schema.MentorPage:
    """Mentors of one's cohort, best first, with the reasons in one's own language."""
    record = mentee_record(current_user.id)
    if record is None or record.cohort is None:
        raise NotEnrolled
    if not record.says_something:
        return schema.MentorPage(items=[], next_cursor=None)
    filters = Filters.of({"q": query.q, "language": query.language, "topic": query.topic})
    top = min(place_of(query.cursor) + query.limit + 1, MOST_MENTORS)
    ranked = search(record, record.cohort, filters, top=top).shown
    found, cursor = part(ranked, query.cursor, query.limit)
    return schema.MentorPage(items=[shown.mentor(one) for one in found], next_cursor=cursor)


@bp.get("/slots")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.SlotPage, 404, 409))
def slots(query: schema.SlotQuery) -> schema.SlotPage:
    """Times at which a session of this match can be booked now."""
    match = match_for(current_user, query.match_id)
    if match is None:
        raise NotFound
    if not can_book(match):
        raise MatchNotActive
    times, cursor = part(open_times(match.mentor, match.cohort, guest=match.mentee), query.cursor, query.limit)
    return schema.SlotPage(items=[shown.slot(at, match.cohort) for at in times], next_cursor=cursor)
