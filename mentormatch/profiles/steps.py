"""The steps of a mentee's profile: what each asks, why, and where the answers go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mentormatch.core.i18n import Lazy, _l
from mentormatch.profiles import queries, service
from mentormatch.profiles.forms import BackgroundForm, GoalForm, HelpForm, LanguagesForm, StepForm, StudiesForm


@dataclass(frozen=True)
class Step:
    """One page. ``read`` finds the row by the person's number; ``save`` takes the person and the answers."""

    name: str
    title: Lazy
    why: Lazy
    form: type[StepForm]
    read: Callable[[int], Any]
    save: Callable[..., object]


STEPS = (
    Step(
        "studies",
        _l("Your studies"),
        _l("Mentors who took your degree know what it opens, so they come up."),
        StudiesForm,
        queries.profile_of,
        service.save_background,
    ),
    Step(
        "background",
        _l("Where you come from"),
        _l("Somebody who started where you start can tell you how they did it. We look for those people."),
        BackgroundForm,
        queries.profile_of,
        service.save_background,
    ),
    Step(
        "goal",
        _l("Where you want to go"),
        _l("This decides most of the order in which you see mentors. Not sure yet? That is a good answer too."),
        GoalForm,
        queries.aim_of,
        service.save_aim,
    ),
    Step(
        "help",
        _l("What you want help with"),
        _l("Mentors say what they can help with. We bring the two together."),
        HelpForm,
        queries.aim_of,
        service.save_aim,
    ),
    Step(
        "languages",
        _l("Languages and time zone"),
        _l("You are only shown mentors who speak one of your languages, and all times are shown on your clock."),
        LanguagesForm,
        queries.profile_of,
        service.save_languages,
    ),
)
#: The last step, when one can usually meet, has its page in the calendar.
HOURS = "hours"
HOURS_TITLE = _l("When you can usually meet")
COUNT = len(STEPS) + 1


def find_step(name: str) -> Step | None:
    return next((step for step in STEPS if step.name == name), None)


def number_of(step: Step) -> int:
    """1 for the first."""
    return STEPS.index(step) + 1


def step_after(step: Step) -> str:
    number = number_of(step)
    return STEPS[number].name if number < len(STEPS) else HOURS


def step_before(step: Step) -> str | None:
    number = number_of(step)
    return STEPS[number - 2].name if number > 1 else None
