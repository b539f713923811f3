"""Words exchanged about a request before it is decided."""

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.mentoring.errors import WrongLength
from mentormatch.mentoring.models import Request, RequestMessage
from mentormatch.mentoring.policy import WORDS_LEAST, WORDS_MOST


def ensure_words(text: str, field: str = "text") -> None:
    """That there is something to read, and not too much; WrongLength at ``field`` otherwise."""
    if not WORDS_LEAST <= len(text.strip()) <= WORDS_MOST:
        raise WrongLength(field, WORDS_LEAST, WORDS_MOST)


def add_message(request: Request, by: Person, text: str) -> RequestMessage:
    message = RequestMessage(request_id=request.id, author_id=by.id, text=text.strip())
    db.session.add(message)
    db.session.flush()
    db.session.expire(request, ["messages"])
    return message


def says_again(request: Request, by: Person, text: str) -> bool:
    """Whether the last words are just these, by the same person: sent twice, said once."""
    last = request.messages[-1] if request.messages else None
    return last is not None and last.author_id == by.id and last.text == text.strip()
