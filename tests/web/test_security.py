"""Headers on every kind of answer, safe redirects, CSRF."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.web.security import CSP, HEADERS, own_path
from tests.personas import Personas


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/no-such-page", "/healthz", "/static/css/tokens.css", "/assets/htmx.min.js"]
)
def test_every_answer_carries_the_exact_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in CSP
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_private_pages_are_not_stored(as_person, personas: Personas) -> None:
    assert as_person(personas.maya).get("/").headers["Cache-Control"] == "no-store"


ELSEWHERE = (
    None, "", "javascript:alert(1)", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example",
    "\\\\evil.example", "https://evil.example", "/%2f%2fevil.example", "/%09/evil.example\t", ".evil.example",
    "evil.example", "/a//b", "/a\r\nb",
)  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_another_site_is_never_a_target(target: str | None) -> None:
    assert own_path(target) is None


@pytest.mark.parametrize("target", ["/", "/mentors?q=data&language=it", "/requests/7"])
def test_a_path_of_ours_is(target: str) -> None:
    assert own_path(target) == target


def test_a_post_without_its_token_changes_nothing(app: Flask, as_person, personas: Personas) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = as_person(personas.maya).post("/sign-out")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert "open for too long" in answer.text


def test_language_and_theme_are_chosen_by_the_reader(client: FlaskClient) -> None:
    client.post("/reading", data={"locale": "it", "theme": "dark", "next": "/sign-in"})
    page = client.get("/sign-in").text
    assert 'lang="it"' in page
    assert "Accedi" in page
    assert 'data-theme="dark"' in page


def test_nonsense_is_not_stored_as_language_or_theme(client: FlaskClient) -> None:
    answer = client.post("/reading", data={"locale": "xx", "theme": "<b>", "next": "//evil.example"})
    assert answer.location == "/"
    assert not client.get_cookie("locale")
    assert not client.get_cookie("theme")
