"""What a mentee asks for against what mentors offer, phrase by phrase; and shared languages."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.text import phrase

Floats = npt.NDArray[np.float64]


def stated(phrases: tuple[str, ...]) -> list[str]:
    """Return the cleaned phrases that say something."""
    return [cleaned for cleaned in map(phrase, phrases) if cleaned]


def coverage(wanted: list[str], pool: MentorPool, offered: str) -> Floats:
    """Return for each wanted phrase the best match by characters in each list of offers, (wanted, lists)."""
    members = pool.lists[offered].across
    best = np.zeros((len(wanted), members.shape[1]))
    for line, one in zip(best, wanted, strict=True):
        # The place -1, for no member, is the last.
        similar = np.append(pool.phrases[offered].by_characters(one), 0.0)
        for places in members:
            np.maximum(line, similar.take(places), out=line)
    return best


def shared_languages(asked: Question, pool: MentorPool) -> Floats:
    """Return how many languages of each list the mentee speaks, (lists,)."""
    spoken = np.zeros(len(pool.codes) + 1)
    spoken[[pool.codes[code] for code in asked.languages if code in pool.codes]] = 1
    shared: Floats = spoken[pool.lists["languages"].across].sum(axis=0)
    return shared
