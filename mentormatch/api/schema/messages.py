"""Messages between the two people of a match."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from mentormatch.messages.models import TEXT_MOST
from mentormatch.web.rest.schema import Number, PersonName, Sent, Text


class NewMessage(Sent):
    match_id: Number
    text: Annotated[Text, Field(min_length=1, max_length=TEXT_MOST)]


class MessageRead(BaseModel):
    """``text`` is empty once its author has taken it back. ``read``: by whom it was written to."""

    id: int
    match_id: int
    author: PersonName
    text: str
    read: bool
    created_at: datetime
    taken_back_at: datetime | None


class MessagePage(BaseModel):
    items: list[MessageRead]
    next_cursor: str | None
