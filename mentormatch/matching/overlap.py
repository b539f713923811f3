"""What a mentee asks for against what mentors offer, phrase by phrase; and shared languages."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question

Floats = npt.NDArray[np.float64]


def coverage(wanted: list[str], pool: MentorPool, offered: str) -> Floats:
    """Return for each wanted phrase the best match by characters in each list of offers, (wanted, lists)."""
    members = pool.lists[offered].across
    # A row for each phrase, and the last for the place -1, which is no member: all wishes are looked up at once.
    found = [np.append(pool.phrases[offered].by_characters(one), 0.0) for one in wanted]
    # In single precision: a large pool has nearly as many lists as mentors, and this is the time of its look-ups.
    similar = np.array(found, np.float32).T.copy()
    best = np.zeros((members.shape[1], len(wanted)), np.float32)
    for places in members:
        np.maximum(best, similar.take(places, axis=0, mode="wrap"), out=best)
    return best.T.astype(np.float64)


def shared_languages(asked: Question, pool: MentorPool) -> Floats:
    """Return how many languages of each list the mentee speaks, (lists,)."""
    spoken = np.zeros(len(pool.codes) + 1)
    spoken[[pool.codes[code] for code in asked.languages if code in pool.codes]] = 1
    shared: Floats = spoken[pool.lists["languages"].across].sum(axis=0)
    return shared
