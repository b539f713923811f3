"""The words of each reason. Every sentence is chosen from the evidence that it states, so that it is true."""

from collections.abc import Callable
from typing import NamedTuple

from mentormatch.matching.item_wording import ITEM_WORDS
from mentormatch.matching.messages import N_, translate
from mentormatch.matching.notes import NOTES
from mentormatch.matching.said import Choice, Duration, Evidence, Language, Together, Topic, say


class Wording(NamedTuple):
    """A reason in one language: a short label, and a detail that may be empty."""

    label: str
    detail: str


#: For something that is not what was asked for, but written so much like it that it counts.
_ALIKE: Choice = (N_("Uses words like yours"), "", {})


def word(feature: str, kind: str, evidence: Evidence, locale: str) -> Wording:
    """Return the words of a reason in a language."""
    note = NOTES.get(feature)
    label, detail, values = note(evidence) if note else _FEATURES[feature](kind, evidence)
    filled = {name: say(value, locale) for name, value in values.items()}
    return Wording(translate(label, locale) % filled, translate(detail, locale) % filled if detail else "")


def _role(kind: str, evidence: Evidence) -> Choice:
    if evidence.get("near") == "same":
        return N_("Does what you aim for"), "%(role)s", evidence
    if evidence.get("near") == "near":
        return N_("Does something close to your aim"), "%(role)s", evidence
    return N_("Does something else"), "%(role)s", evidence


def _whole(kind: str, evidence: Evidence) -> Choice:
    if evidence.get("near"):
        return N_("The profile is close to your goal"), "", {}
    if kind == "for":
        return N_("The profile has something of your goal"), "", {}
    return N_("The profile is far from your goal"), "", {}


def _sentences(kind: str, evidence: Evidence) -> Choice:
    if kind == "for":
        if evidence["sentence"]:
            return N_("Writes"), "“%(sentence)s”", evidence
        return N_("The profile has something of your goal"), "", {}
    return N_("Writes little about your goal"), "", {}


def _words(kind: str, evidence: Evidence) -> Choice:
    if evidence["shared"]:
        return N_("Shares your words"), "%(shared)s", evidence
    if kind == "for":
        return N_("Uses words like yours"), "", {}
    return N_("Uses other words than you"), "", {}


def _skills(kind: str, evidence: Evidence) -> Choice:
    if evidence["covered"] and evidence["not_covered"]:
        if kind == "for":
            return N_("Has %(some)d of the %(named)d skills you want"), "%(covered)s", _counted(evidence)
        return N_("Has only %(some)d of the %(named)d skills you want"), "%(covered)s", _counted(evidence)
    if evidence["covered"]:
        return N_("Has the skills you want"), "%(covered)s", evidence
    if kind == "for":
        return _ALIKE
    return N_("Does not name the skills you want"), "%(not_covered)s", evidence


def _path(kind: str, evidence: Evidence) -> Choice:
    if evidence["same_start"] and evidence["same_aim"]:
        return N_("Walked your path"), N_("from %(start)s into %(role)s"), evidence
    if evidence["same_start"]:
        return N_("Started where you did"), N_("%(start)s, now %(role)s") if evidence["role"] else "%(start)s", evidence
    if kind == "for":
        return N_("Started close to where you did"), "%(start)s", evidence
    return N_("Started elsewhere"), "%(start)s", evidence


def _degree(kind: str, evidence: Evidence) -> Choice:
    if evidence["same"]:
        return N_("Took your degree"), "%(degree)s", evidence
    if kind == "for":
        return N_("Took a degree close to yours"), "%(degree)s", evidence
    return N_("Took another degree"), "%(degree)s", evidence


def _industries(kind: str, evidence: Evidence) -> Choice:
    if kind == "against" and evidence["covered"] and evidence["not_covered"]:
        return N_("Knows only %(some)d of the %(named)d industries you named"), "%(covered)s", _counted(evidence)
    if evidence["covered"]:
        return N_("Knows your industry"), "%(covered)s", evidence
    if kind == "for":
        return _ALIKE
    return N_("Has not worked in"), N_("%(not_covered)s, which you named"), evidence


def _topics(kind: str, evidence: Evidence) -> Choice:
    told = {name: list(map(Topic, evidence[name])) for name in ("covered", "not_covered")}
    if told["covered"] and told["not_covered"]:
        if kind == "for":
            return N_("Helps with %(some)d of the %(named)d topics you named"), "%(covered)s", _counted(told)
        return N_("Helps with only %(some)d of the %(named)d topics you named"), "%(covered)s", _counted(told)
    if told["covered"]:
        return N_("Helps with"), "%(covered)s", told
    if kind == "for":
        return _ALIKE
    return N_("Does not offer help with"), "%(not_covered)s", told


def _hours(kind: str, evidence: Evidence) -> Choice:
    minutes = evidence["minutes"]
    if minutes:
        label = N_("Free when you are") if kind == "for" else N_("Little time in common")
        return label, N_("%(minutes)s in common a week"), {"minutes": Duration(minutes)}
    if minutes == 0:
        return N_("No hours in common that we know of"), "", {}
    if evidence["apart"] == 0:
        return N_("Has the same time of day as you"), "", {}
    return N_("Your clocks differ"), N_("by %(apart)s"), {"apart": Duration(evidence["apart"])}


def _languages(kind: str, evidence: Evidence) -> Choice:
    return N_("Speaks %(shared)s with you"), "", {"shared": Together(map(Language, evidence["shared"]))}


def _years(kind: str, evidence: Evidence) -> Choice:
    ahead = evidence["ahead"]
    if ahead <= 0:
        return N_("Not ahead of you in years of work"), "", {}
    label = N_("Ahead of you at work") if kind == "for" or ahead < 1 else N_("Far ahead of you at work")
    return label, N_("by 1 year") if ahead == 1 else N_("by %(ahead)g years"), evidence


def _counted(evidence: Evidence) -> Evidence:
    some = len(evidence["covered"])
    return evidence | {"some": some, "named": some + len(evidence["not_covered"])}


_FEATURES: dict[str, Callable[[str, Evidence], Choice]] = {
    "role": _role,
    "whole": _whole,
    "sentences": _sentences,
    "words": _words,
    "skills": _skills,
    "path": _path,
    "degree": _degree,
    "industries": _industries,
    "topics": _topics,
    "hours": _hours,
    "languages": _languages,
    "years": _years,
    **ITEM_WORDS,
}
