"""Who may be ranked at all: hard rules, each with a name that is told."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from mentormatch.matching.overlap import shared_languages
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question

#: Rule names in the order in which they are told when several apply.
FORBIDDEN, FULL, NO_COMMON_LANGUAGE = "forbidden", "full", "no_common_language"
RULES = (FORBIDDEN, FULL, NO_COMMON_LANGUAGE)

Rules = dict[str, npt.NDArray[np.bool_]]


def broken_rules(asked: Question, pool: MentorPool, forbidden: Collection[str] = ()) -> Rules:
    """Return for each rule which mentors it excludes, (n,); the language rule needs both sides to state languages."""
    kept_apart = np.zeros(len(pool), np.bool_)
    kept_apart[pool.rows_of(forbidden)] = True
    # Who states no language has the number -1, which is the last: nobody is a stranger there.
    none_shared = np.append(shared_languages(asked, pool) == 0, np.False_)
    strangers = none_shared[pool.rows("languages")] & bool(asked.languages)
    full = pool.rows("load") >= pool.rows("capacity")
    return dict(zip(RULES, (kept_apart, full, strangers), strict=True))
