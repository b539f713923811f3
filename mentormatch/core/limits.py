"""How often something may be tried in a time. Counted in the database, so that all web workers count together."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, db, transactional
from mentormatch.core.errors import TooMany


class Tries(Base):
    """Tries of one kind by one key (an account, an address) in one window of time."""

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


@transactional
def spend(kind: str, key: object, *, limit: int, seconds: int) -> None:
    """Count one try; more than ``limit`` in a window of ``seconds`` raise TooMany."""
    at = now()
    window = int(at.timestamp()) // seconds
    ends_at = datetime.fromtimestamp((window + 1) * seconds, at.tzinfo)
    name = f"{kind}:{key}"
    counted = sa.update(Tries).where(Tries.key == name, Tries.window == window).values(count=Tries.count + 1)
    count = db.session.scalar(counted.returning(Tries.count))
    if count is None:
        try:
            with db.session.begin_nested():
                db.session.add(Tries(key=name, window=window, count=1, ends_at=ends_at))
            count = 1
        except sa.exc.IntegrityError:  # another worker made the row between our update and our insert
            count = db.session.scalar(counted.returning(Tries.count)) or 1
    if count > limit:
        raise TooMany(retry_after=int((ends_at - at) / timedelta(seconds=1)) + 1)


@transactional
def forget_old_tries() -> None:
    db.session.execute(sa.delete(Tries).where(Tries.ends_at < now()))
