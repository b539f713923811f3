"""Rules of profiles as pure answers: what is missing, who may decide, which links are usable."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.i18n import Lazy, _l
from mentormatch.profiles.models import Aim, Offer, Profile

#: Two sentences are rarely shorter. Titles rank far worse than sentences, so a shorter goal is worth a hint.
GOAL_WORDS = 10
#: More mentees at once than this is a typing mistake. None at all is somebody on leave, as imports say it.
MOST_PLACES = 20
#: Characters a calendar file can carry in a link: visible ASCII. Quotes and brackets would end it in mail programs.
_PLAIN = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
_LONGEST_LINK = 500


@dataclass(frozen=True)
class Gap:
    """Something missing from a mentee's profile: the step that asks for it, and what it would change."""

    step: str
    sentence: Lazy


def gaps(profile: Profile | None, aim: Aim | None) -> tuple[Gap, ...]:
    """What is missing, the most useful first."""
    goal = aim.goal if aim else ""
    found = [
        (not goal, Gap("goal", _l("Add two sentences about your goal: it decides most of the order."))),
        (
            0 < len(goal.split()) < GOAL_WORDS,
            Gap("goal", _l("Your goal is short. Two or three sentences find better mentors than a title.")),
        ),
        (not (aim and aim.help_topics), Gap("help", _l("Say what you want help with: mentors say what they give."))),
        (
            not (profile and profile.languages),
            Gap("languages", _l("Name the languages you speak: you are shown mentors who speak one of them.")),
        ),
        (
            not (profile and profile.previous_field),
            Gap("background", _l("Say where you come from: mentors who walked your path come up.")),
        ),
        (not (profile and profile.degree), Gap("studies", _l("Name your degree: mentors who took it come up."))),
    ]
    return tuple(gap for missing, gap in found if missing)


def missing_for_application(profile: Profile, offer: Offer) -> dict[str, Lazy]:
    """The fields without which a coordinator could not decide, each with what to do about it."""
    wanted = {
        "role_title": (offer.role_title, _l("Say what you do now, such as “Data analyst”.")),
        "bio": (profile.bio, _l("Tell in a few sentences how you got where you are.")),
        "help_topics": (offer.help_topics, _l("Choose at least one thing you can help with.")),
        "languages": (profile.languages, _l("Choose at least one language you can mentor in.")),
    }
    return {field: sentence for field, (value, sentence) in wanted.items() if not value}


def may_decide(by: Person, offer: Offer) -> bool:
    """Coordinators decide about applications, but never about their own."""
    return by.is_(RoleName.COORDINATOR) and by.id != offer.person_id


def is_meeting_link(text: str) -> bool:
    """Whether a session's letter and calendar file can carry this link safely: plain https to a named host."""
    if len(text) > _LONGEST_LINK or not _PLAIN.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and "." in (parts.hostname or "") and (parts.port or 443) > 0
    except ValueError:
        return False
    # A name before @ would make https://zoom.us@evil.example look like a link to somebody else.
    return parts.scheme == "https" and named and parts.username is None
