"""Since when a coordinator has been looking at a pair: signed into the forms of its page."""

from datetime import datetime

from flask import current_app
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from mentormatch.core.clock import now
from mentormatch.mentoring.policy import Pair


def opened_now(pair: Pair) -> str:
    """What a form carries: who looks at which pair, since when."""
    return _signer().dumps([*_case(pair), now().isoformat()])


def seconds_since(opened: str | None, pair: Pair) -> float | None:
    """How long the reader has had this pair open; None for a text that was not signed for exactly that."""
    try:
        *case, at = _signer().loads(opened or "")
    except (BadSignature, ValueError, TypeError):
        return None
    return (now() - datetime.fromisoformat(at)).total_seconds() if case == _case(pair) else None


def _case(pair: Pair) -> list[object]:
    return [current_user.id, pair.__tablename__, pair.id]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="review.opened")
