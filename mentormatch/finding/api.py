"""The search and the suggestions for programs."""

from flask_login import current_user

from mentormatch.finding import schema
from mentormatch.finding.looking import for_reader
from mentormatch.search.queries import search
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import answers, spec
from mentormatch.web.rest.paging import cursor_at, place_of

rest = rest_blueprint(
    "finding_api", "mentormatch.finding", costly=frozenset({"finding_api.find", "finding_api.for_you"})
)


@rest.get("/search")
@access(Who.SIGNED_IN)
@spec.validate(resp=answers(200, schema.SearchPage))
def find(query: schema.SearchQuery) -> schema.SearchPage:
    """Everything that these words find and that one may see, best first."""
    start = place_of(query.cursor)
    found = search(current_user, query.q, kind=query.kind, language=query.language, offset=start, limit=query.limit)
    items = [
        schema.FoundRead(
            kind=one.kind.name, id=one.subject_id, title=one.shown.title, line=one.shown.line, page=one.shown.url,
            language=one.language,
        )
        for one in found.results
    ]  # fmt: skip
    following = cursor_at(found.next_offset) if found.next_offset else None
    return schema.SearchPage(
        items=items, total=found.total, kinds=found.kinds, meant=found.corrected, next_cursor=following
    )


@rest.get("/for-you")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, schema.SuggestedList))
def for_you() -> schema.SuggestedList:
    """The first suggestions of each kind, with reasons. Mentors have a call of their own."""
    return schema.SuggestedList(
        items=[
            schema.SuggestedRead(
                kind=one.kind, id=one.subject_id, title=one.shown.title, line=one.shown.line, page=one.shown.url,
                reasons=one.reasons,
            )
            for _kind, best in for_reader(current_user)
            for one in best
        ]
    )  # fmt: skip
