"""Links into a cohort: whom they let in, how often, and that nobody becomes staff by one."""

import logging
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts import queries as people
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Invalid
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.programmes import links, queries, service
from mentormatch.programmes.errors import LinkOver, NotForYou, StaffByLink
from mentormatch.programmes.models import EnrolledAs, Invitation
from tests.make import Make
from tests.mentoring.test_capacity_race import at_once
from tests.personas import Personas

ZOE = {
    "name": "Zoe", "email": "zoe@uni.example", "password": "a bucket of tulips", "affiliation": "student",
    "time_zone": "Europe/Rome",
}  # fmt: skip


@pytest.fixture
def invite(personas: Personas) -> Any:
    def make(enrolled_as: EnrolledAs = EnrolledAs.MENTEE, **more: Any) -> Invitation:
        facts = {"most_uses": 2, "expires_at": now() + timedelta(days=3), **more}
        return service.invite(personas.other_cohort, enrolled_as, by=personas.ada, **facts)

    return make


def _path(invitation: Invitation) -> str:
    return f"/join/{links.token_of(invitation)}"


def _takes_part(person: Person, invitation: Invitation) -> bool:
    return queries.takes_part(person, invitation.cohort_id, invitation.enrolled_as)


def test_somebody_with_an_account_joins_by_a_link(as_person, personas: Personas, invite) -> None:
    invitation = invite()
    maya = as_person(personas.maya)
    assert "Join as Maya Rossi" in maya.get(_path(invitation)).text
    assert not _takes_part(personas.maya, invitation)
    assert maya.post(_path(invitation)).status_code == 303
    assert _takes_part(personas.maya, invitation)
    maya.post(_path(invitation))
    db.session.refresh(invitation)
    assert invitation.uses == 1


def _confirm(client: FlaskClient) -> None:
    letter = db.session.scalars(sa.select(Letter).order_by(Letter.id.desc())).first()
    assert client.post(render(letter).url.split("localhost")[-1], data={"password": ZOE["password"]}).status_code == 303


def test_a_newcomer_is_let_in_by_the_link_once_the_address_is_confirmed(
    app: Flask, client: FlaskClient, personas: Personas, invite
) -> None:
    service.set_programme(
        by=None, name="P", contact_name="Office", contact_email="o@example.org", registration_open=False
    )
    assert client.get("/register").status_code == 403
    invitation = invite()
    assert "Make an account" in client.get(_path(invitation)).text
    assert client.post("/register", data=ZOE).status_code == 303
    zoe = people.find_person(ZOE["email"])
    assert not _takes_part(zoe, invitation)
    _confirm(app.test_client())  # another browser than the one that registered
    assert _takes_part(zoe, invitation)
    assert not queries.takes_part(zoe, personas.cohort.id, EnrolledAs.MENTEE)


def test_a_link_for_others_does_not_open_a_closed_registration(client: FlaskClient, personas: Personas, invite) -> None:
    service.set_programme(
        by=None, name="P", contact_name="Office", contact_email="o@example.org", registration_open=False
    )
    client.get(_path(invite(domain="elsewhere.example")))
    assert client.post("/register", data=ZOE).status_code == 403
    assert people.find_person(ZOE["email"]) is None


def test_a_link_that_is_over_by_then_leaves_the_newcomer_where_newcomers_go(
    client: FlaskClient, personas: Personas, invite
) -> None:
    invitation = invite()
    client.get(_path(invitation))
    client.post("/register", data=ZOE)
    service.revoke(invitation, by=personas.ada)
    _confirm(client)
    zoe = people.find_person(ZOE["email"])
    assert not _takes_part(zoe, invitation)
    assert queries.takes_part(zoe, personas.cohort.id, EnrolledAs.MENTEE)


def test_the_database_counts_the_uses(personas: Personas, make: Make, invite) -> None:
    invitation = invite(most_uses=1)
    service.join_by(invitation, make.person())
    with pytest.raises(LinkOver):
        service.join_by(invitation, make.person())
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Invitation).values(uses=2))
    db.session.rollback()


@pytest.mark.parametrize("how", ["revoked", "expired", "archived", "used up"])
def test_a_link_that_is_over_is_like_one_that_never_was(as_person, personas: Personas, make: Make, invite, how) -> None:
    invitation = invite(most_uses=1)
    if how == "revoked":
        service.revoke(invitation, by=personas.ada)
    if how == "archived":
        service.archive(personas.other_cohort, by=personas.ada)
    if how == "used up":
        service.join_by(invitation, make.person())
    with time_machine.travel(now() + timedelta(days=4 if how == "expired" else 0)):
        maya = as_person(personas.maya)
        for path in (_path(invitation), _path(invitation) + "x", "/join/abcd.efgh"):
            for answer in (maya.get(path), maya.post(path)):
                assert answer.status_code == 404
                assert "cannot be used any more" in answer.text
    assert not _takes_part(personas.maya, invitation)


