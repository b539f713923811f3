"""Which services are switched off. One that nobody switched off is on."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base


class SwitchedOff(Base):
    __tablename__ = "service_switched_off"

    name: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(default=now)
