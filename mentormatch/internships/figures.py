"""What came of postings, for the office: counts, and by degree where groups are large enough to be shown."""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.core.i18n import _
from mentormatch.internships.models import Application, Posting, PostingStatus
from mentormatch.internships.policy import SMALLEST_GROUP
from mentormatch.profiles.models import Profile

PUBLIC = (PostingStatus.PUBLISHED, PostingStatus.OVER, PostingStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Counts:
    applications: int = 0
    offers: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """``by_degree`` leaves out nobody: degrees with too few people stand together, and if even these are too few,
    with the smallest one that is shown. ``too_few``: nothing is shown of anybody."""

    postings: int
    total: Counts
    by_degree: list[tuple[str, int, Counts]]
    too_few: bool


def figures() -> Figures:
    public = sa.select(sa.func.count()).select_from(Posting).where(Posting.status.in_(PUBLIC))
    rows = _applications()
    total = Counts(len(rows), sum(row[2] for row in rows), sum(row[3] for row in rows))
    groups = _groups({row[1]: row[0] for row in rows})
    shown = [
        (name, len(people), _of([row for row in rows if row[1] in people])) for name, people in groups if len(people)
    ]
    too_few = len(shown) == 1 and shown[0][1] < SMALLEST_GROUP
    return Figures(db.session.scalar(public) or 0, total, [] if too_few else shown, too_few)


def counts_by_posting() -> dict[int, Counts]:
    counted = sa.select(
        Application.posting_id, sa.func.count(), sa.func.count(Application.offered_at),
        sa.func.count(Application.accepted_at),
    )  # fmt: skip
    rows = db.session.execute(counted.group_by(Application.posting_id))
    return {row[0]: Counts(row[1], row[2], row[3]) for row in rows}


def _applications() -> list[tuple[str | None, int, bool, bool]]:
    found = sa.select(Profile.degree, Application.person_id, Application.offered_at, Application.accepted_at)
    found = found.select_from(Application).outerjoin(Profile, Profile.person_id == Application.person_id)
    rows = db.session.execute(found.order_by(Application.id))
    return [(row[0], row[1], row[2] is not None, row[3] is not None) for row in rows]


def _of(rows: list[tuple[str | None, int, bool, bool]]) -> Counts:
    return Counts(len(rows), sum(row[2] for row in rows), sum(row[3] for row in rows))


def _groups(degree_of: dict[int, str | None]) -> list[tuple[str, set[int]]]:
    """People by degree; spellings count as one. The last group are those whose degrees are too few each."""
    spelt: dict[str, str] = {}
    named = {
        who: spelt.setdefault((one or "").strip().casefold(), (one or "").strip()) for who, one in degree_of.items()
    }
    counted = Counter(named.values())
    large = [name for name, number in counted.most_common() if name and number >= SMALLEST_GROUP]
    rest = {who for who, name in named.items() if name not in large}
    while large and 0 < len(rest) < SMALLEST_GROUP:
        last = large.pop()
        rest |= {who for who, name in named.items() if name == last}
    groups = [(name, {who for who, other in named.items() if other == name}) for name in large]
    return [*groups, (_("Other degrees together") if large else _("All degrees together"), rest)]
