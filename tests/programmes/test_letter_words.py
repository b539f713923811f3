"""The words a cohort adds to its letters: names filled in once, nothing else run, each language for itself."""

import pytest
import sqlalchemy as sa

import mentormatch.mentoring.words
import mentormatch.programmes.words
import mentormatch.progress.words  # noqa: F401 (which letters there are)
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid, TooMany
from mentormatch.core.i18n import LANGUAGES
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.mentoring.service import telling_pairs
from mentormatch.notifications import service as letters
from mentormatch.notifications import words
from mentormatch.notifications.delivery import is_true
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import Rendered, preview, render
from tests.personas import Personas

BEGAN = words.KINDS["began"]


def _say(personas: Personas, opening: str = "", closing: str = "", locale: str = "en") -> None:
    letters.set_words(personas.cohort.id, BEGAN, locale, opening=opening, closing=closing, by=personas.cora)


@transactional
def _begin(personas: Personas, number: int = 1) -> None:
    pair = {"mentee_id": personas.maya.id, "mentor_id": personas.omar.id, "cohort_id": personas.cohort.id}
    match = Match(**pair, status=MatchStatus.ACTIVE)
    db.session.add(match)
    db.session.flush()
    telling_pairs.began(match, booked_at=None, others=0)


def _letter(personas: Personas) -> Rendered:
    return render(db.session.scalars(sa.select(Letter).where(Letter.person_id == personas.maya.id)).one())


def test_the_words_stand_below_the_greeting_and_at_the_end(personas: Personas) -> None:
    _say(personas, "Dear {name}, welcome to {cohort}.\n\n{mentor} is glad.", "See you.\nThe office")
    _begin(personas)
    text = _letter(personas).text
    order = [
        "Hello Maya Rossi,",
        "Dear Maya Rossi, welcome to Autumn.",
        "Omar Haddad is glad.",
        "You and Omar",
        "See you.",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_without_words_and_in_another_cohort_the_standard_text_goes_out(personas: Personas) -> None:
    letters.set_words(personas.other_cohort.id, BEGAN, "en", opening="Elsewhere", closing="", by=personas.ada)
    _say(personas, "Ciao", locale="it")
    _begin(personas)
    assert not {"Elsewhere", "Ciao"} & set(_letter(personas).text.split())


def test_a_reader_gets_the_words_in_their_language(personas: Personas) -> None:
    _say(personas, "Hello there", locale="en")
    _say(personas, "Benvenuta", locale="it")
    personas.maya.locale = "it"
    db.session.commit()
    _begin(personas)
    text = _letter(personas).text
    assert "Benvenuta" in text
    assert "Hello there" not in text


@pytest.mark.parametrize("field", ["opening", "closing"])
@pytest.mark.parametrize(
    "text", ["Hi {nme}", "{{ 7 * 7 }}", "{% if x %}", "{name", "name}", "{name.__class__}", "x" * 1501]
)
def test_what_is_not_a_known_name_is_refused_at_its_field(personas: Personas, field: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        _say(personas, **{field: text})
    assert refused.value.facts["field"] == field
    if len(text) < 100:
        assert "{name}, {mentor}, {student}, {cohort}" in str(refused.value)


def test_a_name_is_never_looked_up_again_nor_run_nor_a_button(personas: Personas) -> None:
    personas.maya.name = "{mentor} <b>{{ 7 * 7 }}</b>"
    db.session.commit()
    _say(personas, "Dear {name}", "[Win] https://evil.example/x")
    _begin(personas)
    letter = _letter(personas)
    assert "Dear {mentor} <b>{{ 7 * 7 }}</b>" in letter.text
    assert "<b>" not in letter.html
    assert 'href="https://evil.example' not in letter.html
    assert letter.url.startswith("http") and "evil" not in letter.url


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("key", sorted(words.KINDS))
def test_every_letter_has_a_preview_with_made_up_people(personas: Personas, key: str, locale: str) -> None:
    kind = words.KINDS[key]
    known = " ".join(f"{{{name}}}" for name in kind.placeholders)
    context = words.made_up(kind, words.Added(known, "End"), cohort_id=1, cohort="Autumn")
    shown = preview(kind, locale, "Europe/Rome", context)
    assert "Autumn" in shown.parts[1]["text"]
    assert "{" not in shown.text
    assert shown.parts[-1] == {"text": "End"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 0


def test_a_coordinator_writes_looks_tests_and_goes_back(as_person, personas: Personas) -> None:
    cora, path = as_person(personas.cora), f"/coordinator/cohorts/{personas.cohort.id}/letters/began/it"
    typed = {"opening": "Cara {name}", "closing": ""}
    assert "Cara Maya Rossi" in cora.post(path, data={**typed, "deed": "preview"}).text
    assert "Standard text" in cora.get(f"/coordinator/cohorts/{personas.cohort.id}/letters").text
    cora.post(path, data={**typed, "deed": "test"})
    test = db.session.scalars(sa.select(Letter)).one()
    assert (test.to_address, test.locale) == (personas.cora.email, "it")
    assert "Cara Cora Bianchi" in render(test).text
    assert is_true(test)
    assert cora.post(path, data={**typed, "deed": "save"}).status_code == 303
    assert "Cara {name}" in cora.get(path).text
    wrong = cora.post(path, data={"opening": "{mentr}", "deed": "save"})
    assert wrong.status_code == 422
    assert "{mentr} is not known here" in wrong.text
    assert cora.post(path, data={"deed": "standard"}).status_code == 303
    assert "Cara" not in cora.get(path).text


def test_letters_and_languages_that_there_are_not_are_not_found(as_person, personas: Personas) -> None:
    cora, own = as_person(personas.cora), f"/coordinator/cohorts/{personas.cohort.id}/letters"
    foreign = f"/coordinator/cohorts/{personas.other_cohort.id}/letters/began/en"
    for path in (f"{own}/secret/en", f"{own}/began/xx", foreign):
        assert cora.get(path).status_code == 404
        assert cora.post(path, data={"opening": "x"}).status_code == 404


def test_test_letters_are_counted(personas: Personas) -> None:
    facts = {"cohort_id": personas.cohort.id, "cohort": "Autumn", "locale": "en", "by": personas.cora}
    for _turn in range(letters.TESTS_AN_HOUR):
        letters.send_test(BEGAN, words.Added("a", ""), **facts)
    with pytest.raises(TooMany):
        letters.send_test(BEGAN, words.Added("a", ""), **facts)
