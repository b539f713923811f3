"""Coordinators put words in order: likely duplicates, merges with preview, and an undo that gives exactly back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.stamps import latest_stamp
from mentormatch.profiles import merging, service, vocabulary, words
from mentormatch.profiles.duplicates import acronym, likely
from mentormatch.profiles.errors import AlreadyUndone, LaterMerge, NotAWord, SameWord, TermGone, TooLateToUndo
from mentormatch.profiles.models import Aim, Profile, Term, TermAlias, TermKind, TermLink
from tests.make import Make
from tests.mentoring.test_capacity_race import at_once
from tests.personas import Personas

SKILL = TermKind.SKILL
WORDS = "/coordinator/words"


@pytest.fixture
def users(make: Make, personas: Personas) -> list[Person]:
    """Three people of Cora's cohort and one of another: two write JS, one both, one JavaScript."""
    people = [make.mentee(name, cohort=personas.cohort) for name in ("Nina", "Olaf", "Pia")]
    people.append(make.mentee("Quin", cohort=personas.other_cohort))
    service.save_background(people[0], by=people[0], skills=("SQL", "js", "Python"))
    service.save_background(people[1], by=people[1], skills=("JavaScript", "JS"))
    service.save_background(people[2], by=people[2], skills=("JavaScript",))
    service.save_background(people[3], by=people[3], skills=("JS",))
    service.save_aim(people[3], by=people[3], skills_wanted=("JS", "Go"))
    return people


def skills(person: Person) -> tuple[str, ...]:
    db.session.rollback()
    return db.session.get_one(Profile, person.id).skills


def uses() -> dict[str, int]:
    db.session.rollback()
    return {term.key: term.uses for term in db.session.scalars(sa.select(Term).where(Term.kind == SKILL))}


def merge(cora: Person, into: str = "JavaScript", key: str = "js") -> Any:
    return merging.merge(SKILL, key, into, by=cora)


def test_a_merge_changes_everybodys_answers_and_counts_them_as_the_services_would(
    users: list[Person], personas: Personas
) -> None:
    before = uses()
    assert (before["js"], before["javascript"]) == (3, 2)
    facts, texts = latest_stamp("facts"), latest_stamp("texts")
    done = merge(personas.cora)
    assert [skills(person) for person in users] == [
        ("SQL", "JavaScript", "Python"), ("JavaScript",), ("JavaScript",), ("JavaScript",)
    ]  # fmt: skip
    assert db.session.get_one(Aim, users[3].id).skills_wanted == ("JavaScript", "Go")
    assert (done.people, uses()) == (3, {"sql": 1, "python": 1, "go": 1, "javascript": 4})
    assert (latest_stamp("facts") > facts, latest_stamp("texts") > texts) == (True, True)
    stamps = {person.id: db.session.get_one(Profile, person.id).texts_stamp for person in users}
    assert stamps[users[0].id] == stamps[users[3].id] == latest_stamp("texts") > stamps[users[2].id]


def test_an_undo_gives_exactly_back_what_a_merge_has_changed(users: list[Person], personas: Personas) -> None:
    answers, counts = [skills(person) for person in users], uses()
    done = merge(personas.cora)
    assert merging.undo(done, by=personas.cora) == (4, 0)
    assert ([skills(person) for person in users], uses()) == (answers, counts)
    assert db.session.get_one(Aim, users[3].id).skills_wanted == ("JS", "Go")
    service.save_background(users[2], by=users[2], skills=("JS",))
    assert skills(users[2]) == ("JS",)
    with pytest.raises(AlreadyUndone):
        merging.undo(done, by=personas.cora)


