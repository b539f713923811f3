"""Career paths: versions of text, what readers see, salaries with source and day, what else there is for a role."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import tokens
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _l
from mentormatch.degrees import importing
from mentormatch.degrees import service as degrees
from mentormatch.paths import errors, queries, service
from mentormatch.paths.models import PathStatus, Salary
from mentormatch.paths.service import Text
from mentormatch.search import kinds
from mentormatch.search import service as search
from mentormatch.search.kinds import Kind, Shown
from mentormatch.search.models import SearchEntry
from tests.degrees.make import FACTS
from tests.degrees.make import published as published_degree
from tests.make import Make
from tests.paths.make import PAY, TEXT, draft, pay, published
from tests.personas import Personas


def entries() -> list[SearchEntry]:
    return list(db.session.scalars(sa.select(SearchEntry).where(SearchEntry.kind == "path")))


def test_readers_see_the_published_text_until_another_is_published(personas: Personas, as_person: Any) -> None:
    path, maya = draft(personas.cora, does="The first text."), as_person(personas.maya)
    address = f"/paths/{path.id}"
    assert maya.get(address).status_code == 404
    service.publish(path, by=personas.cora)
    newer = Text(**TEXT | {"does": "The **second** text."})
    assert service.write(path, by=personas.cora, latest=1, title=path.title, names=(), text=newer)
    assert "The first text." in maya.get(address).text
    assert "first text" in entries()[0].text
    service.publish(path, by=personas.cora)
    service.publish(path, by=personas.cora)
    assert "The <strong>second</strong> text." in maya.get(address).text
    assert "The second text." in entries()[0].text
    first = queries.version_of(path, 1)
    assert first is not None
    service.go_back(first, by=personas.cora)
    assert (path.latest, path.shown) == (3, 2)
    service.withdraw(path, by=personas.cora)
    assert maya.get(address).status_code == 404
    assert entries() == []


def test_the_same_text_is_no_version_and_a_stale_one_is_refused(personas: Personas) -> None:
    path, same = draft(personas.cora), Text(**TEXT)
    assert not service.write(path, by=personas.cora, latest=1, title=path.title, names=(), text=same)
    other = Text(**TEXT | {"summary": "Other."})
    service.write(path, by=personas.cora, latest=1, title=path.title, names=(), text=other)
    with pytest.raises(errors.ChangedMeanwhile):
        service.write(path, by=personas.cora, latest=1, title=path.title, names=(), text=same)
    assert (path.latest, [one.number for one in path.versions]) == (2, [2, 1])


def test_names_are_unique_and_an_empty_text_is_not_published(personas: Personas) -> None:
    draft(personas.cora)
    with pytest.raises(errors.TitleTaken):
        draft(personas.cora, "data ANALYST")
    empty = draft(personas.cora, "Researcher", does="")
    with pytest.raises(errors.NothingToShow):
        service.publish(empty, by=personas.cora)
    assert empty.status == PathStatus.DRAFT
    with pytest.raises(errors.TooMuch):
        draft(personas.cora, "Long", does="x" * 6001)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"source": ""}, errors.NoSource),
        ({"source": "a friend"}, errors.NoSource),
        ({"said_on": None}, errors.NoDay),
        ({"said_on": date(2190, 1, 1)}, errors.NoDay),
        ({"low": 0}, errors.WrongRange),
        ({"high": 1}, errors.WrongRange),
        ({"place": ""}, errors.TooMuch),
    ],
)
def test_a_salary_without_source_and_day_is_refused(
    personas: Personas, wrong: dict[str, Any], refusal: type[Refusal]
) -> None:
    path = draft(personas.cora)
    with pytest.raises(refusal):
        service.add_salary(path, pay(**wrong), by=personas.cora)
    assert db.session.query(Salary).count() == 0


@pytest.mark.parametrize("wrong", [{"source": ""}, {"said_on": None}, {"currency": ""}, {"place": ""}])
def test_the_database_itself_keeps_no_such_salary(personas: Personas, wrong: dict[str, Any]) -> None:
    path_id = draft(personas.cora).id
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.insert(Salary).values(path_id=path_id, **PAY | wrong))
    db.session.rollback()


def test_a_salary_stands_on_the_page_with_source_and_day(personas: Personas, as_person: Any) -> None:
    path, maya = published(personas.cora), as_person(personas.maya)
    salary = service.add_salary(path, pay(), by=personas.cora)
    page = maya.get(f"/paths/{path.id}").text
    for words in ("24,000 to 30,000", "EUR", "Italy", "https://example.org/pay", "31 Jan 2026"):
        assert words in page
    service.remove_salary(salary, by=personas.cora)
    assert "24,000" not in maya.get(f"/paths/{path.id}").text


def test_mentors_are_counted_by_their_role_among_those_whom_one_may_ask(
    personas: Personas, make: Make, as_person: Any
) -> None:
    for title in ("Senior Data Analyst", "Científico de datos", "Database analyst"):
        make.mentor(cohort=personas.cohort, role_title=title)
    make.mentor(cohort=personas.other_cohort, role_title="Data analyst")
    path = published(personas.cora, names=("Cientifico de Datos",))
    assert len(queries.mentors_of(personas.maya, path)) == 3  # with Omar
    assert queries.mentors_of(personas.cora, path) == []
    page = as_person(personas.maya).get(f"/paths/{path.id}").text
    assert "3 mentors whom you may ask do this." in page
    assert f"/mentors/{personas.omar.id}" in page


@pytest.fixture
def a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of things of which nobody sees the number 2."""

    def visible(_reader: Person, ids: Collection[int]) -> dict[int, Shown]:
        return {number: Shown(f"Thing {number}", "", f"/things/{number}") for number in ids if number != 2}

    kind = Kind("thing", _l("Thing"), _l("Things"), "star", visible, roles=frozenset({RoleName.MENTEE}))
    monkeypatch.setitem(kinds.KINDS, "thing", kind)


