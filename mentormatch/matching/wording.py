"""The words of each reason. Every sentence is chosen from the evidence it states, so that it is true."""

from collections.abc import Callable
from typing import Any, NamedTuple

from mentormatch.matching.languages import NAMES
from mentormatch.matching.messages import N_, translate

Evidence = dict[str, Any]
#: A label and a detail (message ids), and the values that go into the detail.
Choice = tuple[str, str, dict[str, Any]]


class Wording(NamedTuple):
    """A reason in one language: a short label, and a detail that may be empty."""

    label: str
    detail: str


def word(feature: str, kind: str, evidence: Evidence, locale: str) -> Wording:
    """Return the words of a reason in a language."""
    label, detail, values = _CHOICES[feature](kind, evidence)
    filled = {name: _said(value, locale) for name, value in values.items()}
    return Wording(translate(label, locale), translate(detail, locale) % filled if detail else "")


def _said(value: Any, locale: str) -> Any:
    if isinstance(value, Duration):
        return value.said(locale)
    if isinstance(value, Language):
        return translate(NAMES.get(value, value), locale)
    if isinstance(value, list):
        return ", ".join(str(_said(one, locale)) for one in value)
    return value


class Language(str):
    """A primary subtag that is said as the name of the language."""

    __slots__ = ()


class Duration(int):
    """Minutes that are said as hours and minutes."""

    def said(self, locale: str) -> str:
        """Return "3 h 30", "2 h" or "45 min"."""
        hours, minutes = divmod(int(self), 60)
        form = N_("%(hours)d h %(minutes)02d") if hours and minutes else N_("%(hours)d h")
        return translate(form if hours else N_("%(minutes)d min"), locale) % {"hours": hours, "minutes": minutes}


def _base(kind: str, evidence: Evidence) -> Choice:
    return N_("Where every mentor here starts"), "", {}


def _role(kind: str, evidence: Evidence) -> Choice:
    if kind == "for":
        return N_("Does what you aim for"), N_("%(role)s"), evidence
    return N_("Does something else than you aim for"), N_("%(role)s"), evidence


def _whole(kind: str, evidence: Evidence) -> Choice:
    if kind == "for":
        return N_("The profile is close to your goal"), "", {}
    return N_("The profile is far from your goal"), "", {}


def _sentences(kind: str, evidence: Evidence) -> Choice:
    if kind == "for":
        return N_("Tells of what you aim for"), N_("“%(sentence)s”"), evidence
    return N_("Tells little of what you aim for"), "", {}


def _words(kind: str, evidence: Evidence) -> Choice:
    if kind == "for" and evidence.get("shared"):
        return N_("Uses your words"), N_("%(shared)s"), evidence
    if kind == "for":
        return N_("Uses words like yours"), "", {}
    return N_("Uses other words than you"), "", {}


def _skills(kind: str, evidence: Evidence) -> Choice:
    if evidence["covered"] and evidence["not_covered"]:
        named = evidence | {"named": len(evidence["covered"]) + len(evidence["not_covered"])}
        return N_("Has skills you want"), N_("%(covered)s. You named %(named)d"), named
    if evidence["covered"]:
        return N_("Has the skills you want"), N_("%(covered)s"), evidence
    return N_("Does not name the skills you want"), N_("%(not_covered)s"), evidence


def _path(kind: str, evidence: Evidence) -> Choice:
    if evidence["same_start"] and evidence["same_aim"]:
        return N_("Walked your path"), N_("from %(start)s into %(role)s"), evidence
    if evidence["same_start"]:
        return N_("Started where you did"), N_("%(start)s"), evidence
    if kind == "for":
        return N_("Started near where you did"), N_("%(start)s"), evidence
    return N_("Started elsewhere"), N_("%(start)s"), evidence


def _degree(kind: str, evidence: Evidence) -> Choice:
    if evidence["same"]:
        return N_("Took your degree"), N_("%(degree)s"), evidence
    if kind == "for":
        return N_("Took a degree close to yours"), N_("%(degree)s"), evidence
    return N_("Took another degree"), N_("%(degree)s"), evidence


def _industries(kind: str, evidence: Evidence) -> Choice:
    if evidence["covered"]:
        return N_("Works where you want to"), N_("%(covered)s"), evidence
    return N_("Does not name an industry you named"), N_("%(not_covered)s"), evidence


def _topics(kind: str, evidence: Evidence) -> Choice:
    if evidence["covered"]:
        return N_("Helps with"), N_("%(covered)s"), evidence
    return N_("Does not offer help with"), N_("%(not_covered)s"), evidence


def _hours(kind: str, evidence: Evidence) -> Choice:
    minutes = evidence.get("minutes")
    if minutes:
        return N_("Free when you are"), N_("%(minutes)s in common a week"), {"minutes": Duration(minutes)}
    if minutes == 0:
        return N_("No hours in common that we know of"), "", {}
    if evidence["apart"] == 0:
        return N_("Same time of day as yours"), "", {}
    return N_("Clocks differ"), N_("by %(apart)s"), {"apart": Duration(evidence["apart"])}


def _languages(kind: str, evidence: Evidence) -> Choice:
    return N_("Speaks your language"), N_("%(shared)s"), {"shared": list(map(Language, evidence["shared"]))}


def _years(kind: str, evidence: Evidence) -> Choice:
    ahead = evidence["ahead"]
    if ahead < 1:
        return N_("Not ahead of you in years of work"), "", {}
    return N_("Ahead of you in years of work"), N_("by %(ahead)g"), evidence


def _unknown(kind: str, evidence: Evidence) -> Choice:
    if evidence.get("not_encoded"):
        return N_("Not encoded yet"), N_("compared by words and background only"), {}
    return N_("Not everything is known about this mentor"), N_("counted like the middle of the list"), {}


def _load(kind: str, evidence: Evidence) -> Choice:
    return N_("Already helps others"), N_("%(load)d of %(capacity)d places taken"), evidence


def _acceptance(kind: str, evidence: Evidence) -> Choice:
    return N_("Accepts some requests"), N_("%(accepted)d of %(asked)d so far"), evidence


def _language(kind: str, evidence: Evidence) -> Choice:
    return N_("Matched by meaning"), N_("the profile is in %(language)s"), {"language": Language(evidence["language"])}


def _goal_not_encoded(kind: str, evidence: Evidence) -> Choice:
    return N_("Your goal is not encoded yet"), N_("ranked by words and background only"), {}


def _exploration(kind: str, evidence: Evidence) -> Choice:
    return N_("Shown by turns"), N_("so that more mentors get a chance to be seen"), {}


def _variety(kind: str, evidence: Evidence) -> Choice:
    return N_("Placed lower for variety"), N_("similar to someone above"), {}


_CHOICES: dict[str, Callable[[str, Evidence], Choice]] = {
    "base": _base,
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
    "unknown": _unknown,
    "load": _load,
    "acceptance": _acceptance,
    "text_language": _language,
    "goal_not_encoded": _goal_not_encoded,
    "exploration": _exploration,
    "variety": _variety,
}
