"""Who gets which answer where: real answers of the running application against a frozen, reviewed table.

``--write-access-table`` writes the table anew; the difference in the change is the security review.
"""

import csv
from collections.abc import Iterator
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from mentormatch.core.db import db
from mentormatch.web.access import undecided
from tests.architecture.world import ABSENT, Snapshot, World, make_world
from tests.conftest import make_app, migrate
from tests.refusals import draw_refusals_once
from tests.services import worlds

TABLE = Path(__file__).with_name("access.csv")
PRINCIPALS = (
    "anonymous", "disabled", "mentee", "matched mentee", "mentor", "other mentee", "other mentor", "coordinator",
    "other coordinator", "admin", "coach", "editor", "partner", "other partner", "stranger",
)  # fmt: skip
#: Values of arguments that are words, not numbers of objects.
WORDS = {
    "token": "forged",
    "step": "goal",
    "kind": "skill",
    "figure": "asked",
    "filename": "css/tokens.css",
    "upload": "forged",
    "key": "forged",
    "letter": "began",
    "locale": "en",
    "name": "forged",
}
ALL_WORDS = reduce(or_, (getattr(service, "WORDS", {}) for service in worlds()), WORDS)
#: An object that is found by a secret and not by a number.
ABSENT_WORDS = {"secret": "A" * 43}
Cell = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[Cell, str], list[str]]]:
    """Every cell's answer, and what went wrong on the way."""
    app = make_app(tmp_path_factory.mktemp("access"))
    migrate(app)
    with app.app_context():
        world = make_world(app)
        db.session.remove()
        db.engine.dispose()
    snapshot = Snapshot(app.extensions["settings"].instance / "mentormatch.db")
    app.extensions["settings"].worker_silent_after = (
        60 * 60
    )  # however long this walk takes, the worker of the world lives
    app.config["PROPAGATE_EXCEPTIONS"] = False  # a fault is an answer here, and listed as one
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        draw_refusals_once(patch)
        yield _observe(app, world, snapshot)
        db.session.remove()
        db.engine.dispose()
    snapshot.close()


def _observe(app: Flask, world: World, snapshot: Snapshot) -> tuple[dict[Cell, str], list[str]]:
    cells: dict[Cell, str] = {}
    faults: list[str] = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            for relation in ("there", "absent") if _objects(rule) else ("",):
                for principal in PRINCIPALS:
                    cell = (rule.endpoint, method, relation, principal)
                    answer = _ask(app, world, rule, cell)
                    cells[cell] = answer
                    changed = snapshot.effect()
                    if answer.startswith("fault"):
                        faults.append(f"{cell}: {answer}")
                    if changed and (answer in {"sign in", "403", "404"} or method == "GET"):
                        faults.append(f"{cell}: answered {answer} and changed {changed}")
    return cells, faults


def _objects(rule: Rule) -> set[str]:
    return {name for name in rule.arguments if name not in ALL_WORDS}


def _ask(app: Flask, world: World, rule: Rule, cell: Cell) -> str:
    endpoint, method, relation, principal = cell
    values: dict[str, Any] = {name: ALL_WORDS[name] for name in rule.arguments if name in ALL_WORDS}
    absent = ABSENT_WORDS.get
    values |= {name: world.numbers[name] if relation == "there" else absent(name, ABSENT) for name in _objects(rule)}
    client = app.test_client()
    if principal in world.tokens:
        with client.session_transaction() as session:
            session["_user_id"] = world.tokens[principal]
    with app.test_request_context():
        path = app.url_map.bind("").build(endpoint, values)
    key = world.keys.get(principal)
    bearer = {"Authorization": f"Bearer {key}"} if key and path.startswith("/api/") else {}
    answer = client.open(path, method=method, headers=bearer)
    if answer.status_code >= 500:
        return f"fault {answer.status_code}"
    is_led_to_sign_in = answer.status_code in {302, 303} and answer.location.startswith("/sign-in")
    if is_led_to_sign_in or answer.status_code == 401:
        return "sign in"
    return str(answer.status_code) if answer.status_code in {403, 404} else "answers"


def test_every_cell_answers_as_decided(
    answers: tuple[dict[Cell, str], list[str]], request: pytest.FixtureRequest
) -> None:
    cells, faults = answers
    if request.config.getoption("--write-access-table"):
        _write(cells)
    decided = _read()
    different = {cell: (decided.get(cell), seen) for cell, seen in cells.items() if decided.get(cell) != seen}
    assert not different
    assert not set(decided) - set(cells), "decided, but no longer there"
    assert not faults


def test_absent_and_foreign_objects_answer_the_same(answers: tuple[dict[Cell, str], list[str]]) -> None:
    cells, _faults = answers
    strangers = [cell for cell in cells if cell[3] == "stranger" and cell[2] == "there" and cells[cell] == "404"]
    assert strangers
    assert all(cells[endpoint, method, "absent", who] == "404" for endpoint, method, _there, who in strangers)


def test_an_undecided_endpoint_stops_the_start(app: Flask) -> None:
    assert undecided(app) == []
    app.view_functions["forgotten"] = lambda: "open to all"
    try:
        assert undecided(app) == ["forgotten"]
    finally:
        del app.view_functions["forgotten"]


def _write(cells: dict[Cell, str]) -> None:
    """One row an endpoint, method and relation; one column a principal, so that a person can read it."""
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for (endpoint, method, relation, principal), answer in cells.items():
        rows.setdefault((endpoint, method, relation), {})[principal] = answer
    with TABLE.open("w", newline="", encoding="utf8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["endpoint", "method", "object", *PRINCIPALS])
        for key, row in rows.items():
            writer.writerow([*key, *(row[principal] for principal in PRINCIPALS)])


def _read() -> dict[Cell, str]:
    if not TABLE.exists():
        return {}
    with TABLE.open(newline="", encoding="utf8") as file:
        return {
            (row["endpoint"], row["method"], row["object"], principal): row[principal]
            for row in csv.DictReader(file)
            for principal in PRINCIPALS
        }
