"""The words of one's own that a cohort may put before and after a letter: which letters, and which names they may use.

No template code: a name in braces such as ``{mentor}`` is looked up in a list, once, and everything else is text. The
features declare their letters with ``can_have_words``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import Lazy, _l

#: Characters of either part.
MOST = 1500
#: What stands in braces, what it means, and where a letter keeps it.
PLACEHOLDERS: dict[str, tuple[Lazy, str]] = {
    "name": (_l("the reader's name"), "to_name"),
    "mentor": (_l("the mentor's name"), "mentor"),
    "student": (_l("the student's name"), "mentee"),
    "cohort": (_l("the name of the cohort"), "cohort"),
}
#: Made-up people for previews and tests.
SAMPLE = {"mentor": "Omar Haddad", "mentee": "Maya Rossi"}
READER = "Maya Rossi"
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Kind:
    """A letter that cohorts may add words to. ``sample``: what else its template needs for a preview."""

    key: str
    template: str
    title: Lazy
    placeholders: tuple[str, ...]
    sample: Mapping[str, Any] = field(default_factory=dict)


class Typed(Protocol):
    @property
    def opening(self) -> str: ...
    @property
    def closing(self) -> str: ...


@dataclass(frozen=True)
class Added:
    """The words before and after the product's own."""

    opening: str
    closing: str


#: By key, in the order in which the page lists them.
KINDS: dict[str, Kind] = {}
_BY_TEMPLATE: dict[str, Kind] = {}


def can_have_words(key: str, template: str, title: Lazy, placeholders: str, **sample: Any) -> None:
    """Declare a letter; ``placeholders`` are names of PLACEHOLDERS between spaces."""
    KINDS[key] = _BY_TEMPLATE[template] = Kind(key, template, title, tuple(placeholders.split()), sample)


def of_template(template: str) -> Kind | None:
    return _BY_TEMPLATE.get(template)


def ensure(kind: Kind, added: Added) -> None:
    """Refuse, at its field, words that are too long or use a name that this letter does not know."""
    for name, text in (("opening", added.opening), ("closing", added.closing)):
        if len(text) > MOST:
            raise Invalid(_l("At most %(n)d characters, please.", n=MOST), field=name)
        known = ", ".join(f"{{{placeholder}}}" for placeholder in kind.placeholders)
        unknown = [found for found in _BRACES.findall(text) if found not in kind.placeholders]
        if unknown:
            wrong = f"{{{unknown[0][:40]}}}"
            raise Invalid(
                _l("%(wrong)s is not known here. This letter knows %(known)s.", wrong=wrong, known=known), field=name
            )
        if re.search(r"[{}]", _BRACES.sub("", text)):
            raise Invalid(_l("A brace stands alone. Names are written like this: %(known)s.", known=known), field=name)


def filled(kind: Kind, typed: Typed | Mapping[str, str], *, to_name: str, context: Mapping[str, Any]) -> Added:
    """The words with the names filled in, each once: what stands in a name is never looked up again."""
    values = {name: str({"to_name": to_name, **context}.get(PLACEHOLDERS[name][1]) or "") for name in kind.placeholders}
    parts = (typed["opening"], typed["closing"]) if isinstance(typed, Mapping) else (typed.opening, typed.closing)
    return Added(*(_BRACES.sub(lambda found: values.get(found[1], ""), text) for text in parts))


def made_up(kind: Kind, added: Added, *, cohort_id: int, cohort: str) -> dict[str, Any]:
    """The context of a letter about made-up people, which carries the words itself."""
    texts = {"opening": added.opening, "closing": added.closing}
    return {**SAMPLE, **kind.sample, "cohort_id": cohort_id, "cohort": cohort, "words": texts}
