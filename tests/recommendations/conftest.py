"""What tests of recommendations share: a small encoder without weights, and counted statements."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import numpy as np
import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.core.db import db, transactional
from mentormatch.core.stamps import next_stamp
from mentormatch.matching import Encoder


class WordModel:
    """A stand-in for the sentence model: texts that share words are near each other."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> np.ndarray:
        vector = np.zeros(512, np.float32)
        for word in text.lower().split():
            vector[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 512] += 1
        return vector / max(float(np.linalg.norm(vector)), 1.0)


@pytest.fixture
def model(app: Flask, monkeypatch: pytest.MonkeyPatch) -> WordModel:
    """The encoder of the process is this one, and ``model.encoded`` tells what it was given."""
    _change_some_text()
    found = WordModel()
    encoder = Encoder(found, name="words-1")
    monkeypatch.setattr(Encoder, "default", staticmethod(lambda: encoder))
    return found


@transactional
def _change_some_text() -> None:
    """People of ``make`` are born with text number 1, so the first number drawn must be another."""
    next_stamp("texts")


@pytest.fixture
def no_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever encodes in here fails."""

    def refuse(_encoder: Encoder, texts: Sequence[str]) -> None:
        raise AssertionError(f"a page encoded {len(texts)} texts")

    monkeypatch.setattr(Encoder, "encode", refuse)


@pytest.fixture
def counted(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """``with counted() as statements``: what was sent to the database meanwhile."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def remember(_connection, _cursor, statement, *_rest):
            if not statement.startswith("BEGIN"):
                statements.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", remember)
        try:
            yield statements
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", remember)

    return counting
