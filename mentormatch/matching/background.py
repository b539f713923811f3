"""What two people have in common beside the career: each feature as one column of values in [0, 1]."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching import hours
from mentormatch.matching.overlap import coverage, shared_languages, stated
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.text import phrase
from mentormatch.matching.weights import Parameters

Floats = npt.NDArray[np.float64]
#: What was measured before its curve, for the evidence: (n,) or (phrases, n).
Seen = dict[str, Floats]

#: The cosine of goal and role at which the second half of a path counts as walked, and where it begins to.
AIM = ((0.1, 0.0), (0.6, 1.0))


def compare_backgrounds(
    asked: Question, pool: MentorPool, parameters: Parameters, role: Floats | None
) -> tuple[dict[str, Floats], Seen]:
    """Return every feature that the mentee's facts allow, (n,) in [0, 1], NaN where unknown; and what was measured.

    ``role`` are the cosines of goal and role, unknown when None.
    """
    seen = {**_similar(asked, pool), **_covered(asked, pool), **_common(asked, pool)}
    found = {}
    if "field" in seen:
        start = parameters.curve("field", seen["field"])
        found["path"] = parameters.curve("path", start * (0.5 + 0.5 * _arrived(role)))
    if "degree" in seen:
        found["degree"] = parameters.curve("degree", seen["degree"])
    for name in ("industries", "topics"):
        if name in seen:
            found[name] = parameters.curve(name, seen[name].mean(axis=0))
    if "apart" in seen:
        near = parameters.curve("zones", seen["apart"] / 60)
        minutes = seen["minutes"]
        found["hours"] = np.where(np.isnan(minutes), near, parameters.curve("hours", minutes))
    for name in ("languages", "years"):
        if name in seen:
            found[name] = parameters.curve(name, seen[name])
    return found, seen


def _arrived(role: Floats | None) -> Floats | float:
    aims, marks = zip(*AIM, strict=True)
    return 0.5 if role is None else np.where(np.isnan(role), 0.5, np.interp(role, aims, marks))


def _similar(asked: Question, pool: MentorPool) -> Seen:
    seen = {}
    for feature, name in (("field", "previous_field"), ("degree", "degree")):
        said = getattr(asked.mentee, name)
        if phrase(said):
            similar = pool.phrases[name].by_meaning(said, asked.vectors(name))
            seen[feature] = np.append(similar, np.nan)[pool.rows(name)]
    return seen


def _covered(asked: Question, pool: MentorPool) -> Seen:
    wishes = {
        "industries": ("industries", asked.mentee.industries),
        "topics": ("help_topics", asked.mentee.help_topics),
    }
    return {
        feature: coverage(stated(wanted), pool, offered)
        for feature, (offered, wanted) in wishes.items()
        if stated(wanted)
    }


def _common(asked: Question, pool: MentorPool) -> Seen:
    mentee, seen = asked.mentee, {}
    if mentee.time_zone:
        apart = np.abs(pool.rows("offsets") - np.array(hours.offsets(mentee.time_zone))).max(axis=1)
        seen["apart"] = np.minimum(apart, 1440 - apart)
        seen["minutes"] = np.full(len(pool), np.nan)
        if mentee.availability:
            many = pool.rows("free").reshape(len(pool), len(hours.WEEKS), hours.BYTES)
            mine = hours.free_quarters(mentee.availability, mentee.time_zone)
            seen["minutes"] = np.where(pool.rows("has_hours"), hours.minutes_in_common(mine, many), np.nan)
    if asked.languages:
        seen["languages"] = shared_languages(asked, pool)
    if mentee.years_experience is not None:
        seen["years"] = pool.rows("years_experience") - mentee.years_experience
    return seen
