"""Search shows what the reader may see, as it is now; it helps on where nothing is found."""

from collections.abc import Collection, Iterator

import pytest
from flask import Flask

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db, transactional
from mentormatch.matching import Encoder
from mentormatch.search import encoding, kinds, service
from mentormatch.search.kinds import Kind, Shown
from mentormatch.search.models import EntryVector
from mentormatch.search.pool import live_items
from mentormatch.search.queries import encoded, search
from mentormatch.search.service import Entry
from tests.make import Make
from tests.recommendations.conftest import WordModel

#: Numbers of things that somebody may not see.
HIDDEN = {13}


def _visible(_reader: Person, ids: Collection[int]) -> dict[int, Shown]:
    return {number: Shown(f"Title {number}", "", f"/things/{number}") for number in ids if number not in HIDDEN}


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    before = dict(kinds.KINDS)
    kinds.KINDS.clear()
    for name, roles in (("test_guide", frozenset(RoleName)), ("test_list", frozenset({RoleName.COORDINATOR}))):
        kinds.register(Kind(name, name, name, "info", _visible, roles=roles))  # type: ignore[arg-type]
    yield
    kinds.KINDS.clear()
    kinds.KINDS.update(before)


def put(number: int, title: str, text: str = "", kind: str = "test_guide", language: str = "en") -> None:
    service.put(Entry(kind=kind, subject_id=number, title=title, text=text, language=language))


def found(reader: Person, words: str, **filters: str) -> list[int]:
    return [one.subject_id for one in search(reader, words, **filters).results]


def test_words_find_things_and_changes_are_seen_at_once(app: Flask, make: Make) -> None:
    reader = make.person(roles=[RoleName.MENTEE])
    put(1, "Cover letters", "How to begin one.")
    put(2, "Salary", "Letters about money.")
    assert found(reader, "leters") == [1, 2]
    put(1, "Job interviews")
    assert found(reader, "letters") == [2]
    assert found(reader, "interview") == [1]
    service.drop("test_guide", 2)
    assert found(reader, "letters") == []


def test_a_reader_sees_only_what_they_may(app: Flask, make: Make) -> None:
    reader, staff = make.person(roles=[RoleName.MENTEE]), make.person(roles=[RoleName.COORDINATOR])
    put(13, "Secret salaries")
    put(1, "Salaries of everybody")
    put(2, "Salaries for the office", kind="test_list")
    assert found(reader, "salaries") == [1]
    assert found(staff, "salaries") == [1, 2]
    only_hidden = search(reader, "secrte")
    assert (only_hidden.total, only_hidden.corrected, only_hidden.kinds) == (0, "", {})


def test_filters_count_and_help_on(app: Flask, make: Make) -> None:
    reader = make.person(roles=[RoleName.COORDINATOR])
    put(1, "Interview", language="en")
    put(2, "Interview auf Deutsch", language="de")
    put(3, "Interviews", kind="test_list", language="en")
    everything = search(reader, "interview")
    assert everything.kinds == {"test_guide": 2, "test_list": 1}
    assert everything.languages == {"en": 2, "de": 1}
    assert found(reader, "interview", kind="test_list") == [3]
    nothing = search(reader, "interview", kind="test_list", language="de")
    assert (nothing.total, nothing.unfiltered, nothing.kinds) == (0, 3, {"test_guide": 1})
    assert search(reader, "intreview").corrected == "interview"
    assert search(reader, "  ").total == 0


def test_pages_follow_each_other(app: Flask, make: Make) -> None:
    reader = make.person(roles=[RoleName.MENTEE])
    for number in range(20, 26):
        put(number, f"Handbook volume {number}")
    first = search(reader, "handbook", limit=4)
    assert (len(first.results), first.total, first.next_offset) == (4, 6, 4)
    second = search(reader, "handbook", limit=4, offset=4)
    assert second.next_offset is None
    assert {one.subject_id for one in (*first.results, *second.results)} == set(range(20, 26))


def test_the_worker_makes_vectors_of_what_changed(app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    model = WordModel()
    encoder = Encoder(model, name="words-2")
    monkeypatch.setattr(Encoder, "default", staticmethod(lambda: encoder))
    encoded.cache_clear()
    reader = make.person(roles=[RoleName.MENTEE])
    put(1, "Cover letters", "How to begin.")
    put(2, "Something else", language="")
    assert encoding.encode_pending() == 2
    assert encoding.encode_pending() == 0
    service.put(
        Entry(
            kind="test_guide",
            subject_id=1,
            title="Cover letters",
            text="How to begin.",
            language="en",
            skills=("Writing",),
        )
    )
    assert encoding.encode_pending() == 0, "what is named beside the words changes no vector"
    put(1, "Cover letters", "How to end.")
    with live_items().fresh() as pool:
        assert dict(zip(pool.ids, pool.column("encoded"), strict=True)) == {"test_guide:1": False, "test_guide:2": True}
    assert encoding.encode_pending() == 1
    assert found(reader, "cover") == [1]
    service.drop("test_guide", 1)
    assert [one.entry_id for one in db.session.query(EntryVector)] == [2]


def test_what_is_rolled_back_is_not_found(app: Flask, make: Make) -> None:
    reader = make.person(roles=[RoleName.MENTEE])
    assert found(reader, "never") == []

    @transactional
    def fail() -> None:
        put(1, "Never there")
        assert found(reader, "never") == []
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert found(reader, "never") == []
