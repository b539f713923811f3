"""Readers suggest changes; editors answer."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.limits import spend
from mentormatch.resources.errors import AnsweredAlready, AnswerNeeded, WrongText
from mentormatch.resources.models import WORDS_MOST, Guide, GuideSuggestion
from mentormatch.resources.policy import SUGGESTIONS_A_DAY
from mentormatch.resources.service import telling
from mentormatch.resources.service.holding import hold_live

DAY = 24 * 3600


@transactional
def suggest(guide: Guide, text: str, *, by: Person) -> GuideSuggestion:
    """Tell editors what one would change; the same words again, while they wait, are once.

    Refuses WrongText, and TooMany in a day.
    """
    text = text.strip()
    if not 1 <= len(text) <= WORDS_MOST:
        raise WrongText("text", 1, WORDS_MOST)
    hold_live(guide)
    row = GuideSuggestion
    same = sa.select(row).where(row.guide_id == guide.id, row.person_id == by.id, row.text == text)
    present = db.session.scalar(same.where(row.answered_at.is_(None)))
    if present is not None:
        return present
    spend("guide.suggest", by.id, limit=SUGGESTIONS_A_DAY, seconds=DAY)
    made = GuideSuggestion(guide_id=guide.id, person_id=by.id, text=text, answer="")
    db.session.add(made)
    db.session.flush()
    audit.record(by, "guide_suggestion.made", made, guide=guide.id)
    telling.suggested(made)
    return made


@transactional
def answer(suggestion: GuideSuggestion, words: str, *, by: Person) -> None:
    """Answer once. Refuses AnswerNeeded, AnsweredAlready."""
    words = words.strip()
    if not 1 <= len(words) <= WORDS_MOST:
        raise AnswerNeeded(WORDS_MOST)
    held = sa.select(GuideSuggestion).where(GuideSuggestion.id == suggestion.id).with_for_update()
    suggestion = db.session.scalars(held.execution_options(populate_existing=True)).one()
    if suggestion.answered_at is not None:
        if (suggestion.answer, suggestion.answered_by_id) == (words, by.id):
            return
        raise AnsweredAlready
    suggestion.answer, suggestion.answered_by_id, suggestion.answered_at = words, by.id, now()
    audit.record(by, "guide_suggestion.answered", suggestion, guide=suggestion.guide_id)
    telling.answered(suggestion)
