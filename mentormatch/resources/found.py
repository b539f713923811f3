"""Guides where everything is found: put there when they are published, dropped when they are withdrawn."""

from collections.abc import Collection, Mapping

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _l
from mentormatch.resources import queries
from mentormatch.resources.models import Guide
from mentormatch.resources.policy import KINDS, READERS, is_reader
from mentormatch.search import service as search
from mentormatch.search.kinds import Kind, Shown, register
from mentormatch.search.service import Entry
from mentormatch.web.markdown import plain

GUIDE = "guide"


def visible(reader: Person, ids: Collection[int]) -> Mapping[int, Shown]:
    """Those that are published now, as they are now."""
    if not is_reader(reader):
        return {}
    return {guide.id: _shown(guide) for guide in queries.published_among(ids)}


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


def found_no_more(guide: Guide) -> None:
    search.drop(GUIDE, guide.id)


register(Kind(GUIDE, _l("Guide"), _l("Guides"), "book", visible, service="resources", roles=frozenset(READERS)))
