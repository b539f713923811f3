"""``flask rank``: the shape that programs rely on, and sentences for what cannot be ranked."""

import json

import pytest
from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations.encoding import encode_pending
from mentormatch.recommendations.ranking import live_ranker


@pytest.fixture
def run(app: Flask):
    def call(*arguments: str):
        return app.test_cli_runner().invoke(args=["rank", *arguments])

    return call


def test_json_has_the_agreed_shape_and_adds_up(run, make, personas, model):
    full = make.mentor("Lena Kern", cohort=personas.cohort, capacity=1)
    profiles.take_place(full.id)
    make.mentor("Far Away", cohort=personas.other_cohort)
    maya, omar, lena = personas.maya.email, personas.omar.email, full.email
    answer = json.loads(run(maya, "--json").stdout)
    assert answer["ranker"] == live_ranker().digest
    assert answer["student"] == maya
    assert answer["refused"] == {lena: "full"}
    (one,) = answer["recommendations"]
    assert one["mentor"] == omar
    assert one["band"] in {"strong", "good", "possible"}
    assert sum(reason["contribution"] for reason in one["reasons"]) == pytest.approx(one["score"], abs=1e-9)
    assert set(one["reasons"][0]) == {"feature", "kind", "contribution", "text"}


def test_a_goal_without_vectors_is_encoded_here(run, personas, model):
    email = personas.maya.email
    encode_pending()
    profiles.save_aim(personas.maya, by=personas.maya, goal="I want to become a nurse and care for people.")
    model.encoded.clear()
    answer = json.loads(run(email, "--json").stdout)
    features = {reason["feature"] for reason in answer["recommendations"][0]["reasons"]}
    assert "whole" in features
    assert "goal_not_encoded" not in features
    assert model.encoded


def test_a_person_reads_a_table(run, make, personas, model):
    make.mentor("Lena Kern", cohort=personas.cohort)
    printed = run(personas.maya.email, "--top", "1").output
    assert "1 mentors, 0 refused" in printed
    assert printed.count("@example.org") == 1


def test_an_unknown_address_is_told_with_exit_code_1(run, app):
    result = run("nobody@example.org")
    assert result.exit_code == 1
    assert "Nobody has the address nobody@example.org." in result.output


def test_who_has_no_goal_is_told_with_exit_code_1(run, make, personas):
    newcomer = make.person("New Comer", roles=[RoleName.MENTEE])
    make.enrol(newcomer, personas.cohort, EnrolledAs.MENTEE)
    result = run(newcomer.email)
    assert result.exit_code == 1
    assert "has no goal yet" in result.output


def test_who_is_in_no_cohort_is_told_with_exit_code_1(run, make):
    someone = make.person("Some One", roles=[RoleName.MENTEE])
    profiles.save_aim(someone, by=someone, goal="I want to teach.")
    result = run(someone.email)
    assert result.exit_code == 1
    assert "no cohort" in result.output
