"""People and roles, for admins."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from mentormatch.accounts import service
from mentormatch.accounts.errors import LastAdmin, NotYourself
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from tests.accounts.conftest import is_signed_in
from tests.personas import Personas


@pytest.fixture
def admin(as_person, personas: Personas) -> FlaskClient:
    return as_person(personas.ada)


def _deeds(client_path: str) -> list[str]:
    return [client_path + end for end in ("/grant", "/revoke", "/disable", "/enable")]


@pytest.mark.parametrize("who", ["maya", "omar", "cora", "eve"])
def test_only_admins_come_in(as_person, personas: Personas, who: str) -> None:
    browser = as_person(getattr(personas, who))
    one = f"/admin/people/{personas.omar.id}"
    assert browser.get("/admin/people").status_code == browser.get(one).status_code == 403
    assert {browser.post(path, data={"role": "admin"}).status_code for path in _deeds(one)} == {403}


def test_visitors_are_asked_to_sign_in(client: FlaskClient, personas: Personas) -> None:
    assert client.get("/admin/people").status_code == 302


def test_everybody_is_listed_and_found_by_name_address_and_role(admin: FlaskClient, personas: Personas) -> None:
    assert all(person.name in admin.get("/admin/people").text for person in (personas.maya, personas.eve))
    found = admin.get("/admin/people?q=rossi maya").text
    assert "Maya Rossi" in found
    assert "Eve Laurent" not in found
    assert "Omar Haddad" in admin.get(f"/admin/people?q={personas.omar.email}").text
    mentors = admin.get("/admin/people?role=mentor").text
    assert "Omar Haddad" in mentors
    assert "Maya Rossi" not in mentors


@pytest.mark.parametrize("query", ["q=%25", "q=_", "q=%27 OR 1=1--", "q=%00", "q=" + "x" * 5000, "role=nonsense"])
def test_a_strange_search_is_a_search(admin: FlaskClient, query: str) -> None:
    assert admin.get(f"/admin/people?{query}").status_code == 200


def test_wildcards_are_letters(admin: FlaskClient) -> None:
    assert "Nobody found" in admin.get("/admin/people?q=%25").text


def test_a_long_list_has_pages(admin: FlaskClient, make) -> None:
    for n in range(30):
        make.person(f"Zz Person {n:02}")
    first, second = admin.get("/admin/people?q=Zz").text, admin.get("/admin/people?q=Zz&page=2").text
    assert ("Zz Person 24" in first, "Zz Person 25" in first) == (True, False)
    assert ("Zz Person 24" in second, "Zz Person 25" in second) == (False, True)
    for page in ("0", "-1", "x", str(10**30), "99"):
        assert admin.get(f"/admin/people?page={page}").status_code == 200


def test_the_list_costs_the_same_for_many(admin: FlaskClient, make) -> None:
    def statements() -> int:
        seen: list[str] = []
        sa.event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
        admin.get("/admin/people")
        return len([one for one in seen if one.startswith("SELECT")])

    few = statements()
    for n in range(15):
        make.person(f"Person {n}", roles=[RoleName.MENTEE])
    assert statements() <= 2 * few  # the first listener still counts, once for each statement


def test_a_role_is_given_and_taken_and_the_trail_says_by_whom(admin: FlaskClient, personas: Personas) -> None:
    one = f"/admin/people/{personas.maya.id}"
    for _ in range(2):  # twice is once
        assert admin.post(f"{one}/grant", data={"role": "coordinator"}).status_code == 303
    assert personas.maya.is_(RoleName.COORDINATOR)
    for _ in range(2):
        assert admin.post(f"{one}/revoke", data={"role": "coordinator"}).status_code == 303
    assert not personas.maya.is_(RoleName.COORDINATOR)
    by_ada = sa.select(AuditEntry.action).where(AuditEntry.by_id == personas.ada.id).order_by(AuditEntry.id)
    assert list(db.session.scalars(by_ada)) == ["person.role_granted", "person.role_revoked"]
    text = admin.get(one).text
    assert "Role taken away: Coordinator" in text
    assert "Ada Novak" in text


@pytest.mark.parametrize("role", ["", "owner", "ADMIN", "mentee,admin"])
def test_an_unknown_role_is_refused(admin: FlaskClient, personas: Personas, role: str) -> None:
    one = f"/admin/people/{personas.maya.id}"
    assert admin.post(f"{one}/grant", data={"role": role}).status_code == 422
    assert admin.post(f"{one}/revoke", data={"role": role}).status_code == 422
    assert [mine.name for mine in personas.maya.roles] == ["mentee"]


def test_disabling_signs_out_at_once_and_enabling_lets_in_again(admin, as_person, personas: Personas) -> None:
    browser = as_person(personas.maya)
    one = f"/admin/people/{personas.maya.id}"
    assert "1 device" in admin.get(one).text
    for _ in range(2):
        assert admin.post(f"{one}/disable").status_code == 303
    assert not is_signed_in(browser)
    assert "Disabled" in admin.get(one).text
    for _ in range(2):
        assert admin.post(f"{one}/enable").status_code == 303
    assert not is_signed_in(browser), "what has ended does not come back"
    assert personas.maya.active
    deeds = sa.select(sa.func.count()).where(AuditEntry.action.in_(["person.disabled", "person.enabled"]))
    assert db.session.scalar(deeds) == 2


def test_rankings_hear_of_who_is_disabled_enabled_or_no_longer_a_mentor(personas: Personas) -> None:
    omar, ada = personas.omar, personas.ada
    stamps = [omar.facts_stamp]
    for deed in (
        lambda: service.set_active(omar, False, by=ada),
        lambda: service.set_active(omar, True, by=ada),
        lambda: service.revoke(omar, RoleName.MENTOR, by=ada),
    ):
        deed()
        stamps.append(omar.facts_stamp)
    assert stamps == sorted(set(stamps))


def test_the_last_admin_stays(admin: FlaskClient, personas: Personas) -> None:
    one = f"/admin/people/{personas.ada.id}"
    answer = admin.post(f"{one}/revoke", data={"role": "admin"})
    assert answer.status_code == LastAdmin.status
    assert str(LastAdmin.sentence) in answer.text
    answer = admin.post(f"{one}/disable")
    assert answer.status_code == NotYourself.status
    assert personas.ada.active
    assert personas.ada.is_(RoleName.ADMIN)


def test_a_disabled_admin_is_no_second_admin(personas: Personas, make) -> None:
    other = make.person(roles=[RoleName.ADMIN])
    service.set_active(other, False, by=personas.ada)
    with pytest.raises(LastAdmin):
        service.revoke(personas.ada, RoleName.ADMIN, by=personas.ada)
    service.set_active(other, True, by=personas.ada)
    service.revoke(personas.ada, RoleName.ADMIN, by=personas.ada)


def test_an_admin_may_step_down_and_then_has_no_admin_pages(admin, personas: Personas, make) -> None:
    make.person(roles=[RoleName.ADMIN])
    answer = admin.post(f"/admin/people/{personas.ada.id}/revoke", data={"role": "admin"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert not is_signed_in(admin)


@pytest.mark.parametrize("number", ["0", "999999", str(2**31), str(10**30), "-1", "x"])
def test_nobody_has_this_number(admin: FlaskClient, number: str) -> None:
    assert admin.get(f"/admin/people/{number}").status_code == 404
    assert {admin.post(path).status_code for path in _deeds(f"/admin/people/{number}")} == {404}


def test_a_name_is_text(admin: FlaskClient, make) -> None:
    person: Person = make.person("<b>Bobby</b> Tables")
    for path in ("/admin/people?q=bobby", f"/admin/people/{person.id}"):
        text = admin.get(path).text
        assert "<b>Bobby" not in text
        assert "&lt;b&gt;Bobby" in text


def test_no_page_shows_a_hash_or_a_token(admin: FlaskClient, personas: Personas) -> None:
    text = admin.get(f"/admin/people/{personas.maya.id}").text
    assert personas.maya.fs_uniquifier not in text
    assert "argon2" not in text
