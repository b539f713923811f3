"""Guides for programs: the list, one guide, and what one keeps of it."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_login import current_user

from mentormatch.core.errors import NotFound
from mentormatch.resources import listing, queries, schema, service
from mentormatch.resources.models import Guide, GuideKind, GuideSuggestion
from mentormatch.resources.policy import items
from mentormatch.resources.shown import Line, lines
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import cursor_at, part, place_of
from mentormatch.web.rest.schema import KeyHeader, PageQuery

rest = rest_blueprint("resources_api", "mentormatch.resources", at="/guides")
ONE = "/<int:guide_id>"
READERS = (Who.MENTEE, Who.MENTOR, Who.COACH, Who.COORDINATOR, Who.EDITOR, Who.ADMIN)


@rest.get("")
@access(*READERS)
@spec.validate(resp=answers(200, schema.GuidePage))
def guides(query: schema.GuideQuery) -> schema.GuidePage:
    """Guides that are published: the latest first, or what suits the reader best, with reasons."""
    wanted = listing.Wanted(query.kind, query.topic, query.language, query.role)
    start = place_of(query.cursor)
    asked = listing.for_reader(current_user, wanted, query.sort, start, query.limit)
    end = start + len(asked.rows)
    rows = [_line(one, asked.reasons.get(one.guide.id, ())) for one in asked.rows]
    return schema.GuidePage(items=rows, next_cursor=cursor_at(end) if rows and end < asked.total else None)


@rest.get("/saved")
@access(*READERS)
@spec.validate(resp=answers(200, schema.GuidePage))
def saved(query: PageQuery) -> schema.GuidePage:
    """What one has saved, the latest first."""
    return _mine(queries.saved(current_user), query)


@rest.get("/read")
@access(*READERS)
@spec.validate(resp=answers(200, schema.GuidePage))
def read(query: PageQuery) -> schema.GuidePage:
    """What one has marked as read, the latest first."""
    return _mine(queries.read(current_user), query)


@rest.get("/suggestions")
@access(*READERS)
@spec.validate(resp=answers(200, schema.GuideSuggestionPage))
def suggestions(query: PageQuery) -> schema.GuideSuggestionPage:
    """What one would change, with the answers."""
    found, cursor = part(queries.my_suggestions(current_user), query.cursor, query.limit)
    return schema.GuideSuggestionPage(items=[_suggestion(one) for one in found], next_cursor=cursor)


@rest.get(ONE)
@access(*READERS, load=queries.guide_for_reader)
@spec.validate(resp=answers(200, schema.GuideRead, 404))
def guide(found: Guide) -> schema.GuideRead:
    """One guide with its text, and what one keeps of it."""
    return _read(found)


@rest.post(f"{ONE}/save")
@access(*READERS, load=queries.guide_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.GuideRead, 404, 409, 415))
def save(found: Guide, json: schema.Wish) -> Reply:
    """Save it, or no longer."""
    return _changed(found.id, lambda guide: service.keep_saved(guide, json.wanted, by=current_user))


@rest.post(f"{ONE}/read")
@access(*READERS, load=queries.guide_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.GuideRead, 404, 409, 415))
def mark_read(found: Guide, json: schema.Wish) -> Reply:
    """Mark it as read, or no longer."""
    return _changed(found.id, lambda guide: service.keep_read(guide, json.wanted, by=current_user))


@rest.post(f"{ONE}/helpful")
@access(*READERS, load=queries.guide_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.GuideRead, 404, 409, 415))
def helpful(found: Guide, json: schema.Vote) -> Reply:
    """Say whether it helped."""
    return _changed(found.id, lambda guide: service.vote(guide, json.helpful, by=current_user))


@rest.post(f"{ONE}/ticks")
@access(*READERS, load=queries.guide_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(200, schema.GuideRead, 404, 409, 415))
def tick(found: Guide, json: schema.Ticks) -> Reply:
    """Tick lines of a checklist; keys of lines that are not there are left out."""
    return _changed(found.id, lambda guide: service.tick(guide, set(json.keys), by=current_user))


@rest.post(f"{ONE}/suggest")
@access(*READERS, load=queries.guide_for_reader)
@spec.validate(headers=KeyHeader, resp=answers(201, schema.GuideSuggestionRead, 404, 409, 415))
def suggest(found: Guide, json: schema.GuideSuggestionSent) -> Reply:
    """Tell editors what one would change."""

    def act() -> tuple[schema.GuideSuggestionRead, int, None]:
        return _suggestion(service.suggest(found, json.text, by=current_user)), 201, None

    return done_once(act)


def _changed(guide_id: int, deed: Callable[[Guide], Any]) -> Reply:
    """The guide as it is after ``deed``, which the caller does at most once."""

    def act() -> tuple[schema.GuideRead, int, None]:
        found = queries.guide_for_reader(current_user, guide_id)
        if found is None:
            raise NotFound
        deed(found)
        return _read(found), 200, None

    return done_once(act)


def _mine(found: list[Guide], query: PageQuery) -> schema.GuidePage:
    rows, cursor = part(found, query.cursor, query.limit)
    return schema.GuidePage(items=[_line(one) for one in lines(current_user, rows)], next_cursor=cursor)


def _line(one: Line, reasons: Sequence[str] = ()) -> schema.GuideLine:
    return schema.GuideLine(**_facts(one), reasons=list(reasons))


def _facts(one: Line) -> dict[str, Any]:
    version, kept = one.version, one.kept
    return {
        "id": one.guide.id, "kind": version.kind.value, "language": one.guide.language, "title": version.title,
        "lead": version.lead, "topics": list(version.topics), "roles": list(version.roles), "minutes": one.minutes,
        "published_at": version.published_at, "saved": kept is not None and kept.saved_at is not None,
        "read": kept is not None and kept.read_at is not None,
    }  # fmt: skip


def _read(found: Guide) -> schema.GuideRead:
    rows = lines(current_user, [found])
    if not rows:
        raise NotFound
    one, version = rows[0], rows[0].version
    ticks = set(one.kept.ticks) if one.kept else set()
    listed = items(version.text) if version.kind == GuideKind.CHECKLIST else []
    others = [
        schema.TranslationRead(id=other.id, language=other.language, title=queries.title_of(other))
        for other in one.others
    ]
    return schema.GuideRead(
        **_facts(one), text=version.text, video_link=version.video_link, alum=version.alum,
        industries=list(version.industries), skills=list(version.skills), degrees=list(version.degrees),
        looked_at=found.looked_at, review_on=found.review_on, translations=others,
        items=[schema.ItemRead(key=item.key, text=item.text, ticked=item.key in ticks) for item in listed],
        helpful=one.kept.helpful if one.kept else None,
    )  # fmt: skip


def _suggestion(one: GuideSuggestion) -> schema.GuideSuggestionRead:
    return schema.GuideSuggestionRead(
        id=one.id, guide_id=one.guide_id, guide=queries.title_of(one.guide), text=one.text, at=one.at,
        answer=one.answer, answered_at=one.answered_at,
    )  # fmt: skip