def test_an_undo_leaves_what_people_have_changed_themselves_since(users: list[Person], personas: Personas) -> None:
    nina, olaf, _pia, quin = users
    done = merge(personas.cora)
    service.save_background(nina, by=nina, skills=("SQL",))
    service.save_background(olaf, by=olaf, skills=("JavaScript", "Rust"))
    service.save_aim(quin, by=quin, skills_wanted=("JavaScript",))
    assert merging.undo(done, by=personas.cora) == (3, 1)
    assert skills(nina) == ("SQL",)
    assert skills(olaf) == ("JavaScript", "Rust", "JS")
    assert db.session.get_one(Aim, quin.id).skills_wanted == ("JS",)
    spoken = [vocabulary.spoken_by(person.id) for person in db.session.scalars(sa.select(Person))]
    expected = {key for mine in spoken for kind, key in mine if kind == SKILL}
    assert uses() == {key: sum((SKILL, key) in mine for mine in spoken) for key in expected}


def test_what_was_merged_is_understood_when_it_is_typed_later(users: list[Person], personas: Personas) -> None:
    merge(personas.cora)
    merge(personas.cora, "ECMAScript", "javascript")
    service.save_background(users[2], by=users[2], skills=("ＪＳ", "Javascript", "CSS"))
    assert skills(users[2]) == ("ECMAScript", "CSS")
    assert vocabulary.suggestions(SKILL, "js") == []


def test_a_merge_that_another_one_builds_on_is_undone_after_it(users: list[Person], personas: Personas) -> None:
    answers = [skills(person) for person in users]
    first = merge(personas.cora)
    second = merge(personas.cora, "ECMAScript", "javascript")
    with pytest.raises(LaterMerge):
        merging.undo(first, by=personas.cora)
    merging.undo(second, by=personas.cora)
    merging.undo(first, by=personas.cora)
    assert [skills(person) for person in users] == answers


def test_after_30_days_a_merge_stands_and_what_was_there_before_is_forgotten(
    users: list[Person], personas: Personas
) -> None:
    done = merge(personas.cora)
    with time_machine.travel(now() + merging.UNDO_FOR + timedelta(minutes=1)):
        with pytest.raises(TooLateToUndo):
            merging.undo(done, by=personas.cora)
        merging.forget_old_links()
    assert db.session.scalar(sa.select(sa.func.count(TermLink.id))) == 0


