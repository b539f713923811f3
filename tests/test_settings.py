"""Settings: what production refuses, and that the application says what is missing."""

from pathlib import Path

import pytest

from config import Config
from mentormatch.app import NotConfigured, create_app

SECRET = "a secret of forty characters or so, honest"
READY = {
    "env": "prod", "secret_key": SECRET, "password_salt": SECRET, "public_url": "https://mentoring.example",
    "smtp_host": "mail.example",
}  # fmt: skip


def production(folder: Path, **changed: object) -> Config:
    return Config(_env_file=None, instance=folder, queue_url="memory:", **{**READY, **changed})


def test_production_starts_when_everything_is_set(tmp_path: Path) -> None:
    app = create_app(production(tmp_path))
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/dev")]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"password_salt": Config(_env_file=None).password_salt}, "PASSWORD_SALT"),
        ({"public_url": "http://mentoring.example"}, "PUBLIC_URL"),
        ({"debug": True}, "DEBUG"),
        ({"smtp_host": ""}, "SMTP_HOST"),
    ],
)
def test_half_configured_production_refuses_to_start_and_names_what_is_missing(
    tmp_path: Path, changed: dict[str, object], named: str
) -> None:
    with pytest.raises(NotConfigured, match=named):
        create_app(production(tmp_path, **changed))


def test_a_postgresql_address_takes_the_queue_along(tmp_path: Path) -> None:
    config = Config(_env_file=None, instance=tmp_path, database_url="postgresql://mm@localhost/mm")
    assert config.database_url == config.queue_url == "postgresql+psycopg://mm@localhost/mm"


def test_links_have_no_double_slash(tmp_path: Path) -> None:
    assert Config(_env_file=None, public_url="https://x.example/").public_url == "https://x.example"
