"""The only clock in the code."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

#: Times that can be meant here; what is beyond would overflow in one zone or another.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

_offset: ContextVar[timedelta] = ContextVar("offset", default=timedelta(0))


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC) + _offset.get()  # noqa: TID251 (this is the one place)


def travelled() -> timedelta:
    """How far the clock stands from the real one, for whoever asks another clock than this."""
    return _offset.get()


@contextmanager
def travel(offset: timedelta) -> Iterator[None]:
    """Let the clock stand elsewhere inside the block, for this block alone: the demo programme makes its past by it."""
    token = _offset.set(offset)
    try:
        yield
    finally:
        _offset.reset(token)