@pytest.mark.usefixtures("a_kind")
def test_what_else_there_is_for_a_role_stands_on_its_page(personas: Personas, as_person: Any) -> None:
    path = published(personas.cora, "Responsable de données", names=("Data analyst",))
    for number, role in ((1, "data ANALYST"), (2, "Data analyst"), (3, "Analyst"), (4, "Responsable de données")):
        search.put(search.Entry(kind="thing", subject_id=number, title="T", text="", roles=("Other", role)))
    page = as_person(personas.maya).get(f"/paths/{path.id}").text
    assert [number for number in range(1, 5) if f"/things/{number}" in page] == [1, 4]
    assert "/things/" not in as_person(personas.omar).get(f"/paths/{path.id}").text


def test_programs_read_paths_and_where_degrees_lead(app: Flask, personas: Personas) -> None:
    path, degree = published(personas.cora), published_degree(None)
    draft(personas.cora, "Researcher")
    service.add_salary(path, pay(), by=personas.cora)
    service.link(path, degree.id, by=personas.cora, words="Its projects.")
    key = {"Authorization": f"Bearer {tokens.create(personas.maya, 'Test', by=personas.maya)}"}
    client = app.test_client()
    assert [one["title"] for one in client.get("/api/v1/paths", headers=key).json["items"]] == ["Data analyst"]
    one = client.get(f"/api/v1/paths/{path.id}", headers=key).json
    assert (one["salaries"][0]["source"], one["degrees"][0]["words"]) == ("https://example.org/pay", "Its projects.")
    ways = client.get(f"/api/v1/paths/from-degree/{degree.id}", headers=key).json["items"]
    assert ways == [{"path_id": path.id, "title": "Data analyst", "people": None, "words": "Its projects."}]
    degrees.withdraw(degree, by=personas.cora)
    assert client.get(f"/api/v1/paths/{path.id}", headers=key).json["degrees"] == []
    assert client.get(f"/api/v1/paths/from-degree/{degree.id}", headers=key).status_code == 404


def test_what_editors_write_runs_nothing(personas: Personas, as_person: Any) -> None:
    attack = "<script>alert(1)</script> [x](javascript:alert(1)) ![](https://evil.example/x.png)"
    path = published(personas.cora, "<b>Role</b>", does=attack, ways_in=attack, summary=attack)
    for client, address in ((as_person(personas.maya), f"/paths/{path.id}"), (as_person(personas.maya), "/paths")):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert 'javascript:alert(1)"' not in page
        assert '<img src="https://evil' not in page
        assert "<b>Role" not in page


def test_a_renamed_or_withdrawn_degree_is_so_on_its_paths_too(personas: Personas, as_person: Any) -> None:
    path, degree = published(personas.cora), published_degree(None)
    service.link(path, degree.id, by=personas.cora)
    assert entries()[0].degrees == ("MSc Data",)
    renamed = {"key": degree.key, **FACTS, "name": "MSc Data II"}
    degrees.change(degree, by=None, version=degree.version, **renamed)
    assert entries()[0].degrees == ("MSc Data II",)
    degrees.withdraw(degree, by=personas.cora)
    assert entries()[0].degrees == ()
    assert "MSc Data" not in as_person(personas.maya).get(f"/paths/{path.id}").text
    content = b"key,name,status\nmsc-data,MSc Data III,published\n"
    importing.take(content, by=None)
    assert entries()[0].degrees == ("MSc Data III",)
