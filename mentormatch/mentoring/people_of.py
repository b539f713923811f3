"""The two people of a pair as pages show them. Never an e-mail address: letters and sessions connect people here."""

from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.labels import CLARITIES, topic_label
from mentormatch.profiles.models import Aim, Offer, Profile
from mentormatch.web.context import language_name

Facts = list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of two people: a line under the name, free words, pairs of word and value, what mentees say of themselves."""

    person: Person
    line: str
    words: str
    facts: Facts
    about: str = ""


def mentee_sheet(person: Person) -> Sheet:
    """What a mentee told about where they come from and where they want to go."""
    profile, aim = profiles.profile_of(person.id), profiles.aim_of(person.id)
    return Sheet(
        person=person,
        line=" · ".join(filter(None, [profile.degree, str(profile.graduation_year or "")])) if profile else "",
        words=aim.goal if aim else "",
        facts=[*_aim_facts(aim), *_background(profile)],
        about=profile.bio if profile else "",
    )


def mentor_sheet(offer: Offer) -> Sheet:
    """What a mentor told about what they do and give."""
    profile = profiles.profile_of(offer.person_id)
    return Sheet(
        person=offer.person,
        line=" · ".join(filter(None, [offer.role_title, offer.organisation])),
        words=profile.bio if profile else "",
        facts=[
            (_("Helps with"), ", ".join(map(topic_label, offer.help_topics))),
            (_("Industries"), ", ".join(offer.industries)),
            (_("Degree"), profile.degree if profile else ""),
            *_background(profile),
        ],
    )


def _aim_facts(aim: Aim | None) -> Facts:
    if aim is None:
        return []
    return [
        (_("How clear it is"), str(CLARITIES[aim.clarity])),
        (_("Aims for"), ", ".join(aim.target_roles)),
        (_("Industries"), ", ".join(aim.industries)),
        (_("Wants to learn"), ", ".join(aim.skills_wanted)),
        (_("Wants help with"), ", ".join(map(topic_label, aim.help_topics))),
    ]


def _background(profile: Profile | None) -> Facts:
    if profile is None:
        return []
    return [
        (_("Came from"), profile.previous_field),
        (_("Years of work"), profile.years_experience),
        (_("Skills"), ", ".join(profile.skills)),
        (_("Languages"), ", ".join(map(language_name, profile.languages))),
    ]
