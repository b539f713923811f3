"""The catalogue: what can be stored, what readers find, what stands side by side."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.degrees import errors, queries, service
from mentormatch.degrees.models import Degree, Level, Mode
from mentormatch.office.service import switch_off
from mentormatch.profiles.models import Aim, Profile
from mentormatch.search.kinds import KINDS
from mentormatch.search.models import SearchEntry
from tests.degrees.make import FACTS, draft, published
from tests.personas import Personas


def entries() -> list[SearchEntry]:
    return list(db.session.scalars(sa.select(SearchEntry).where(SearchEntry.kind == "degree")))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"currency": ""}, "currency"),
        ({"priced_on": None}, "priced_on"),
        ({"priced_on": date(2190, 1, 1)}, "priced_on"),
        ({"months": None, "ects": None}, "months"),
        ({"months": 0}, "months"),
        ({"cost": -1}, "cost"),
        ({"source": ""}, "source"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"source": "http://example.org"}, "source"),
        ({"name": ""}, "name"),
        ({"content": "x" * 8001}, "content"),
        ({"key": "MSc Data"}, "key"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_at_its_field(app: Flask, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.WrongFact) as refusal:
        draft(None, **wrong)
    assert refusal.value.facts["field"] == field
    assert db.session.query(Degree).count() == 0


def test_the_database_itself_keeps_no_price_without_currency_and_day(app: Flask) -> None:
    degree = draft(None)
    for wrong in ({"currency": ""}, {"priced_on": None}, {"source": ""}):
        with pytest.raises(sa.exc.IntegrityError):
            db.session.execute(sa.update(Degree).where(Degree.id == degree.id).values(**wrong))
        db.session.rollback()


def test_what_is_invented_needs_no_source_and_says_so(personas: Personas, as_person: Any) -> None:
    degree = published(None, source="", invented=True, checked_on=None)
    maya = as_person(personas.maya)
    for address in ("/degrees", f"/degrees/{degree.id}", f"/degrees/compare?id={degree.id}"):
        assert "Invented for the demo" in maya.get(address).text


def test_drafts_and_withdrawn_ones_are_seen_by_editors_only(personas: Personas, as_person: Any) -> None:
    degree, maya = draft(None), as_person(personas.maya)
    address = f"/degrees/{degree.id}"
    assert maya.get(address).status_code == 404
    assert entries() == []
    service.publish(degree, by=personas.cora)
    service.publish(degree, by=personas.cora)
    assert maya.get(address).status_code == 200
    assert [(one.title, one.roles) for one in entries()] == [("MSc Data", ("Data analyst",))]
    with maya.application.test_request_context():
        assert KINDS["degree"].visible(personas.maya, [degree.id, 999])[degree.id].url == address
    service.withdraw(degree, by=personas.cora)
    assert maya.get(address).status_code == 404
    assert entries() == []
    assert "MSc Data" not in maya.get(f"/degrees/compare?id={degree.id}").text


def test_filters_narrow_and_say_what_they_could_not_compare(personas: Personas, as_person: Any) -> None:
    published(None)
    published(None, "bsc", name="BSc Far", level=Level.BACHELOR, mode=Mode.CAMPUS, months=36, cost=9000, language="it")
    published(None, "gbp", name="MSc Pounds", currency="GBP", cost=100)
    published(None, "unknown", name="MSc Unknown", cost=None, currency="", priced_on=None)
    maya = as_person(personas.maya)

    def found(asked: str) -> set[str]:
        text = maya.get(f"/degrees?{asked}").text
        return {name for name in ("MSc Data", "BSc Far", "MSc Pounds", "MSc Unknown") if name in text}

    assert len(found("")) == 4
    assert found("level=bachelor") == found("mode=campus") == found("language=it") == {"BSc Far"}
    assert "BSc Far" not in found("months=24")
    assert found("cost=8000") == {"MSc Data"}
    assert found("cost=8000&currency=GBP") == {"MSc Pounds"}
    assert "2 more fit, but their cost is not known" in maya.get("/degrees?cost=8000&level=master").text
    assert found("q=data%20demo") == {"MSc Data"}
    assert found("q=%25") == found("q=_") == set()
    assert len(found("level=x&mode=1&months=7&cost=abc&currency=XXX")) == 4
    assert maya.get("/degrees?cost=99999999999999999999&page=0").status_code == 200
    assert "No degree is like that" in maya.get("/degrees?level=doctorate").text


def test_up_to_four_stand_side_by_side_in_the_order_of_the_address(personas: Personas, as_person: Any) -> None:
    made = [published(None, f"key-{number}", name=f"Degree {number}") for number in range(6)]
    maya = as_person(personas.maya)
    address = "&".join(f"id={one.id}" for one in [made[4], made[0], made[1], made[2], made[3], made[0]])
    page = maya.get(f"/degrees/compare?{address}&id=x&id=-1&id=99999999999&id=5000").text
    places = [page.index(f'id="degree-{one.id}"') for one in (made[4], made[0], made[1], made[2])]
    assert places == sorted(places)
    assert f'id="degree-{made[3].id}"' not in page
    assert "Left out: Degree 3" in page
    assert "Nothing to compare yet" in maya.get("/degrees/compare").text


def test_two_editors_do_not_overwrite_each_other(app: Flask) -> None:
    degree = draft(None)
    told = {"key": "msc-data", **FACTS}
    assert service.change(degree, by=None, version=1, **told | {"name": "MSc Data One"})
    with pytest.raises(errors.ChangedMeanwhile):
        service.change(degree, by=None, version=1, **told | {"name": "MSc Data Two"})
    assert (degree.name, degree.version) == ("MSc Data One", 2)
    assert not service.change(degree, by=None, version=2, **told | {"name": "MSc Data One"})
    other = draft(None, "other")
    with pytest.raises(errors.KeyTaken):
        service.change(other, by=None, version=1, **told)


def test_what_nobody_checked_for_a_year_is_listed(app: Flask) -> None:
    today = now().date()
    published(None, "fresh", checked_on=today - timedelta(days=365))
    old = published(None, "old", checked_on=today - timedelta(days=366), priced_on=date(2020, 1, 1))
    never = published(None, "never", checked_on=None)
    published(None, "invented", source="", invented=True, checked_on=None)
    draft(None, "draft", checked_on=None)
    assert [one.key for one in queries.edited(today, old=True, limit=9)[0]] == [never.key, old.key]
    service.checked(old, by=None)
    assert queries.count_old(today) == 1


def test_switched_off_it_is_nowhere(personas: Personas, as_person: Any) -> None:
    degree = published(None)
    maya = as_person(personas.maya)
    assert "Degrees" in maya.get("/").text
    switch_off("degrees", by=personas.ada)
    for address in ("/degrees", f"/degrees/{degree.id}", f"/paths/from-degree/{degree.id}"):
        assert maya.get(address).status_code == 404
    for address in ("/paths", "/paths/from-degrees", "/paths/from-my-degree"):
        assert "/degrees/" not in maya.get(address).text


def test_a_student_reads_first_what_suits_them_and_why(personas: Personas, as_person: Any) -> None:
    for key, name, roles in (
        ("a", "BSc Arts", ()),
        ("b", "MSc Numbers", ("Data analyst",)),
        ("c", "MSc Own", ("Data analyst",)),
    ):
        published(None, key, name=name, roles=roles, skills=(), content="")
    db.session.get_one(Profile, personas.maya.id).degree = "MSc own"
    db.session.get_one(Aim, personas.maya.id).target_roles = ("Data analyst",)
    db.session.commit()
    maya = as_person(personas.maya)
    page = maya.get("/degrees").text
    assert page.index("MSc Numbers") < page.index("BSc Arts") < page.index("MSc Own")
    assert "About the role you aim for: Data analyst" in page
    assert page.count("Your degree") == 1
    page = maya.get("/degrees?sort=name&level=master").text
    assert page.index("BSc Arts") < page.index("MSc Numbers")
    assert "About the role" not in page
    assert "What suits you first" in page
    assert "What suits you first" not in as_person(personas.omar).get("/degrees").text
