"""What a mentee can do for a better list: what is missing, what cannot be understood, what one change would alter."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentormatch.matching import text
from mentormatch.matching.languages import UNDERSTOOD
from mentormatch.matching.messages import N_, translate
from mentormatch.matching.terms import tokens

if TYPE_CHECKING:
    from mentormatch.matching.pool import MentorPool
    from mentormatch.matching.rankers import Ranker
    from mentormatch.matching.types import MenteeFacts
    from mentormatch.matching.vectors import GoalVectors

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
    "alters_first_five": N_("This changes your list most: %(what)s. %(changed)d of the first five come from it"),
}
#: The facts that are left out one by one to see what the first five hang on, and what people call them.
FACTS = {
    "goal": N_("your goal"),
    "target_roles": N_("your target roles"),
    "previous_field": N_("where you come from"),
    "degree": N_("your degree"),
    "skills_wanted": N_("the skills you want"),
    "help_topics": N_("what you want help with"),
    "industries": N_("your industries"),
    "availability": N_("when you can meet"),
    "languages": N_("your languages"),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One hint. ``field`` names the fact of MenteeFacts it is about."""

    code: str
    field: str
    evidence: dict[str, Any] = dataclasses.field(default_factory=dict)

    def text(self, locale: str = "en") -> str:
        """Return the hint in a language."""
        values = {**self.evidence, "what": translate(FACTS.get(self.field, self.field), locale)}
        return translate(_TEXTS[self.code], locale) % values


def advise(ranker: Ranker, mentee: MenteeFacts, pool: MentorPool, goal: GoalVectors | None) -> list[Advice]:
    """Return hints about the goal, about empty fields, and the fact the first five hang on most."""
    hints = _about_goal(mentee, goal)
    empty = ("previous_field", "degree", "skills_wanted", "help_topics", "languages", "availability")
    hints += [Advice(f"no_{name}", name) for name in empty if not getattr(mentee, name)]
    return hints + _decisive(ranker, mentee, pool, goal)


def _about_goal(mentee: MenteeFacts, goal: GoalVectors | None) -> list[Advice]:
    stated = text.clean(mentee.goal)
    if not text.has_words(stated):
        return [Advice("no_goal", "goal")]
    hints = []
    if len(tokens(stated)) < FEW_WORDS:
        hints.append(Advice("short_goal", "goal"))
    if goal and goal.language and goal.language not in UNDERSTOOD:
        hints.append(Advice("language_not_understood", "goal", {"language": goal.language}))
    return hints


def _decisive(ranker: Ranker, mentee: MenteeFacts, pool: MentorPool, goal: GoalVectors | None) -> list[Advice]:
    def first(asked: MenteeFacts, vectors: GoalVectors | None) -> set[str]:
        return {shown.mentor_id for shown in ranker.rank(asked, pool, top=FIRST, goal=vectors)}

    present = first(mentee, goal)
    changed = {}
    for name in FACTS:
        if not getattr(mentee, name):
            continue
        emptied: Any = "" if isinstance(getattr(mentee, name), str) else ()
        without = replace(mentee, **{name: emptied})
        changed[name] = len(present - first(without, _without(goal, name)))
    if not changed or not max(changed.values()):
        return []
    name = max(changed, key=lambda fact: changed[fact])
    return [Advice("alters_first_five", name, {"changed": changed[name]})]


def _without(goal: GoalVectors | None, name: str) -> GoalVectors | None:
    part = {"goal": "goal", "target_roles": "target", "degree": "degree", "previous_field": "previous_field"}.get(name)
    if goal is None or part is None:
        return goal
    kept = [i for i, one in enumerate(goal.parts) if one != part]
    return replace(goal, parts=tuple(goal.parts[i] for i in kept), rows=goal.rows[kept])
