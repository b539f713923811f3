"""A mentee's profile at a glance: what is there for each step, and what is missing."""

from dataclasses import dataclass
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import Lazy, _l
from mentormatch.profiles import queries
from mentormatch.profiles.labels import CLARITIES, topic_label
from mentormatch.profiles.models import Aim, Profile
from mentormatch.profiles.policy import gaps
from mentormatch.profiles.steps import STEPS, Step
from mentormatch.web.context import language_name


@dataclass(frozen=True)
class Row:
    """One step: pairs of word and value, and the sentence about what is missing, if anything is."""

    step: Step
    facts: tuple[tuple[Lazy, Any], ...]
    gap: Lazy | None


@dataclass(frozen=True)
class Summary:
    rows: tuple[Row, ...]
    #: The step and sentence that would help most; None when all is there.
    next_step: str | None
    next_sentence: Lazy | None

    @property
    def complete(self) -> int:
        """How many steps miss nothing."""
        return sum(row.gap is None for row in self.rows)

    @property
    def is_empty(self) -> bool:
        return not any(value for row in self.rows if row.step.name != "languages" for _word, value in row.facts)


def summary_of(person: Person) -> Summary:
    """What ``person`` has told so far."""
    profile, aim = queries.profile_of(person.id), queries.aim_of(person.id)
    found = gaps(profile, aim)
    sentences: dict[str, Lazy] = {}
    for gap in found:
        sentences.setdefault(gap.step, gap.sentence)
    told = {
        **_background(profile or Profile(), person),
        **_aim(aim or Aim()),
    }
    rows = tuple(Row(step, told[step.name], sentences.get(step.name)) for step in STEPS)
    first = found[0] if found else None
    return Summary(rows, first.step if first else None, first.sentence if first else None)


def _background(profile: Profile, person: Person) -> dict[str, tuple[tuple[Lazy, Any], ...]]:
    return {
        "studies": (
            (_l("Degree"), profile.degree),
            (_l("Year"), profile.graduation_year),
        ),
        "background": (
            (_l("Field"), profile.previous_field),
            (_l("Years of work"), profile.years_experience),
            (_l("Works at"), profile.organisation),
            (_l("Skills"), ", ".join(profile.skills or ())),
            (_l("About you"), profile.bio),
        ),
        "languages": (
            (_l("Languages"), ", ".join(language_name(tag) for tag in profile.languages or ())),
            (_l("Time zone"), person.time_zone.replace("_", " ")),
        ),
    }


def _aim(aim: Aim) -> dict[str, tuple[tuple[Lazy, Any], ...]]:
    return {
        "goal": (
            (_l("How clear"), CLARITIES.get(aim.clarity)),
            (_l("Goal"), aim.goal),
            (_l("Roles"), ", ".join(aim.target_roles or ())),
            (_l("Industries"), ", ".join(aim.industries or ())),
            (_l("Skills to learn"), ", ".join(aim.skills_wanted or ())),
        ),
        "help": ((_l("Topics"), ", ".join(topic_label(topic) for topic in aim.help_topics or ())),),
    }
