"""Editors write guides. Every save that changes something is a version of its own, which stays."""

import secrets

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.profiles.languages import names
from mentormatch.resources import queries
from mentormatch.resources.content import Content, as_facts, check, of_version
from mentormatch.resources.errors import Edited, NoSuchVersion, UnknownLanguage, WrongLanguage
from mentormatch.resources.models import Guide, GuideGroup, GuideStatus, GuideVersion
from mentormatch.resources.service.holding import hold


@transactional
def make(
    content: Content, *, language: str, by: Person | None, translates: Guide | None = None, key: str = ""
) -> Guide:
    """A draft that only editors see; ``translates``: in the group of another one. ``by`` is None for the command line.

    Refuses what makes no sense (``content.check``), UnknownLanguage, and WrongLanguage where the group has it already.
    """
    check(content)
    if language not in names("en"):
        raise UnknownLanguage
    if translates is not None:
        hold(translates)
        if language in {one.language for one in queries.in_group(translates)}:
            raise WrongLanguage
        group_id = translates.group_id
    else:
        group = GuideGroup()
        db.session.add(group)
        db.session.flush()
        group_id = group.id
    guide = Guide(
        group_id=group_id, import_key=key or f"guide-{secrets.token_hex(6)}", language=language,
        status=GuideStatus.DRAFT, newest=0,
    )  # fmt: skip
    db.session.add(guide)
    db.session.flush()
    _add_version(guide, content, by)
    audit.record(by, "guide.made", guide)
    return guide


@transactional
def save(guide: Guide, content: Content, *, version: int, by: Person | None) -> bool:
    """Keep other words as a new version, which is a draft; readers go on seeing what was published. False: the same.

    Refuses what makes no sense, and Edited where another version was saved since number ``version``.
    """
    check(content)
    hold(guide)
    if of_version(guide.latest) == content:
        return False
    if guide.newest != version:
        raise Edited(as_facts(of_version(guide.latest)))
    _add_version(guide, content, by)
    guide.status = GuideStatus.DRAFT
    audit.record(by, "guide.changed", guide, version=guide.newest)
    return True


@transactional
def bring_back(guide: Guide, number: int, *, version: int, by: Person) -> bool:
    """Make an older version the newest one again, as a draft. Refuses NoSuchVersion, Edited."""
    hold(guide)
    older = queries.version_of(guide, number)
    if older is None:
        raise NoSuchVersion
    return save(guide, of_version(older), version=version, by=by)


def _add_version(guide: Guide, content: Content, by: Person | None) -> None:
    guide.newest += 1
    by_id = by.id if by is not None else None
    db.session.add(GuideVersion(guide_id=guide.id, number=guide.newest, by_id=by_id, alone=False, **as_facts(content)))
    db.session.flush()
    db.session.expire(guide)
