"""Files that coordinators have uploaded and not yet decided about."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.core.clock import now
from mentormatch.core.db import Base
from mentormatch.programmes.models import Cohort


class PeopleUpload(Base):
    """A people file between its check and its import. It is kept here, so that what was checked is what is written."""

    __tablename__ = "people_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohort.id"))
    file_name: Mapped[str]
    content: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    #: When its rows were written, and how many of each outcome there were.
    imported_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    cohort: Mapped[Cohort] = relationship(lazy="joined", innerjoin=True)
