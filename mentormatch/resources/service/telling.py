"""Letters about guides, and what decides at the last moment whether one is still true."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import zone
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import true_while
from mentormatch.resources import queries
from mentormatch.resources.models import Guide, GuideStatus, GuideSuggestion

REVIEW, SUGGESTED = "resources/email/review.txt", "resources/email/suggested.txt"
ANSWERED, DUE = "resources/email/answered.txt", "resources/email/due.txt"
#: Guides named in the weekly letter; the page has all of them.
MOST_TOLD = 10
MORNING = 8


def to_review(guide: Guide, *, by: Person | None) -> None:
    """To everybody else who could look at it."""
    for editor in queries.told_editors():
        if editor.id not in queries.authors_of_what_is_new(guide):
            key = f"{_of_guide(guide)}review:{guide.newest}"
            title = letters.quoted(guide.latest.title)
            name = by.name if by is not None else ""
            letters.write(editor, REVIEW, key=key, guide_id=guide.id, version=guide.newest, title=title, by=name)


def take_back_review(guide: Guide) -> None:
    letters.take_back(f"{_of_guide(guide)}review:")


def suggested(made: GuideSuggestion) -> None:
    """To editors."""
    facts: dict[str, Any] = {"suggestion_id": made.id, "title": letters.quoted(queries.title_of(made.guide))}
    for editor in queries.told_editors():
        if editor.id != made.person_id:
            words = letters.quoted(made.text)
            letters.write(editor, SUGGESTED, key=f"guide_suggestion:{made.id}:made", words=words, **facts)


def answered(made: GuideSuggestion) -> None:
    """To whoever suggested it; editors hear of it no more."""
    letters.take_back(f"guide_suggestion:{made.id}:made")
    facts: dict[str, Any] = {
        "title": letters.quoted(queries.title_of(made.guide)),
        "words": letters.quoted(made.answer),
    }
    letters.write(made.person, ANSWERED, key=f"guide_suggestion:{made.id}:answered", suggestion_id=made.id, **facts)


def due(editor: Person, guides: list[Guide], count: int) -> bool:
    """What is to be looked at again: once a week, on its first morning on which there is something."""
    local = now().astimezone(zone(editor.time_zone))
    if local.hour < MORNING:
        return False
    year, week, _day = local.isocalendar()
    titles = [letters.quoted(queries.title_of(guide)) for guide in guides[:MOST_TOLD]]
    letters.write(editor, DUE, key=f"guides:due:{year}-{week:02d}", titles=titles, count=count)
    return True


@true_while(REVIEW)
def is_in_review(letter: Letter) -> bool:
    guide = db.session.get(Guide, letter.context["guide_id"])
    waits = guide is not None and guide.status == GuideStatus.IN_REVIEW
    return waits and guide is not None and guide.newest == letter.context["version"] and _edits(letter)


@true_while(SUGGESTED)
def is_open(letter: Letter) -> bool:
    made = db.session.get(GuideSuggestion, letter.context["suggestion_id"])
    return made is not None and made.answered_at is None and _edits(letter)


@true_while(DUE)
def is_due(letter: Letter) -> bool:
    return queries.counts()["due"] > 0 and _edits(letter)


def _edits(letter: Letter) -> bool:
    person = db.session.get(Person, letter.person_id) if letter.person_id is not None else None
    return person is not None and queries.is_editor(person)


def _of_guide(guide: Guide) -> str:
    return f"guide:{guide.id}:"
