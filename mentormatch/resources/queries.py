"""Reading guides: as anybody who is signed in, or as an editor."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person, Role, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.recommendations.queries import mentor_for
from mentormatch.resources.models import (
    Guide,
    GuidePicture,
    GuideReader,
    GuideStatus,
    GuideSuggestion,
    GuideVersion,
)
from mentormatch.resources.policy import EDITORS, is_reader

MOST_LISTED = 5000


@dataclass(frozen=True, slots=True)
class Votes:
    helpful: int = 0
    not_helpful: int = 0
    reads: int = 0
    saves: int = 0


# As a reader


def guide_for_reader(reader: Person, guide_id: int) -> Guide | None:
    """A guide that is published, as it was published."""
    if not is_reader(reader):
        return None
    found = sa.select(Guide).where(Guide.id == guide_id, Guide.live.is_not(None)).options(joinedload(Guide.shown))
    return db.session.scalar(found)


def published_among(guide_ids: Collection[int]) -> list[Guide]:
    found = sa.select(Guide).where(Guide.id.in_(guide_ids), Guide.live.is_not(None)).options(joinedload(Guide.shown))
    return list(db.session.scalars(found.order_by(Guide.id)))


def languages_of(guides: Collection[Guide]) -> dict[int, list[Guide]]:
    """By the number of the group, the other published guides of it too."""
    groups = {guide.group_id for guide in guides}
    found = sa.select(Guide).where(Guide.group_id.in_(groups), Guide.live.is_not(None)).options(joinedload(Guide.shown))
    rows: dict[int, list[Guide]] = {group: [] for group in groups}
    for guide in db.session.scalars(found.order_by(Guide.language)):
        rows[guide.group_id].append(guide)
    return rows


def kept_of(reader: Person, guide: Guide) -> GuideReader | None:
    return db.session.get(GuideReader, (reader.id, guide.id))


def kept_among(reader: Person, guides: Collection[Guide]) -> dict[int, GuideReader]:
    mine = sa.select(GuideReader).where(GuideReader.person_id == reader.id)
    mine = mine.where(GuideReader.guide_id.in_([guide.id for guide in guides]))
    return {row.guide_id: row for row in db.session.scalars(mine)}


def saved(reader: Person) -> list[Guide]:
    """What somebody saved and is still published, the latest first."""
    return _mine(reader, GuideReader.saved_at)


def read(reader: Person) -> list[Guide]:
    return _mine(reader, GuideReader.read_at)


def readings(reader: Person) -> list[GuideReader]:
    """What somebody marked as read, oldest first, also what is withdrawn meanwhile."""
    mine = sa.select(GuideReader).where(GuideReader.person_id == reader.id, GuideReader.read_at.is_not(None))
    return list(db.session.scalars(mine.options(joinedload(GuideReader.guide)).order_by(GuideReader.read_at)))


def groups_read(reader: Person) -> set[int]:
    """What somebody has read in whichever language."""
    mine = sa.select(Guide.group_id).join(GuideReader, GuideReader.guide_id == Guide.id)
    return set(db.session.scalars(mine.where(GuideReader.person_id == reader.id, GuideReader.read_at.is_not(None))))


def title_of(guide: Guide) -> str:
    """Of what readers see, or saw last."""
    return (guide.shown or guide.latest).title


def my_suggestions(reader: Person) -> list[GuideSuggestion]:
    mine = sa.select(GuideSuggestion).where(GuideSuggestion.person_id == reader.id)
    return list(db.session.scalars(mine.options(joinedload(GuideSuggestion.guide)).order_by(GuideSuggestion.id.desc())))


def mentor_of(reader: Person, version: GuideVersion) -> int | None:
    """The number of the mentor of an interview, if this reader may open their page."""
    if version.mentor_id is None or not reader.is_(RoleName.MENTEE):
        return None
    return version.mentor_id if mentor_for(reader, version.mentor_id) is not None else None


def picture_for(reader: Person, picture_id: int) -> GuidePicture | None:
    """A picture of what is published; editors see all."""
    found = db.session.get(GuidePicture, picture_id)
    if found is None or not is_reader(reader):
        return None
    return found if found.guide.live is not None or is_editor(reader) else None


# As an editor


def is_editor(person: Person) -> bool:
    return any(person.is_(role) for role in EDITORS)


def editors() -> list[Person]:
    """Everybody who may write guides and is there, by name."""
    roles = Person.roles.any(Role.name.in_(EDITORS))
    return list(db.session.scalars(sa.select(Person).where(Person.active, roles).order_by(Person.name, Person.id)))


def told_editors() -> list[Person]:
    """Who gets letters: editors, and coordinators where there is none."""
    own = [person for person in editors() if person.is_(RoleName.EDITOR)]
    return own or editors()


def guide_for_editor(_editor: Person, guide_id: int) -> Guide | None:
    return db.session.get(Guide, guide_id)


def guide_by_key(key: str) -> Guide | None:
    return db.session.scalar(sa.select(Guide).where(Guide.import_key == key))


def listed(shelf: str, *, limit: int, offset: int) -> tuple[list[Guide], int]:
    """A page of guides as editors look for them; see ``SHELVES``."""
    found = sa.select(Guide).join(
        GuideVersion, sa.and_(GuideVersion.guide_id == Guide.id, GuideVersion.number == Guide.newest)
    )
    found = found.where(_SHELVES[shelf]())
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    order = (Guide.review_on, Guide.id) if shelf == "due" else (GuideVersion.at.desc(), Guide.id.desc())
    page = found.options(joinedload(Guide.latest).joinedload(GuideVersion.by)).order_by(*order)
    return list(db.session.scalars(page.limit(limit).offset(offset))), total


_SHELVES: dict[str, Any] = {
    "all": lambda: Guide.status != GuideStatus.WITHDRAWN,
    "review": lambda: Guide.status == GuideStatus.IN_REVIEW,
    "due": lambda: sa.and_(Guide.live.is_not(None), Guide.review_on <= now().date()),
    "withdrawn": lambda: Guide.status == GuideStatus.WITHDRAWN,
}
SHELVES = tuple(_SHELVES)


def counts() -> dict[str, int]:
    """How many stand on each shelf."""
    columns = [sa.func.count().filter(condition()).label(name) for name, condition in _SHELVES.items()]
    row = db.session.execute(sa.select(*columns).select_from(Guide)).one()
    return dict(row._mapping)


def due(limit: int) -> list[Guide]:
    return listed("due", limit=limit, offset=0)[0]


def everything() -> list[Guide]:
    found = sa.select(Guide).options(joinedload(Guide.latest).joinedload(GuideVersion.mentor)).order_by(Guide.id)
    return list(db.session.scalars(found.limit(MOST_LISTED)))


def versions_of(guide: Guide) -> list[GuideVersion]:
    """The newest first, with who saved and published them."""
    found = sa.select(GuideVersion).where(GuideVersion.guide_id == guide.id)
    found = found.options(joinedload(GuideVersion.by), joinedload(GuideVersion.published_by))
    return list(db.session.scalars(found.order_by(GuideVersion.number.desc())))


def version_of(guide: Guide, number: int) -> GuideVersion | None:
    return db.session.scalar(
        sa.select(GuideVersion).where(GuideVersion.guide_id == guide.id, GuideVersion.number == number)
    )


def in_group(guide: Guide) -> list[Guide]:
    """All translations of a guide with itself, whatever their state."""
    same = sa.select(Guide).where(Guide.group_id == guide.group_id).options(joinedload(Guide.latest))
    return list(db.session.scalars(same.order_by(Guide.language)))


def authors_of_what_is_new(guide: Guide) -> set[int]:
    """Who wrote what readers do not see yet."""
    new = sa.select(GuideVersion.by_id).where(
        GuideVersion.guide_id == guide.id, GuideVersion.number > (guide.live or 0)
    )
    return {number for number in db.session.scalars(new) if number is not None}


def votes(guide_ids: Collection[int]) -> Mapping[int, Votes]:
    """How many found it helpful, or not, read it, saved it."""
    row = GuideReader
    found = sa.select(
        row.guide_id,
        sa.func.count().filter(row.helpful.is_(True)),
        sa.func.count().filter(row.helpful.is_(False)),
        sa.func.count(row.read_at),
        sa.func.count(row.saved_at),
    ).where(row.guide_id.in_(guide_ids))
    return {guide: Votes(*numbers) for guide, *numbers in db.session.execute(found.group_by(row.guide_id))}


def mentor_by_email(email: str) -> Person | None:
    return next(iter(mentors_by_email([email.strip().casefold()])), None)


def mentors_by_email(addresses: Collection[str]) -> Sequence[Person]:
    """Mentors who are there, by their addresses as accounts keep them."""
    found = sa.select(Person).join(Offer, Offer.person_id == Person.id).where(Person.email.in_(addresses))
    return db.session.scalars(found.where(Person.active, Offer.status == OfferStatus.APPROVED)).all()


def suggestions(*, answered: bool, limit: int, offset: int) -> tuple[Sequence[GuideSuggestion], int]:
    """What readers would change: open ones oldest first, answered ones newest first."""
    row = GuideSuggestion
    found = sa.select(row).where(row.answered_at.is_not(None) if answered else row.answered_at.is_(None))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    page = found.options(joinedload(row.guide), joinedload(row.person), joinedload(row.answered_by))
    page = page.order_by(row.answered_at.desc(), row.id.desc()) if answered else page.order_by(row.id)
    return list(db.session.scalars(page.limit(limit).offset(offset))), total


def count_open_suggestions() -> int:
    found = sa.select(sa.func.count()).select_from(GuideSuggestion).where(GuideSuggestion.answered_at.is_(None))
    return db.session.scalar(found) or 0


def suggestion_for_editor(_editor: Person, suggestion_id: int) -> GuideSuggestion | None:
    return db.session.get(GuideSuggestion, suggestion_id)


def _mine(reader: Person, column: Any) -> list[Guide]:
    found = sa.select(Guide).join(GuideReader, GuideReader.guide_id == Guide.id)
    found = found.where(GuideReader.person_id == reader.id, column.is_not(None), Guide.live.is_not(None))
    return list(db.session.scalars(found.options(joinedload(Guide.shown)).order_by(column.desc(), Guide.id)))
