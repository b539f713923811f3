"""Secrets in addresses are not written into logs."""

import logging

import pytest
from flask import Flask

from mentormatch.announcements import links
from mentormatch.web.logs import HideSecrets


@pytest.mark.parametrize("where", ["calendar", "reset", "confirm", "announcements/stop"])
def test_the_secret_of_an_address_becomes_stars(where: str) -> None:
    secret = "IjEi.aB3-xYz_" * 3
    record = logging.LogRecord("", logging.INFO, "", 0, "GET %s", (f"/{where}/{secret} HTTP/1.1",), None)
    HideSecrets().filter(record)
    assert record.getMessage() == f"GET /{where}/*** HTTP/1.1"


def test_other_addresses_stay() -> None:
    record = logging.LogRecord("", logging.INFO, "", 0, "GET %s", ("/confirm/again",), None)
    HideSecrets().filter(record)
    assert record.getMessage() == "GET /confirm/again"


def test_the_shortest_link_that_stops_announcements_becomes_stars(app: Flask) -> None:
    path = f"/announcements/stop/{links.token_for(1)}"
    record = logging.LogRecord("", logging.INFO, "", 0, "GET %s", (path,), None)
    HideSecrets().filter(record)
    assert record.getMessage() == "GET /announcements/stop/***"
