"""What a mentee can do for a better list: what is missing, what cannot be understood, what the first five hang on."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching import text
from mentormatch.matching.formula import Scored
from mentormatch.matching.languages import UNDERSTOOD
from mentormatch.matching.messages import N_, translate
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.selection import best
from mentormatch.matching.terms import tokens

Rows = npt.NDArray[np.intp]

#: Below this many words of content a goal is a title; two or three sentences rank far better (nDCG@10 .37 -> .51).
FEW_WORDS = 6
FIRST = 5

_TEXTS = {
    "no_goal": N_("Say in two or three sentences where you want to go"),
    "short_goal": N_("Your goal is short. Two or three sentences find better mentors"),
    "language_not_understood": N_("We do not understand this language well. An English version of your goal helps"),
    "no_previous_field": N_("Tell where you come from, so that mentors who walked your path come up"),
    "no_degree": N_("Name your degree"),
    "no_skills_wanted": N_("Name skills you want to learn"),
    "no_help_topics": N_("Tell what you want help with"),
    "no_languages": N_("Name the languages you speak"),
    "no_availability": N_("Tell when you can usually meet"),
    "alters_first_five": N_("Your list hangs most on %(what)s: %(changed)d of the first five are there because of it"),
}
_EMPTY = ("previous_field", "degree", "skills_wanted", "help_topics", "languages", "availability")
#: The facts behind the features of the background, and what people call them.
_FACTS = {
    "path": ("previous_field", N_("where you come from")),
    "degree": ("degree", N_("your degree")),
    "topics": ("help_topics", N_("what you want help with")),
    "industries": ("industries", N_("your industries")),
    "hours": ("availability", N_("when you can meet")),
    "languages": ("languages", N_("your languages")),
    "years": ("years_experience", N_("your years of work")),
}
_CALLED = dict(_FACTS.values())


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint. ``field`` names the fact of MenteeFacts it is about."""

    code: str
    field: str
    evidence: dict[str, Any] = dataclasses.field(default_factory=dict)

    def text(self, locale: str = "en") -> str:
        """Return the hint in a language."""
        values = {**self.evidence, "what": translate(_CALLED.get(self.field, ""), locale)}
        return translate(_TEXTS[self.code], locale) % values


def advise(asked: Question, pool: MentorPool, scored: Scored, rows: Rows) -> list[Advice]:
    """Return hints about the goal, about empty fields, and the fact the first five of these rows hang on most."""
    empty = [Advice(f"no_{name}", name) for name in _EMPTY if not getattr(asked.mentee, name)]
    return [*_about_goal(asked), *empty, *_decisive(pool, scored, rows)]


def _about_goal(asked: Question) -> list[Advice]:
    stated = text.clean(asked.mentee.goal)
    if not text.has_words(stated):
        return [Advice("no_goal", "goal")]
    hints = []
    if len(tokens(stated)) < FEW_WORDS:
        hints.append(Advice("short_goal", "goal"))
    if asked.written_in and asked.written_in not in UNDERSTOOD:
        hints.append(Advice("language_not_understood", "goal", {"language": asked.written_in}))
    return hints


def _decisive(pool: MentorPool, scored: Scored, rows: Rows) -> list[Advice]:
    """Compare the first five with those of a list in which one fact counts for nothing."""
    places = scored.places(rows)
    first = set(best(rows, scored.score[places], pool, FIRST)[:FIRST])
    changed = {}
    for name in scored.background:
        without = scored.score - scored.brought_by(name)
        changed[name] = len(first - set(best(rows, without[places], pool, FIRST)[:FIRST]))
    name = max(changed, key=lambda one: changed[one], default="")
    if not name or not changed[name]:
        return []
    return [Advice("alters_first_five", _FACTS[name][0], {"changed": changed[name]})]
