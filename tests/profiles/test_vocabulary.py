"""The shared words: they grow with what people write, and tell nothing about one person alone."""

import pytest

from mentormatch.core.db import db
from mentormatch.profiles import service, vocabulary
from mentormatch.profiles.models import Term, TermKind
from mentormatch.profiles.vocabulary import suggestions


def uses(kind: TermKind, word: str) -> int | None:
    term = db.session.get(Term, (kind, vocabulary.key_of(word)))
    return term.uses if term else None


@pytest.fixture
def people(make):
    return [make.person(name) for name in ("Maya", "Nina", "Omar")]


def test_spellings_of_a_word_are_one_word(people):
    for person, skill in zip(people, ("Power BI", "power  bi", "ＰＯＷＥＲ BI"), strict=True):
        service.save_background(person, by=person, skills=(skill,))
    assert uses(TermKind.SKILL, "power bi") == 3
    assert suggestions(TermKind.SKILL) == ["Power BI"]


def test_a_word_of_one_person_is_never_shown_to_others(people):
    maya, nina, _ = people
    service.save_background(maya, by=maya, skills=("canary-4711",), degree="canary degree")
    service.save_aim(maya, by=maya, skills_wanted=("CANARY-4711",), industries=("canary industry",))
    service.save_offer(maya, by=maya, industries=("canary industry",))
    assert [word for kind in TermKind for word in suggestions(kind, "canary")] == []
    service.save_background(nina, by=nina, skills=("Canary-4711",))
    assert suggestions(TermKind.SKILL, "canary") == ["canary-4711"]


def test_a_word_that_nobody_uses_any_more_is_forgotten(people):
    maya, nina, _ = people
    for person in (maya, nina):
        service.save_background(person, by=person, previous_field="alchemy")
    service.save_background(maya, by=maya, previous_field="chemistry")
    assert uses(TermKind.FIELD, "alchemy") == 1
    assert suggestions(TermKind.FIELD) == []
    service.save_background(nina, by=nina, previous_field="")
    assert uses(TermKind.FIELD, "alchemy") is None


def test_addresses_and_essays_are_not_words_to_share(people):
    for person in people:
        service.save_background(person, by=person, skills=("maya@example.org", "https://x.example", "long " * 40, " "))
    assert suggestions(TermKind.SKILL) == []


def test_suggestions_begin_with_what_was_typed_then_contain_it_and_the_most_used_come_first(people):
    maya, nina, omar = people
    for person in people:
        service.save_aim(person, by=person, target_roles=("Data analyst", "Analyst"))
    for person in (maya, nina):
        service.save_aim(person, by=person, target_roles=("Data analyst", "Analyst", "Analytics engineer"))
    service.save_offer(omar, by=omar, role_title="100% analyst")
    assert suggestions(TermKind.ROLE, " ANALY ") == ["Analyst", "Analytics engineer", "Data analyst"]
    assert suggestions(TermKind.ROLE, "analy", limit=1) == ["Analyst"]
    assert suggestions(TermKind.ROLE, "%") == []
    assert suggestions(TermKind.ROLE, "_") == []


def test_kinds_are_kept_apart(people):
    for person in people:
        service.save_background(person, by=person, skills=("Finance",))
        service.save_aim(person, by=person, industries=("Finance",))
    assert suggestions(TermKind.INDUSTRY) == suggestions(TermKind.SKILL) == ["Finance"]
    assert suggestions(TermKind.ROLE) == []