def test_only_the_addresses_it_is_for_may_use_it(as_person, make: Make, invite) -> None:
    invitation = invite(domain="@Uni.example", addresses=["Ann@Elsewhere.example"], most_uses=9)
    assert (invitation.domain, invitation.addresses) == ("uni.example", ("ann@elsewhere.example",))
    for email, let_in in (("a@uni.example", True), ("ann@elsewhere.example", True), ("b@evil-uni.example", False)):
        person = make.person(email=email)
        if let_in:
            service.join_by(invitation, person)
        else:
            assert str(NotForYou.sentence) in as_person(person).get(_path(invitation)).text
            with pytest.raises(NotForYou):
                service.join_by(invitation, person)


def test_nobody_becomes_staff_by_a_link(as_person, personas: Personas, invite) -> None:
    with pytest.raises(StaffByLink):
        invite(EnrolledAs.COORDINATOR)
    data = {"enrolled_as": "coordinator", "most_uses": "5", "expires_on": str((now() + timedelta(days=3)).date())}
    path = f"/coordinator/cohorts/{personas.cohort.id}/invitations"
    assert as_person(personas.cora).post(path, data=data).status_code == 422
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(
            sa.insert(Invitation).values(
                cohort_id=personas.cohort.id, enrolled_as=EnrolledAs.COORDINATOR, seed="s", most_uses=1,
                expires_at=now(),
            )
        )  # fmt: skip
    db.session.rollback()


def test_a_mentors_link_leads_to_the_application_and_gives_no_role(as_person, personas: Personas, invite) -> None:
    invitation = invite(EnrolledAs.MENTOR)
    answer = as_person(personas.maya).post(_path(invitation))
    assert answer.location == "/mentor/apply"
    assert not personas.maya.is_(RoleName.MENTOR)
    assert personas.maya.id not in db.session.scalars(queries.members_of(invitation.cohort_id, EnrolledAs.MENTOR)).all()


def test_a_coordinator_makes_and_revokes_links_of_the_own_cohort_only(as_person, personas: Personas, invite) -> None:
    cora, own, foreign = as_person(personas.cora), personas.cohort.id, invite()
    data = {
        "enrolled_as": "mentee", "most_uses": "5", "expires_on": str((now() + timedelta(days=3)).date()),
        "addresses": "a@example.org\nb@example.org",
    }  # fmt: skip
    assert cora.post(f"/coordinator/cohorts/{own}/invitations", data=data).status_code == 303
    mine = queries.invitations_of(personas.cohort)[0]
    assert links.token_of(mine) in cora.get(f"/coordinator/cohorts/{own}/invitations").text
    assert cora.post(f"/coordinator/cohorts/{own}/invitations/{mine.id}/revoke").status_code == 303
    for cohort_id in (own, foreign.cohort_id):
        path = f"/coordinator/cohorts/{cohort_id}/invitations/{foreign.id}/revoke"
        assert cora.post(path).status_code == 404
    db.session.refresh(mine)
    assert (mine.revoked_at is not None, mine.addresses) == (True, ())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("most_uses", "0", "between 1 and 5000"), ("expires_on", "2020-01-01", "ahead"),
        ("domain", "not a domain", "not a domain"), ("addresses", "a@example.org, nonsense", "nonsense"),
    ],
)  # fmt: skip
def test_a_link_that_makes_no_sense_is_refused_at_its_field(as_person, personas: Personas, field, value, words) -> None:
    data = {"enrolled_as": "mentee", "most_uses": "5", "expires_on": str((now() + timedelta(days=3)).date())}
    path = f"/coordinator/cohorts/{personas.cohort.id}/invitations"
    answer = as_person(personas.cora).post(path, data={**data, field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'id="{field}-error-1"' in answer.text


def test_the_secret_is_neither_stored_nor_logged(as_person, personas: Personas, invite, caplog) -> None:
    invitation = invite()
    secret = links.token_of(invitation).partition(".")[2]
    stored = db.session.execute(sa.select(sa.text("*")).select_from(Invitation.__table__)).one()
    assert secret not in str(stored)
    with caplog.at_level(logging.INFO):
        logging.getLogger("werkzeug").info("GET %s", _path(invitation))
    assert "/join/***" in caplog.text
    assert secret not in caplog.text


def test_the_addresses_are_forgotten_when_the_link_is_over(invite) -> None:
    invitation = invite(addresses=["a@example.org"])
    with time_machine.travel(now() + timedelta(days=4)):
        service.invitations.forget_addresses()
    db.session.refresh(invitation)
    assert invitation.addresses == ()


def test_too_many_addresses_are_refused(invite) -> None:
    with pytest.raises(Invalid):
        invite(addresses=[f"a{n}@example.org" for n in range(501)])


def test_links_are_used_no_more_often_than_they_say_and_each_person_once(
    app: Flask, personas: Personas, make: Make, invite
) -> None:
    def joining(invitation: Invitation, person: Person) -> Any:
        numbers = invitation.id, person.id
        return lambda: service.join_by(
            db.session.get_one(Invitation, numbers[0]), db.session.get_one(Person, numbers[1])
        )

    twice, few = invite(most_uses=9), invite(most_uses=2)
    newcomers = [make.mentee(cohort=personas.cohort) for _number in range(4)]
    at_once(app, [joining(twice, personas.maya) for _click in range(4)])
    at_once(app, [joining(few, person) for person in newcomers])
    assert db.session.get_one(Invitation, twice.id).uses == 1
    assert db.session.get_one(Invitation, few.id).uses == 2
    assert sum(_takes_part(person, few) for person in newcomers) == 2
