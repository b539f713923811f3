"""The OpenAPI document is true: what a machine makes from it is answered as it says, and never by a fault."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mentormatch.core.db import db
from tests.architecture.world import make_world
from tests.conftest import make_app, migrate

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
#: For each operation and each of the two people. The trial sends many more.
EXAMPLES, MANY = 10, 150
#: Schemathesis does not unpack what a WSGI application has compressed.
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Any, dict[str, str]]]:
    """The application on SQLite, its description, and tokens of a mentee and a mentor who are a match."""
    app = make_app(tmp_path_factory.mktemp("contract"))
    migrate(app)
    with app.app_context():
        world = make_world(app)
        db.session.remove()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app, schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app), world.keys
    with app.app_context():
        db.engine.dispose()


def _call(described: tuple[Flask, Any, dict[str, str]], monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    _app, schema, keys = described
    monkeypatch.setattr("mentormatch.web.rest.calls.MOST_A_MINUTE", 1_000_000)
    for operation in schema.get_all_operations():
        cases = operation.ok().as_strategy()

        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, who=st.sampled_from(["matched mentee", "mentor"]))
        def ask(case: Any, who: str) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {keys[who]}", **PLAIN}, checks=CHECKS)

        ask()


def test_every_call_answers_as_the_document_says(described, monkeypatch) -> None:
    _call(described, monkeypatch, EXAMPLES)


@pytest.mark.trial
def test_every_call_answers_as_the_document_says_many_times(described, monkeypatch) -> None:
    _call(described, monkeypatch, MANY)


def test_the_document_lists_every_call_and_no_page(described) -> None:
    app, _schema, _keys = described
    document = app.test_client().get("/api/v1/openapi.json").json
    described_calls = {(path, method) for path, calls in document["paths"].items() for method in calls}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0].endswith("api")]
    real = {
        (str(rule).replace("<int:", "{").replace(">", "}"), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "api.document"
    }
    assert described_calls == real
    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