@pytest.mark.parametrize(
    ("into", "refusal"),
    [("js", SameWord), ("J, S", NotAWord), ("a@example.org", NotAWord), ("", NotAWord), ("https://x", NotAWord)],
)
def test_what_cannot_be_a_word_is_refused(
    users: list[Person], personas: Personas, into: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        merge(personas.cora, into)
    assert uses()["js"] == 3


def test_of_two_coordinators_the_second_is_told(users: list[Person], personas: Personas) -> None:
    merge(personas.cora)
    with pytest.raises(TermGone):
        merge(personas.cora, "Java")


def test_back_and_forth_is_no_circle(users: list[Person], personas: Personas) -> None:
    merge(personas.cora)
    with pytest.raises(SameWord):
        merge(personas.cora, "JS", "javascript")


def test_pages_lead_from_likely_duplicates_over_a_preview_to_a_merge_and_back(
    app: Flask, users: list[Person], personas: Personas, as_person: Any
) -> None:
    cora = as_person(personas.cora)
    page = cora.get(f"{WORDS}?kind=skill&show=alike").text
    assert "short form" in page
    preview = cora.get(f"{WORDS}/merge?kind=skill&key=js&into=JavaScript").text
    assert "Nina, Olaf" in preview
    assert "1 person of other cohorts" in preview
    assert "Quin" not in preview
    answer = cora.post(f"{WORDS}/merge", data={"kind": "skill", "key": "js", "into": "JavaScript"})
    assert answer.status_code == 303
    assert skills(users[0]) == ("SQL", "JavaScript", "Python")
    assert cora.post(f"{WORDS}/merge", data={"kind": "skill", "key": "js", "into": "JavaScript"}).status_code == 404
    assert cora.post(f"{WORDS}/merges/1/undo").status_code == 303
    assert cora.post(f"{WORDS}/merges/1/undo").status_code == 409
    assert skills(users[0]) == ("SQL", "js", "Python")
    assert {"term.merged", "term.merge_undone"} <= set(db.session.scalars(sa.select(AuditEntry.action)))


def test_the_word_of_one_person_is_seen_only_by_their_own_coordinators(
    app: Flask, users: list[Person], personas: Personas, as_person: Any
) -> None:
    cora = as_person(personas.cora)
    page = cora.get(f"{WORDS}?kind=skill").text
    assert "Python" in page
    assert ">Go<" not in page
    assert cora.get(f"{WORDS}/one?kind=skill&key=python").status_code == 200
    assert cora.get(f"{WORDS}/one?kind=skill&key=go").status_code == 404
    assert cora.post(f"{WORDS}/hide", data={"kind": "skill", "key": "go", "hidden": "yes"}).status_code == 404


def test_a_word_is_respelt_hidden_and_offered_again(
    app: Flask, users: list[Person], personas: Personas, as_person: Any
) -> None:
    cora = as_person(personas.cora)
    cora.post(f"{WORDS}/one", data={"kind": "skill", "key": "javascript", "label": "Javascript"})
    assert vocabulary.suggestions(SKILL, "java") == ["Javascript"]
    cora.post(f"{WORDS}/hide", data={"kind": "skill", "key": "javascript", "hidden": "yes"})
    assert vocabulary.suggestions(SKILL, "java") == []
    assert "Javascript" in cora.get(f"{WORDS}?kind=skill&show=hidden").text
    cora.post(f"{WORDS}/hide", data={"kind": "skill", "key": "javascript", "hidden": "no"})
    assert vocabulary.suggestions(SKILL, "java") == ["Javascript"]
    other = cora.post(f"{WORDS}/one", data={"kind": "skill", "key": "javascript", "label": "ECMAScript"})
    assert "/merge?" in other.location


def test_a_hidden_word_stays_hidden_when_nobody_uses_it_for_a_while(users: list[Person], personas: Personas) -> None:
    merging.set_hidden(SKILL, "sql", True, by=personas.cora)
    for skill in ((), ("SQL",)):
        service.save_background(users[0], by=users[0], skills=skill)
    service.save_background(users[1], by=users[1], skills=("SQL",))
    assert vocabulary.suggestions(SKILL, "sql") == []
    assert words.find(personas.cora, SKILL, "sql")


def terms(*labels: str) -> list[Term]:
    return [
        Term(kind=SKILL, key=vocabulary.key_of(label), label=label, uses=len(labels) - number)
        for number, label in enumerate(labels)
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("JavaScript", "JS", True),
        ("Machine learning", "ML", True),
        ("Data visualisation", "Data visualization", True),
        ("Café management", "Cafe management", True),
        ("Dashboards", "Dashboard", True),
        ("Power BI", "PowerBI", True),
        ("Kubernetes", "Kuberentes", True),
        ("Python 2", "Python 3", False),
        ("C", "C++", False),
        ("C#", "C++", False),
        ("Java", "JavaScript", False),
        ("Statistics", "Statics", False),
        ("Marketing", "Accounting", False),
    ],
)
def test_words_that_may_be_one_are_found_and_others_are_not(one: str, other: str, same: bool) -> None:
    assert [(pair.source.label, pair.target.label) for pair in likely(terms(one, other))] == [(other, one)] * same


def test_first_letters_are_those_of_the_parts_of_a_word() -> None:
    assert [acronym(word) for word in ("JavaScript", "Machine learning", "Power BI", "Python", "UX")] == [
        "js", "ml", "pb", "", ""
    ]  # fmt: skip


def test_two_coordinators_cannot_make_each_of_two_words_the_other(
    app: Flask, users: list[Person], personas: Personas
) -> None:
    cora = personas.cora.id

    def merging_into(key: str, into: str) -> Any:
        return lambda: merge(db.session.get_one(Person, cora), into, key)

    at_once(app, [merging_into("js", "JavaScript"), merging_into("javascript", "JS")])
    assert db.session.scalar(sa.select(sa.func.count()).select_from(TermAlias)) == 1
