"""A form that is sent twice has one effect, and both times leads to the same page with the same words.

Every form carries a random key (``once``, drawn by the macro ``csrf``). Kept are answers that lead on (303): a form
that was refused is shown again and may be sent again. The key counts together with what was typed, so a form that the
back button brought back and somebody changed is a new call, not a repeat.

The answer of most forms is kept after their view, and what they do has a natural key besides. What means something new
each time it is sent, a message for one, has none: ``done`` keeps its answer in the transaction of the deed.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, flash, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core import idempotency
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l
from mentormatch.web.access import is_api

#: The field's name, and the longest key that is read.
FIELD, LONGEST = "once", 64
#: Seconds that a copy waits for the answer of the first one, and between two looks.
PATIENCE, LOOK_EVERY = 5, 0.05


class StillWorking(Conflict):
    sentence = _l("What you sent a moment ago is still being worked on. Please look again in a minute.")


@dataclass(frozen=True, slots=True)
class Turn:
    """A key that this request has taken: whose, which, and a name that no other request has."""

    person_id: int
    key: str
    name: str


def done(deed: Callable[[], str], *, then: str) -> ResponseReturnValue:
    """Do ``deed``, which answers the words to say about it, and lead on: both are kept, or neither.

    A server that is killed at any moment leaves no deed without its answer, so a repeat never does it again. Refuses
    what ``deed`` refuses, and StillWorking when another copy has taken over meanwhile.
    """
    words = _do_and_keep(deed, then)
    g.pop("turn", None)
    if words:
        flash(words, "success")
    return redirect(then, code=303)


@transactional
def _do_and_keep(deed: Callable[[], str], then: str) -> str:
    words = deed()
    turn: Turn | None = g.get("turn")
    if turn is None:  # sent without a key
        return words
    said = [*_said(), ["success", words]] if words else _said()
    if not idempotency.keep(turn.person_id, turn.key, turn.name, {"location": then, "said": said}):
        raise StillWorking
    return words


def answer_again(app: Flask) -> None:
    """Install before the access guard: what a form was about may be gone since, and its sender was answered already."""

    @app.before_request
    def _again() -> ResponseReturnValue | None:
        return _replay() if _key() else None

    @app.context_processor
    def _new_key() -> dict[str, Any]:
        return {"once_key": lambda: secrets.token_urlsafe(16)} if current_user.is_authenticated else {}


def take_once(app: Flask) -> None:
    """Install after the access guard and CSRF: only what may be done takes its key."""

    @app.before_request
    def _take() -> ResponseReturnValue | None:
        key = _key()
        if not key:
            return None
        turn = Turn(current_user.id, key, secrets.token_urlsafe(16))
        until = time.monotonic() + PATIENCE
        while not idempotency.begin(turn.person_id, key, turn.name):
            if answer := _answer_of_another(until):
                return answer
        g.turn = turn
        return None

    @app.after_request
    def _keep(response: Response) -> Response:
        if turn := g.pop("turn", None):
            _settle(turn, response)
        return response


def _settle(turn: Turn, response: Response) -> None:
    """Keep the way on, or give the key back. Whoever has signed out with this call has no repeat to be told of."""
    db.session.rollback()
    if response.status_code != 303 or not current_user.is_authenticated:
        idempotency.give_up(turn.person_id, turn.key, turn.name)
        return
    idempotency.keep(turn.person_id, turn.key, turn.name, {"location": response.location, "said": _said()})


def _said() -> list[list[str]]:
    return [list(one) for one in session.get("_flashes", ())]


def _answer_of_another(until: float) -> ResponseReturnValue | None:
    """Wait for the copy that has the key, by reading: its answer, or None when it has given the key back."""
    while time.monotonic() < until:
        if answer := _replay():
            return answer
        if idempotency.kept_answer(current_user.id, _key()) is None:
            return None
        time.sleep(LOOK_EVERY)
    raise StillWorking


def _replay() -> ResponseReturnValue | None:
    """The answer that is kept for this form, or None."""
    db.session.rollback()
    kept = idempotency.kept_answer(current_user.id, _key())
    if kept is None or kept.answer is None:
        return None
    for category, words in kept.answer["said"]:
        flash(words, category)
    return redirect(kept.answer["location"], code=303)


def _key() -> str:
    """Names this form as it was filled in; empty for everything that is no form of somebody who is signed in."""
    if request.method != "POST" or is_api() or request.endpoint is None:
        return ""
    if not current_user.is_authenticated or not 0 < len(request.form.get(FIELD, "")) <= LONGEST:
        return ""
    if "once_call" not in g:
        g.once_call = idempotency.call_hash("form", request.full_path, *typed())
    found: str = g.once_call
    return found


def typed() -> list[str]:
    """Everything that was sent but the token, files by their content."""
    said = [f"{name}={value}" for name, value in request.form.items(multi=True) if name != "csrf_token"]
    for name, file in request.files.items(multi=True):
        content = hashlib.sha256(file.stream.read()).hexdigest()
        said.append(f"{name}={file.filename}={content}")
        file.stream.seek(0)
    return said
