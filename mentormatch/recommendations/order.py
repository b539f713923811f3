"""How the list is made, in words: what counts and how much, what can move a mentor, and what never counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _, _l, locale_code
from mentormatch.matching import Advice
from mentormatch.recommendations.ranking import FULL, NO_COMMON_LANGUAGE, live_ranker
from mentormatch.recommendations.score_parts import TENTHS, Part, points

FEATURES: dict[str, Lazy] = {
    "whole": _l("Your goal beside the mentor’s whole profile, by meaning"),
    "words": _l("Words that your goal and the profile share"),
    "skills": _l("The skills you want that the mentor has"),
    "role": _l("Your goal beside what the mentor does now, by meaning"),
    "sentences": _l("Your goal beside the mentor’s own story, by meaning"),
    "path": _l("Where you both come from, and how near your aim the mentor is"),
    "degree": _l("Your degrees"),
    "hours": _l("Hours you have in common, or how far apart your clocks are"),
    "years": _l("Years of work ahead of you"),
    "topics": _l("What you want help with"),
    "industries": _l("The industries you named"),
    "languages": _l("The languages you share"),
}
#: Told to everybody and kept by the engine's types: none of these is a field of the facts it gets.
NEVER_USED: tuple[Lazy, ...] = (
    _l("gender, age, nationality, country, ethnicity, religion, health or family"),
    _l("your name, a photo or your address"),
    _l("grades"),
    _l("messages and what you wrote to a mentor"),
    _l("what you click on, and how long you look at it"),
)


#: Where each hint can be followed: the step of the profile that asks for it.
STEPS = {
    "goal": "goal",
    "target_roles": "goal",
    "industries": "goal",
    "skills_wanted": "goal",
    "help_topics": "help",
    "previous_field": "background",
    "degree": "studies",
    "languages": "languages",
    "availability": "hours",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """What would change the list, and the step of the profile where it is told."""

    text: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Limit:
    """From how many points on a band begins."""

    band: str
    points: str


def what_counts() -> list[Part]:
    """The weight of each feature in points of 100, the heaviest first."""
    weights = sorted(live_ranker().parameters.weights.items(), key=lambda item: -item[1])
    heaviest = max((weight for _name, weight in weights), default=1.0)
    return [
        Part(str(FEATURES[name]), weight / heaviest, points(round(weight * TENTHS), locale_code()), against=False)
        for name, weight in weights
        if weight
    ]


def limits() -> list[Limit]:
    """The bands, best first."""
    bands = live_ranker().parameters.bands
    return [Limit(band, points(round(limit * TENTHS), locale_code())) for band, limit in bands]


def hints(advice: Iterable[Advice]) -> list[Hint]:
    return [Hint(one.text(locale_code()), STEPS.get(one.field)) for one in advice]


def refusal(rule: str | None, name: str) -> str | None:
    """Why a mentor cannot be asked now, in words; None when no rule speaks against it."""
    if rule is None:
        return None
    if rule == FULL:
        return _("%(name)s has no free place at the moment. Places come back when a mentorship ends.", name=name)
    if rule == NO_COMMON_LANGUAGE:
        return _("You and %(name)s name no language in common.", name=name)
    return _("%(name)s takes no new mentees at the moment.", name=name)
