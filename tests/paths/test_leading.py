"""Where a degree can take one: mentors are counted from five on, editors say the rest; a picture says the same."""

import re
from itertools import pairwise
from typing import Any

import pytest

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.paths import leading, queries, service
from mentormatch.paths.picture import MOST_DEGREES, NARROW, picture_of
from mentormatch.paths.policy import SMALLEST_GROUP, is_called
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from tests.degrees.make import draft as draft_degree
from tests.degrees.make import published as published_degree
from tests.make import Make
from tests.paths.make import draft, published
from tests.personas import Personas


@transactional
def graduates(make: Make, personas: Personas, count: int, role: str, degree: str = "MSc Data") -> list[Person]:
    made = [make.mentor(cohort=personas.cohort, role_title=role) for _ in range(count)]
    for person in made:
        db.session.get_one(Profile, person.id).degree = degree
    return made


def told(ways: list[leading.Way]) -> list[tuple[str, int | None, str | None]]:
    return [(way.path.title, way.people, way.words) for way in ways]


@pytest.mark.parametrize(
    ("title", "names", "is_it"),
    [
        ("Senior Data Analyst (retail)", ("data analyst",), True),
        ("Dateningenieurin, Científica de datos", ("Cientifica de Datos",), True),
        ("Database analyst", ("data analyst", "base"), False),
        ("Analyst", ("Data analyst",), False),
        ("", ("Data analyst",), False),
        ("Data analyst", ("", " "), False),
    ],
)
def test_a_role_belongs_to_a_path_by_whole_words(title: str, names: tuple[str, ...], is_it: bool) -> None:
    assert is_called(title, names) is is_it


def test_fewer_than_five_are_not_told(personas: Personas, make: Make) -> None:
    degree, path = published_degree(None), published(personas.cora)
    made = graduates(make, personas, SMALLEST_GROUP - 1, "Data analyst")
    assert leading.ways_from(degree) == []
    graduates(make, personas, 1, "Lead data analyst", "msc  DATA")
    assert told(leading.ways_from(degree)) == [("Data analyst", 5, None)]
    db.session.get_one(Offer, made[0].id).status = OfferStatus.REFUSED
    db.session.commit()
    service.link(path, degree.id, by=personas.cora, words="Its projects.")
    assert told(leading.ways_from(degree)) == [("Data analyst", None, "Its projects.")]


def test_who_left_or_only_applied_is_not_counted(personas: Personas, make: Make) -> None:
    degree = published_degree(None)
    published(personas.cora)
    made = graduates(make, personas, 6, "Data analyst")
    made[0].active = False
    db.session.get_one(Offer, made[1].id).status = OfferStatus.APPLIED
    db.session.commit()
    assert leading.ways_from(degree) == []


def test_drafts_lead_nowhere(personas: Personas) -> None:
    degree, hidden = published_degree(None), draft_degree(None, "hidden", name="MSc Hidden")
    path, unready = published(personas.cora), draft(personas.cora, "Researcher")
    for one in (path, unready):
        service.link(one, degree.id, by=personas.cora)
    service.link(path, hidden.id, by=personas.cora)
    assert told(leading.all_ways()) == [("Data analyst", None, "")]
    assert [link.degree.key for link in queries.links_of(path)] == ["msc-data"]


def test_the_page_of_a_degree_and_of_ones_own_say_the_same(personas: Personas, make: Make, as_person: Any) -> None:
    degree = published_degree(None)
    path, other = published(personas.cora), published(personas.cora, "Researcher")
    graduates(make, personas, 5, "Data analyst")
    service.link(other, degree.id, by=personas.cora, words="By the thesis.")
    maya = as_person(personas.maya)
    assert "Your profile names no degree yet" in maya.get("/paths/from-my-degree").text
    db.session.get_one(Profile, personas.maya.id).degree = "msc data"
    db.session.commit()
    for address in (f"/paths/from-degree/{degree.id}", "/paths/from-my-degree", "/paths/from-degrees"):
        page = maya.get(address).text
        assert "5 mentors with this degree do this" in page
        assert "By the thesis." in page
        picture = page[page.index('<svg class="ways-picture ways-wide"') :].partition("</svg>")[0]
        assert ">5</text>" in picture
        assert re.findall(r'class="(way[^"]*)" d=', picture) == ["way", "way way-said"]
        assert all(words in picture for words in ("MSc Data", path.title, other.title))


def test_a_degree_outside_the_catalogue_is_counted_too(personas: Personas, make: Make, as_person: Any) -> None:
    published(personas.cora)
    graduates(make, personas, 5, "Data analyst", "Diplom Mathematik")
    db.session.get_one(Profile, personas.maya.id).degree = "Diplom  mathematik"
    db.session.commit()
    assert "5 mentors with this degree do this" in as_person(personas.maya).get("/paths/from-my-degree").text
    db.session.get_one(Profile, personas.maya.id).degree = "Unknown"
    db.session.commit()
    assert "Nobody is told of yet" in as_person(personas.maya).get("/paths/from-my-degree").text


def test_the_picture_draws_boxes_apart_and_lines_as_wide_as_people(personas: Personas, make: Make) -> None:
    path = published(personas.cora)
    wide = leading.Way("A", path, 10, None)
    said = leading.Way("A degree with a name that is far too long for a box of this picture", path, None, "")
    picture = picture_of([wide, leading.Way("B", path, 5, None), said])
    assert picture is not None
    assert [line.width for line in picture.lines] == [12.0, 7.2, 2.5]
    assert [line.dashed for line in picture.lines] == [False, False, True]
    tops = [box.y for box in picture.degrees]
    assert all(later - earlier >= picture.size.box for earlier, later in pairwise(tops))
    assert tops[0] >= 0
    assert tops[-1] + picture.size.box <= picture.height
    assert picture.degrees[1].lines == ("A degree with a name that is", "far too long for a box of t…")
    narrow = picture_of([wide, said], NARROW)
    assert narrow is not None
    assert narrow.degrees[1].lines == ("A degree with a", "name that is", "far too long f…")
    assert narrow.size.side * 2 + 40 < narrow.size.width
    many = picture_of([leading.Way(f"D{number}", path, 5, None) for number in range(40)])
    assert many is not None
    assert (len(many.degrees), many.left_out) == (MOST_DEGREES, 40 - MOST_DEGREES)
    assert picture_of([]) is None
