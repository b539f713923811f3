"""A service that is switched off is nowhere, and whoever it concerns is told."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import RoleName
from mentormatch.app import SERVICES
from mentormatch.core.jobs import JOBS
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import is_true
from mentormatch.office import service
from mentormatch.office.about import SERVICES as KNOWN
from mentormatch.office.errors import NoSuchService
from mentormatch.office.queries import is_on
from tests.make import Make

AsPerson = Callable[..., FlaskClient]


@pytest.fixture
def admin(make: Make) -> Any:
    return make.person("Ada", roles=[RoleName.ADMIN])


def test_an_admin_sees_all_services_and_switches_one_off_and_on(app: Flask, admin: Any, as_person: AsPerson) -> None:
    client = as_person(admin)
    page = client.get("/admin/services").text
    assert all(str(one.title) in page for one in KNOWN.values())
    for name in SERVICES:
        assert client.get(f"/admin/services/{name}/off").status_code == 200
        assert client.post(f"/admin/services/{name}/off").status_code == 303
        assert not is_on(name)
        assert client.get(f"/admin/services/{name}/off").status_code == 404
        assert client.post(f"/admin/services/{name}/on").status_code == 303
        assert is_on(name)


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_off_has_no_page_no_call_no_place_in_a_menu(
    app: Flask, admin: Any, make: Make, as_person: AsPerson, name: str
) -> None:
    students = as_person(make.person("Sam", roles=[RoleName.MENTEE, RoleName.MENTOR]))
    held = [RoleName.COORDINATOR, RoleName.COACH, RoleName.ADMIN, RoleName.EDITOR, RoleName.PARTNER]
    staff = as_person(make.person("Stef", roles=held))
    places = {place.endpoint for menu in KNOWN[name].menu.values() for place in menu}
    urls = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint in places]
    assert urls
    home = students.get("/").text + staff.get("/").text
    assert all(f'href="{url}"' in home for url in urls)
    service.switch_off(name, by=admin)
    home = students.get("/").text + staff.get("/").text
    assert not any(f'href="{url}"' in home for url in urls)
    for rule in app.url_map.iter_rules():
        if app.view_functions[rule.endpoint].__module__.split(".")[1:2] == [name]:
            url = rule.rule
            for argument in rule.arguments:
                url = url.replace(f"<int:{argument}>", "1").replace(f"<{argument}>", "x")
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                assert app.test_client().open(url, method=method).status_code == 404, (method, url)


@pytest.mark.parametrize("name", SERVICES)
def test_its_jobs_rest_and_its_letters_stay(app: Flask, admin: Any, name: str) -> None:
    service.switch_off(name, by=admin)
    assert not any(JOBS[job]() for job in JOBS if job.startswith(f"{name}."))
    for template in (f"{name}/email/anything.txt", *KNOWN[name].last_letters):
        letter = Letter(template=template, context={})
        assert is_true(letter) is (template in KNOWN[name].last_letters)


def test_a_letter_of_nobodys_service_is_not_asked(app: Flask, make: Make) -> None:
    letters.write(make.person("Maya"), "accounts/email/password_changed.txt", key="one", at="2026-11-24T10:00:00+00:00")
    assert is_true(Letter(template="accounts/email/password_changed.txt", context={}))


def test_there_is_no_other_service(app: Flask, admin: Any, as_person: AsPerson) -> None:
    with pytest.raises(NoSuchService):
        service.switch_off("mentoring", by=admin)
    assert as_person(admin).post("/admin/services/mentoring/on").status_code == 404
