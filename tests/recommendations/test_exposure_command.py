"""``flask exposure``: how the lists of a cohort spread attention."""

import json

import pytest
from flask import Flask


@pytest.fixture
def run(app: Flask):
    def call(*arguments: str):
        return app.test_cli_runner().invoke(args=["exposure", *arguments])

    return call


def test_shares_are_those_of_the_cohort_and_add_up(run, make, personas, model):
    lena = make.mentor("Lena Kern", cohort=personas.cohort)
    make.mentor("Far Away", cohort=personas.other_cohort)
    told = json.loads(run(personas.cohort.name, "--json").stdout)
    assert set(told["shares"]) == {personas.omar.email, lena.email}
    assert sum(told["shares"].values()) == pytest.approx(1)
    assert sum(told["by_language"].values()) == pytest.approx(1)
    assert told["gini"] == 0 and told["never_shown"] == 0


def test_a_person_reads_sentences(run, make, personas, model):
    make.mentor("Lena Kern", cohort=personas.cohort)
    printed = run(personas.cohort.name, "--top", "1").output
    assert "Gini 0.50" in printed and "never shown 50%" in printed
    assert "100.0% of all places" in printed


def test_an_unknown_cohort_is_told_with_exit_code_1(run):
    result = run("Nothing 1999")
    assert result.exit_code == 1
    assert "There is no cohort Nothing 1999." in result.output
