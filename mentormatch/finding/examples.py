"""The one thing of a service to begin with: what suits the person best among what helps with what they want next."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.i18n import locale_code
from mentormatch.finding.starting import MENTORS
from mentormatch.profiles.models import HelpTopic
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.facts import mentee_record
from mentormatch.search.kinds import Kind
from mentormatch.search.models import SearchEntry
from mentormatch.search.queries import kinds_for
from mentormatch.suggestions.queries import suggested

#: What helps with each answer, where one can say it.
TOPICS: dict[str, tuple[HelpTopic, ...]] = {
    "direction": (HelpTopic.CAREER_CHANGE,),
    "documents": (HelpTopic.CV,),
    "interview": (HelpTopic.INTERVIEW,),
    "practice": (HelpTopic.JOB_SEARCH, HelpTopic.PORTFOLIO),
    "people": (HelpTopic.NETWORKING,),
}
#: Services whose things have topics; of others what suits the person is what there is to say.
BY_TOPIC = frozenset({"resources", "events", "coaching"})
#: Of so many things with a topic the best is looked for.
MOST = 200


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    line: str
    url: str
    reasons: Sequence[str] = ()


def example(person: Person, service: str, wanted: str) -> Example | None:
    """None where nothing goes with it: the page of the service is the answer then."""
    if service == MENTORS:
        return _mentor(person)
    kind = next((kind for kind in kinds_for(person).values() if kind.service == service), None)
    if kind is None:
        return None
    if service not in BY_TOPIC:
        best = [one for one in suggested(person, kind.name, 1) if one.telling]
        return Example(best[0].shown.title, best[0].shown.line, best[0].shown.url, best[0].reasons) if best else None
    return _with_topic(person, kind, TOPICS.get(wanted, ()))


def _with_topic(person: Person, kind: Kind, topics: Sequence[HelpTopic]) -> Example | None:
    entry = SearchEntry
    named = [sa.cast(entry.topics, sa.Text).contains(json.dumps(topic.value), autoescape=True) for topic in topics]
    if not named:
        return None
    language = sa.case((entry.language == locale_code(), 0), (entry.language == "en", 1), else_=2)
    found = sa.select(entry.subject_id).where(entry.kind == kind.name, sa.or_(*named))
    numbers = list(db.session.scalars(found.order_by(language, entry.subject_id.desc()).limit(MOST)))
    best = suggested(person, kind.name, 1, only=numbers)
    if best:
        return Example(best[0].shown.title, best[0].shown.line, best[0].shown.url, best[0].reasons)
    # Who has told nothing about themselves, or has read it all.
    seen = kind.visible(person, numbers)
    worth = kind.worth(person, list(seen)) if kind.worth else seen
    first = next((seen[number] for number in numbers if number in worth and number in seen), None)
    return Example(first.title, first.line, first.url) if first else None


def _mentor(person: Person) -> Example | None:
    record = mentee_record(person.id)
    if record is None or not record.says_something:
        return None
    best: Any = next(iter(recommendations.recommend(person, top=1)), None)
    if best is None:
        return None
    return Example(best.name, best.line, url_for("recommendations.show", mentor_id=best.mentor_id))
