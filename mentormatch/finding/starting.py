"""Where to start: three answers, and the services of the office that go with them, each with its reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _l

WHERE: dict[str, Lazy] = {
    "studying": _l("I am studying"),
    "finishing": _l("I finish my studies soon"),
    "looking": _l("I have finished and look for work"),
    "working": _l("I am working and want something else"),
}
NEXT: dict[str, Lazy] = {
    "direction": _l("Find out what I want to do"),
    "documents": _l("Write a CV or a letter"),
    "interview": _l("Do well in an interview"),
    "practice": _l("Gain practice, or find work"),
    "people": _l("Talk to people who do it already"),
    "study": _l("Choose what to study next"),
}
TIME: dict[str, Lazy] = {
    "hour": _l("An hour now"),
    "week": _l("A few hours a week"),
    "months": _l("Some months"),
}
QUESTIONS: dict[str, dict[str, Lazy]] = {"where": WHERE, "next": NEXT, "time": TIME}


@dataclass(frozen=True, slots=True)
class Way:
    """Why a service goes with what somebody wants next, and for whom and which time it is besides."""

    reasons: Mapping[str, Lazy]
    time: Collection[str]
    where: Collection[str] = ()


MENTORS = "mentors"
MENTORS_TITLE = _l("Mentors")
WAYS: dict[str, Way] = {
    MENTORS: Way(
        {
            "people": _l("A mentor does the work you aim for, and talks with you about it."),
            "direction": _l("A mentor can tell how they found their way, and what they would do again."),
            "interview": _l("A mentor knows how people in the field are hired."),
            "practice": _l("A mentor knows where people in the field find work."),
        },
        time=("week", "months"),
    ),
    "coaching": Way(
        {
            "documents": _l("A coach reads your documents with you."),
            "interview": _l("A coach practises interviews with you."),
            "direction": _l("A coach helps you sort out what you want."),
            "practice": _l("A coach goes through your applications with you."),
        },
        time=("hour", "week"),
    ),
    "documents": Way(
        {
            "documents": _l("You write or upload your CV here, and ask for comments on it."),
            "practice": _l("You keep each version of your CV here, ready to be sent."),
        },
        time=("hour", "week"),
        where=("finishing", "looking"),
    ),
    "events": Way(
        {
            "people": _l("At events you meet people who do the work already."),
            "direction": _l("At events you hear about work that you may not know yet."),
            "interview": _l("Some events are workshops, where things are practised."),
            "practice": _l("At fairs you meet those who hire."),
        },
        time=("hour", "week"),
    ),
    "plans": Way(
        {
            "direction": _l("A plan turns what you want into steps, one at a time."),
            "practice": _l("A plan says what comes first, and by when."),
            "study": _l("A plan says what comes first, and by when."),
        },
        time=("week", "months"),
        where=("studying", "working"),
    ),
    "resources": Way(
        {
            "documents": _l("Guides and templates are there to be read at once."),
            "interview": _l("Guides are there to be read at once."),
            "direction": _l("Guides are there to be read at once."),
            "people": _l("Guides tell how to write to people you do not know."),
            "practice": _l("Guides are there to be read at once."),
        },
        time=("hour",),
    ),
    "paths": Way(
        {
            "direction": _l("Paths show what one does in a role, and the ways into it."),
            "study": _l("Paths show which studies lead to a role."),
            "practice": _l("Paths show the first jobs on the way to a role."),
        },
        time=("hour", "week"),
        where=("studying", "working"),
    ),
    "degrees": Way(
        {
            "study": _l("You compare degrees side by side here."),
            "direction": _l("Degrees tell what is studied, and where that leads."),
        },
        time=("hour", "months"),
        where=("working", "studying"),
    ),
    "internships": Way(
        {
            "practice": _l("Internships and projects are listed here, and you apply on the same page."),
            "direction": _l("To try something for a while tells most about it."),
        },
        time=("months",),
        where=("studying", "finishing", "looking"),
    ),
}


def proposed(answers: Mapping[str, str], on: Collection[str]) -> list[str]:
    """The names of the ways that go with what is wanted next and are on, the fittest first.

    What fits the time and the place in life comes before what does not; else as they stand above, mentors first.
    """
    fitting = [name for name, way in WAYS.items() if name in on and answers["next"] in way.reasons]

    def misfit(name: str) -> int:
        way = WAYS[name]
        # The first thing that a way is for says more than that it also helps.
        later = [*way.reasons].index(answers["next"]) > 0
        return (
            2 * (answers["time"] not in way.time) + 2 * later + (bool(way.where) and answers["where"] not in way.where)
        )

    return sorted(fitting, key=misfit)
