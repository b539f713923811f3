"""Secrets in addresses are not written into logs."""

import logging

import pytest

from mentormatch.web.logs import HideSecrets


@pytest.mark.parametrize("where", ["calendar", "reset", "confirm"])
def test_the_secret_of_an_address_becomes_stars(where: str) -> None:
    secret = "IjEi.aB3-xYz_" * 3
    record = logging.LogRecord("", logging.INFO, "", 0, "GET %s", (f"/{where}/{secret} HTTP/1.1",), None)
    HideSecrets().filter(record)
    assert record.getMessage() == f"GET /{where}/*** HTTP/1.1"


def test_other_addresses_stay() -> None:
    record = logging.LogRecord("", logging.INFO, "", 0, "GET %s", ("/confirm/again",), None)
    HideSecrets().filter(record)
    assert record.getMessage() == "GET /confirm/again"
