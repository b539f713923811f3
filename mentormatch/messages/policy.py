"""Rules of messages that need no database."""

from datetime import datetime, timedelta

from mentormatch.accounts.models import Person
from mentormatch.messages.models import Message

#: How long an author may take a message back.
REGRET = timedelta(minutes=5)
#: How long a message waits unread before a letter tells of it.
PATIENCE = timedelta(minutes=15)


def can_take_back(message: Message, person: Person, at: datetime) -> bool:
    return message.author_id == person.id and message.taken_back_at is None and at < message.created_at + REGRET
