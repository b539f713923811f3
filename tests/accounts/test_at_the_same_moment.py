"""Two people, or two clicks, at the same moment."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import service
from mentormatch.accounts.allowances import Visit
from mentormatch.accounts.errors import LastAdmin, LinkSpent
from mentormatch.accounts.models import Affiliation, Person, RoleName
from mentormatch.core.db import db
from mentormatch.core.errors import Conflict
from tests.accounts.conftest import PASSWORD

ROUNDS = 5


def at_once(app: Flask, *deeds: Callable[[], object]) -> list[object]:
    """Run all deeds together, each as a request would; gives what each returned or raised."""
    barrier = threading.Barrier(len(deeds))
    found: list[object] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                found[number] = deed()
            except Exception as error:
                found[number] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return found


def _person(number: int) -> Person:
    return db.session.get_one(Person, number)


def _revoke(whom: int, by: int) -> None:
    service.revoke(_person(whom), RoleName.ADMIN, by=_person(by))


def _disable(whom: int, by: int) -> None:
    service.set_active(_person(whom), False, by=_person(by))


@pytest.mark.parametrize("remove", [_revoke, _disable])
def test_two_admins_cannot_remove_each_other(app: Flask, make, remove: Callable[[int, int], None]) -> None:
    one, other = make.person(roles=[RoleName.ADMIN]).id, make.person(roles=[RoleName.ADMIN]).id
    for _ in range(ROUNDS):
        found = at_once(app, partial(remove, one, other), partial(remove, other, one))
        assert [type(outcome) for outcome in found if outcome] == [LastAdmin]
        for number in (one, other):
            service.set_active(_person(number), True, by=_person(number))
            service.grant(_person(number), RoleName.ADMIN, by=None)


def test_one_address_is_registered_once(app: Flask, make) -> None:
    make.person()  # so that the stamp of facts exists
    answers = {"name": "Zoe", "affiliation": Affiliation.STUDENT, "locale": "en", "time_zone": "Europe/Rome"}
    for n in range(ROUNDS):
        email, visit = f"new{n}@example.org", Visit(f"198.51.100.{n}")
        register = partial(service.register, email=email, password=PASSWORD, visit=visit, **answers)
        assert at_once(app, register, register) == [None, None]
        assert len(list(db.session.scalars(sa.select(Person).where(Person.email == email)))) == 1


def test_a_link_sets_one_password(app: Flask, zoe: Person) -> None:
    for n in range(ROUNDS):
        token = app.extensions["letter_links"]["reset"](zoe.id)
        found = at_once(
            app,
            partial(service.reset_password, token, f"the first new password {n}"),
            partial(service.reset_password, token, f"the other new password {n}"),
        )
        assert sorted(isinstance(outcome, LinkSpent) for outcome in found) == [False, True]


def test_confirming_and_granting_at_once_is_once(app: Flask) -> None:
    for n in range(ROUNDS):
        number = service.make_person(email=f"new{n}@example.org", name="Zoe").id

        def confirm(number: int = number) -> None:
            service.confirm(_person(number))

        def grant(number: int = number) -> None:
            service.grant(_person(number), RoleName.MENTOR, by=None)

        assert at_once(app, confirm, confirm) == [None, None]
        assert at_once(app, grant, grant) == [None, None]
        assert [role.name for role in _person(number).roles] == ["mentee", "mentor"]


def test_changing_the_password_twice_at_once_is_one_change(app: Flask, zoe: Person, letters) -> None:
    number = zoe.id

    def change() -> None:
        service.change_password(_person(number), old=PASSWORD, new="another bucket of tulips")

    found = at_once(app, change, change)
    assert all(outcome is None or isinstance(outcome, Conflict) for outcome in found)
    assert len(letters()) == 1
