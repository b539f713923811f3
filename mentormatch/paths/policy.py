"""Rules of career paths that need no database: which role title belongs to a path, what may be told of how many."""

import re
import unicodedata
from collections.abc import Iterable

from mentormatch.core.i18n import Lazy, _l
from mentormatch.paths.models import PathStatus, Stage

#: Fewer people than this have not walked a way that anybody is told of.
SMALLEST_GROUP = 5
MOST_NAMES, NAME_MOST, MOST_SKILLS = 30, 80, 30
MOST = {"summary": 300, "does": 6000, "ways_in": 6000, "progress": 6000}
WORDS_MOST, PLACE_MOST, SOURCE_MOST = 300, 80, 500
MOST_SALARY = 10_000_000

STATUSES: dict[PathStatus, Lazy] = {
    PathStatus.DRAFT: _l("Draft"),
    PathStatus.PUBLISHED: _l("Published"),
    PathStatus.WITHDRAWN: _l("Withdrawn"),
}
STAGES: dict[Stage, Lazy] = {
    Stage.FIRST: _l("First job"),
    Stage.SOME_YEARS: _l("After some years"),
    Stage.SENIOR: _l("Senior"),
    Stage.ALL: _l("Everybody in this role"),
}
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """``text`` in small words without accents, one blank around each: " data analyst "."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return f" {' '.join(_WORD.findall(plain))} "


def is_called(role_title: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in a role title as whole words: "Data analyst" in "Senior data analyst"."""
    title = folded(role_title)
    return any(folded(name) in title for name in names if name.strip())
