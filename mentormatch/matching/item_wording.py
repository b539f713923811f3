"""The words of the reasons for a thing. Every sentence is chosen from the evidence that it states."""

from collections.abc import Callable

from mentormatch.matching.messages import N_
from mentormatch.matching.said import Choice, Evidence, Language, Topic


def _base(kind: str, evidence: Evidence) -> Choice:
    return N_("Where everything here starts"), "", {}


def _meaning(kind: str, evidence: Evidence) -> Choice:
    if evidence["near"]:
        return N_("Close to your goal"), "", {}
    return (N_("Has something of your goal") if kind == "for" else N_("Far from your goal")), "", {}


def _words(kind: str, evidence: Evidence) -> Choice:
    if evidence["shared"]:
        label = N_("Shares your words") if kind == "for" else N_("Shares few of your words")
        return label, "%(shared)s", evidence
    return N_("Uses other words than you"), "", {}


def _listed(covered: str, alike: str, other: str) -> Callable[[str, Evidence], Choice]:
    """What is named of what was wanted; else what stands there instead, which may be written much like it."""

    def told(kind: str, evidence: Evidence) -> Choice:
        if evidence["covered"]:
            return covered, "%(covered)s", evidence
        return (alike if kind == "for" else other), "%(offered)s", evidence

    return told


def _topics(kind: str, evidence: Evidence) -> Choice:
    named = {name: [Topic(topic) for topic in evidence[name]] for name in ("covered", "offered")}
    if named["covered"]:
        return N_("Helps with"), "%(covered)s", named
    return N_("Helps with something else"), "%(offered)s", named


def _languages(kind: str, evidence: Evidence) -> Choice:
    label = N_("In a language that you speak") if evidence["reads"] else N_("In another language than yours")
    return label, "%(language)s", {"language": Language(evidence["language"])}


ITEM_WORDS: dict[str, Callable[[str, Evidence], Choice]] = {
    "item_base": _base,
    "item_meaning": _meaning,
    "item_words": _words,
    "item_roles": _listed(N_("About the role you aim for"), N_("About a role like yours"), N_("About other roles")),
    "item_skills": _listed(N_("Skills you want"), N_("Skills like those you want"), N_("Other skills than you want")),
    "item_topics": _topics,
    "item_degrees": _listed(N_("For your degree"), N_("For a degree like yours"), N_("For other degrees")),
    "item_industries": _listed(N_("Your industry"), N_("An industry like yours"), N_("Another industry")),
    "item_languages": _languages,
}
