"""Guides where everything is found: put there when they are published, dropped when they are withdrawn."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.i18n import _l, locale_code
from mentormatch.resources import queries
from mentormatch.resources.models import Guide, GuideVersion
from mentormatch.resources.policy import KINDS, READERS, is_reader
from mentormatch.search import service as search
from mentormatch.search.kinds import Kind, Shown, register
from mentormatch.search.models import SearchEntry
from mentormatch.search.service import Entry
from mentormatch.web.markdown import plain

GUIDE = "guide"
#: Put at once by a sweep; the next one goes on.
SWEPT = 500


def visible(reader: Person, ids: Collection[int]) -> Mapping[int, Shown]:
    """Those that are published now, as they are now."""
    if not is_reader(reader):
        return {}
    return {guide.id: _shown(guide) for guide in queries.published_among(ids)}


def worth(reader: Person, ids: Collection[int]) -> set[int]:
    """What is not read yet, in one language each: in the reader's where there is a translation."""
    best: dict[int, Guide] = {}
    locale = locale_code()
    done = queries.groups_read(reader)
    for guide in queries.published_among(ids):
        if guide.group_id not in done:
            other = best.setdefault(guide.group_id, guide)
            best[guide.group_id] = min(other, guide, key=lambda one: (one.language != locale, one.language != "en"))
    return {guide.id for guide in best.values()}


def _shown(guide: Guide) -> Shown:
    assert guide.shown is not None
    line = " · ".join(part for part in (str(KINDS[guide.shown.kind]), guide.shown.lead) if part)
    return Shown(guide.shown.title, line, url_for("resources.show", guide_id=guide.id))


def let_be_found(guide: Guide) -> None:
    """In the transaction in which a version is published."""
    version = guide.shown
    assert version is not None
    words = "\n".join(part for part in (version.lead, plain(version.text), version.alum) if part)
    search.put(
        Entry(
            kind=GUIDE, subject_id=guide.id, title=version.title, text=words, language=guide.language,
            roles=version.roles, skills=version.skills, industries=version.industries, degrees=version.degrees,
            topics=version.topics,
        )
    )  # fmt: skip


@transactional
def find_missing() -> int:
    """Put what is published and stands in no search, or stands there as it was before; returns how many."""
    version, entry = GuideVersion, SearchEntry
    told = sa.and_(entry.kind == GUIDE, entry.subject_id == Guide.id)
    joined = sa.select(Guide).join(version, sa.and_(version.guide_id == Guide.id, version.number == Guide.live))
    behind = sa.or_(entry.id.is_(None), entry.title != version.title, entry.language != Guide.language)
    missing = joined.outerjoin(entry, told).where(behind).order_by(Guide.id).limit(SWEPT)
    found = list(db.session.scalars(missing))
    for guide in found:
        let_be_found(guide)
    gone = sa.select(entry.subject_id).outerjoin(Guide, Guide.id == entry.subject_id)
    for number in db.session.scalars(gone.where(entry.kind == GUIDE, Guide.live.is_(None)).limit(SWEPT)).all():
        search.drop(GUIDE, number)
    return len(found)


def found_no_more(guide: Guide) -> None:
    search.drop(GUIDE, guide.id)


register(
    Kind(GUIDE, _l("Guide"), _l("Guides"), "book", visible, service="resources", worth=worth, roles=frozenset(READERS))
)
