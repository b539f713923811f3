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
    lists = pool.lists[offered].rows
    # Lists lie across, so that the maximum runs over long rows: over a short last axis it is ten times slower.
    places = np.ascontiguousarray(lists.T[: _longest(lists)], np.intp)
    similar = [np.append(pool.phrases[offered].by_characters(one), 0.0) for one in wanted]
    return np.array([one.take(places).max(axis=0, initial=0.0) for one in similar])


def shared_languages(asked: Question, pool: MentorPool) -> Floats:
    """Return how many languages of each list the mentee speaks, (lists,)."""
    spoken = np.zeros(len(pool.codes) + 1)
    spoken[[pool.codes[code] for code in asked.languages if code in pool.codes]] = 1
    shared: Floats = spoken[pool.lists["languages"].rows].sum(axis=-1)
    return shared


def _longest(lists: npt.NDArray[np.int32]) -> int:
    """Return the length of the longest list; lists are padded by -1 at the end."""
    return int((lists >= 0).any(axis=0).sum())
