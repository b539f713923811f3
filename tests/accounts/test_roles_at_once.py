"""A role counts from the next request on."""

from flask import Flask

from mentormatch.accounts import service
from mentormatch.accounts.models import RoleName


def test_a_role_counts_from_the_next_request_on(app: Flask, make, as_person) -> None:
    ada = make.person(roles=[RoleName.ADMIN])
    zoe = make.person(roles=[RoleName.MENTEE])
    browser = as_person(zoe)
    assert browser.get("/admin/people").status_code == 403
    service.grant(zoe, RoleName.ADMIN, by=ada)
    assert browser.get("/admin/people").status_code == 200
    service.revoke(zoe, RoleName.ADMIN, by=ada)
    assert browser.get("/admin/people").status_code == 302, "whoever leaves the staff signs in again"


def test_losing_a_role_outside_the_staff_keeps_the_sign_in(app: Flask, make, as_person) -> None:
    ada = make.person(roles=[RoleName.ADMIN])
    omar = make.person(roles=[RoleName.MENTEE, RoleName.MENTOR])
    browser = as_person(omar)
    service.revoke(omar, RoleName.MENTOR, by=ada)
    assert browser.get("/me").status_code == 200


def test_people_are_equal_to_themselves_only(make) -> None:
    assert make.person("Maya") != make.person("Omar")
