"""The sections of the form of audits. The standard ones are here, in every language; the office changes and adds."""

from dataclasses import dataclass, replace

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.core.i18n import Lazy, _l
from mentormatch.documents.models import AuditSection

STANDARD: dict[str, tuple[Lazy, Lazy]] = {
    "contact": (
        _l("Contact and length"),
        _l("Is everything there to reach this person, nothing too private, and is it as long as the role asks for?"),
    ),
    "profile": (_l("Profile"), _l("Do the first lines say who this is, what they bring and what they look for?")),
    "experience": (
        _l("Experience with results"),
        _l("Does each station say what was done and what came of it, with numbers where there are some?"),
    ),
    "education": (_l("Education"), _l("Is the study described by what matters for the role, also what is not over?")),
    "skills": (
        _l("Skills for the wished-for role"),
        _l("Are the skills that the role asks for named, believable, and seen in the experience?"),
    ),
    "layout": (_l("Layout and language"), _l("Can it be read in half a minute? Are language and form without faults?")),
    "truth": (
        _l("Truthfulness and gaps"),
        _l("Do dates and claims hold together, and are gaps explained as far as they must be?"),
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    """``own``: its words are the office's, not the standard ones."""

    key: str
    name: str
    explanation: str
    place: int
    own: bool = False
    retired: bool = False


def all_sections() -> list[Section]:
    """Every section in order, also those that are asked no more."""
    found = {
        key: Section(key, str(name), str(explanation), place)
        for place, (key, (name, explanation)) in enumerate(STANDARD.items(), 1)
    }
    for row in db.session.scalars(sa.select(AuditSection)):
        found[row.key] = _with(found.get(row.key) or Section(row.key, "", "", row.place), row)
    return sorted(found.values(), key=lambda section: (section.place, section.key))


def _with(standard: Section, row: AuditSection) -> Section:
    words = {"name": row.name, "explanation": row.explanation or ""} if row.name is not None else {}
    return replace(standard, place=row.place, own=bool(words), retired=row.retired_at is not None, **words)


def sections() -> list[Section]:
    """What is asked now, in order."""
    return [section for section in all_sections() if not section.retired]


def name_of(key: str, name: str) -> str:
    """How a published mark is headed: as it was called, or by the standard name in the reader's language."""
    return name or str(STANDARD[key][0] if key in STANDARD else key)
