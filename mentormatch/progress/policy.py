"""The steps on the way of a cohort's people, each with the rule by which somebody has taken it."""

import enum
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy, _l
from mentormatch.programmes.models import EnrolledAs


class Step(enum.StrEnum):
    ENROLLED = "enrolled"
    CONFIRMED = "confirmed"
    PROFILE = "profile"
    TRAINED = "trained"
    HOURS = "hours"
    ASKED = "asked"
    MATCHED = "matched"
    MET = "met"


@dataclass(frozen=True)
class Rule:
    """A step as a page names it: its word, its rule, what somebody lacks without it, and what a letter asks for.

    ``ask``: "" for a step that is not the person's own to take.
    """

    word: Lazy
    rule: Lazy
    lacks: Lazy
    ask: Lazy | str = ""


_ENROLLED = Rule(_l("Enrolled"), _l("Takes part in this cohort."), "")
_CONFIRMED = Rule(
    _l("Confirmed"),
    _l("Has confirmed the address."),
    _l("Address not confirmed"),
    _l("Confirm your address, or set a password."),
)
_MET = Rule(
    _l("Met"), _l("Had a session in a match of this cohort that was not missed or cancelled."), _l("Not met yet")
)

STEPS: dict[EnrolledAs, dict[Step, Rule]] = {
    EnrolledAs.MENTEE: {
        Step.ENROLLED: _ENROLLED,
        Step.CONFIRMED: _CONFIRMED,
        Step.PROFILE: Rule(
            _l("Profile complete"),
            _l("Has said a goal, what they want help with, their degree and their languages."),
            _l("Profile not complete"),
            _l("Complete your profile: your goal, what you want help with, your degree and your languages."),
        ),
        Step.ASKED: Rule(
            _l("Asked"), _l("Has asked a mentor in this cohort, or was given one."), _l("Has asked nobody"),
            _l("Ask a mentor."),
        ),
        Step.MATCHED: Rule(_l("Matched"), _l("Has, or had, a match in this cohort that began."), _l("No match yet")),
        Step.MET: _MET,
    },
    EnrolledAs.MENTOR: {
        Step.ENROLLED: _ENROLLED,
        Step.CONFIRMED: _CONFIRMED,
        Step.PROFILE: Rule(
            _l("Approved"), _l("A coordinator has approved what they offer."), _l("Not approved yet"),
            _l("Tell what you offer as a mentor, and send it."),
        ),
        Step.TRAINED: Rule(
            _l("Training read"), _l("Has ticked every training item that is asked."), _l("Training not read"),
            _l("Read and tick what every mentor should know."),
        ),
        Step.HOURS: Rule(
            _l("Hours set"), _l("Has set weekly hours."), _l("No weekly hours"), _l("Set the hours when you can meet.")
        ),
        Step.ASKED: Rule(
            _l("Asked"), _l("Was asked by a student in this cohort, or was given one."), _l("Nobody has asked")
        ),
        Step.MATCHED: Rule(_l("Matched"), _l("Has, or had, a match in this cohort that began."), _l("No match yet")),
        Step.MET: _MET,
    },
}  # fmt: skip
