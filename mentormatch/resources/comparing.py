"""Two versions side by side: which facts differ, and which lines came and went."""

import difflib
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _l
from mentormatch.resources.content import FIELDS
from mentormatch.resources.models import GuideVersion

NAMES: dict[str, Lazy] = {
    "kind": _l("Kind"),
    "title": _l("Title"),
    "lead": _l("In one sentence"),
    "video_link": _l("Link of the video"),
    "alum": _l("With whom the interview is"),
    "topics": _l("Topics"),
    "roles": _l("Roles"),
    "industries": _l("Industries"),
    "skills": _l("Skills"),
    "degrees": _l("Degrees"),
}
#: Lines that stay, around those that change.
AROUND = 2


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """``mark`` is + for a line that came, - for one that went, ~ for a gap, and empty for one that stayed."""

    mark: str
    text: str


def changes(older: GuideVersion, newer: GuideVersion) -> list[Change]:
    """Facts that differ, but for the text."""
    pairs = ((name, _said(older, name), _said(newer, name)) for name in FIELDS if name in NAMES)
    return [Change(str(NAMES[name]), before, after) for name, before, after in pairs if before != after]


def lines(older: str, newer: str) -> list[Line]:
    """What differs in the text, line by line."""
    found: list[Line] = []
    matcher = difflib.SequenceMatcher(None, older.split("\n"), newer.split("\n"), autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            found.append(Line("~", ""))
        for kind, a1, a2, b1, b2 in group:
            if kind == "equal":
                found += [Line("", line) for line in older.split("\n")[a1:a2]]
                continue
            found += [Line("-", line) for line in older.split("\n")[a1:a2]]
            found += [Line("+", line) for line in newer.split("\n")[b1:b2]]
    return found


def _said(version: GuideVersion, name: str) -> str:
    value = getattr(version, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
