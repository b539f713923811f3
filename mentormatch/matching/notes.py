"""The words of what is not about the pair itself: the start, corrections for fairness, what is not known."""

from collections.abc import Callable

from mentormatch.matching.messages import N_
from mentormatch.matching.said import Choice, Evidence, Language, Message

#: A record of fewer answers says little about a person, so it is not told.
FEWEST_ANSWERS = 5

#: What each feature is called in a list.
FEATURE_NAMES = {
    "whole": N_("profile"),
    "role": N_("role"),
    "sentences": N_("bio"),
    "words": N_("words"),
    "skills": N_("skills"),
    "path": N_("previous field"),
    "degree": N_("degree"),
    "industries": N_("industries"),
    "topics": N_("help topics"),
    "hours": N_("hours"),
    "languages": N_("languages"),
    "years": N_("years of work"),
}


def _base(evidence: Evidence) -> Choice:
    return N_("Where every mentor here starts"), "", {}


def _hub(evidence: Evidence) -> Choice:
    if evidence["lower"]:
        return N_("Close to many goals"), N_("counted a little lower, so that others are seen too"), {}
    return N_("Close to few goals"), N_("counted a little higher, since this is one of them"), {}


def _neighbours(evidence: Evidence) -> Choice:
    if evidence["lower"]:
        return N_("Mentors with similar work fit you less"), N_("counted a little lower"), {}
    return N_("Mentors with similar work fit you well"), N_("counted a little higher"), {}


def _load(evidence: Evidence) -> Choice:
    return N_("Already helps others"), N_("%(load)d of %(capacity)d places taken"), evidence


def _acceptance(evidence: Evidence) -> Choice:
    if evidence["asked"] < FEWEST_ANSWERS:
        return N_("May not accept"), N_("few answers so far, so counted like the others here"), {}
    label = N_("Accepts some requests") if evidence["accepted"] else N_("May not accept")
    return label, N_("%(accepted)d of %(asked)d so far"), evidence


def _unknown(evidence: Evidence) -> Choice:
    names = [Message(FEATURE_NAMES[name]) for name in evidence["features"]]
    return N_("Not known, so counted like the middle of the list"), "%(names)s", {"names": names}


def _text_language(evidence: Evidence) -> Choice:
    return N_("Matched by meaning"), N_("the profile is in %(language)s"), {"language": Language(evidence["language"])}


def _not_encoded(evidence: Evidence) -> Choice:
    return N_("Profile not encoded yet"), N_("compared by words and background only"), {}


def _goal_not_encoded(evidence: Evidence) -> Choice:
    return N_("Your goal is not encoded yet"), N_("compared by words and background only"), {}


def _exploration(evidence: Evidence) -> Choice:
    return N_("Shown by turns"), N_("so that more mentors are seen"), {}


def _variety(evidence: Evidence) -> Choice:
    return N_("Placed lower for variety"), N_("similar to someone above"), {}


NOTES: dict[str, Callable[[Evidence], Choice]] = {
    "base": _base,
    "hub": _hub,
    "neighbours": _neighbours,
    "load": _load,
    "acceptance": _acceptance,
    "unknown": _unknown,
    "text_language": _text_language,
    "not_encoded": _not_encoded,
    "goal_not_encoded": _goal_not_encoded,
    "exploration": _exploration,
    "variety": _variety,
}
