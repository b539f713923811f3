"""Holding a guide while something is done with it."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.resources.models import Guide


def hold(guide: Guide) -> None:
    """Lock the guide until commit and forget what was read of it, so that deeds come one after the other."""
    db.session.execute(sa.select(Guide.id).where(Guide.id == guide.id).with_for_update(key_share=True))
    db.session.expire_all()
    if db.session.scalar(sa.select(Guide.id).where(Guide.id == guide.id)) is None:
        raise NotFound


def hold_live(guide: Guide) -> None:
    """The same of a guide that readers see. Refuses NotFound for any other."""
    hold(guide)
    if guide.live is None:
        raise NotFound


def hold_keys(keys: Collection[str]) -> list[Guide]:
    """Lock all guides that have one of these keys until commit, with their newest versions."""
    found = sa.select(Guide).where(Guide.import_key.in_(keys)).order_by(Guide.id)
    db.session.execute(found.with_only_columns(Guide.id).with_for_update(key_share=True))
    db.session.expire_all()
    return list(db.session.scalars(found.options(joinedload(Guide.latest))))
