"""A letter that could not be delivered is tried again, or let go."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import transactional
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter


@transactional
def send_again(letter: Letter, *, by: Person) -> None:
    letters.send_again(letter)
    audit.record(by, "letter.sent_again", letter)


@transactional
def give_up(letter: Letter, *, by: Person) -> None:
    letters.give_up(letter)
    audit.record(by, "letter.given_up", letter)
