"""Sizes of files in the reader's words."""

import pytest
from flask import Flask

from mentormatch.core.i18n import file_size


@pytest.mark.parametrize(
    ("size", "en", "it"),
    [
        (0, "0 byte", "0 byte"),
        (931, "931 byte", "931 byte"),
        (1_500_000, "1.4 MB", "1,4 MB"),
        (2**20 - 1, "1 MB", "1 MB"),
        (10 * 2**20, "10 MB", "10 MB"),
        (3 * 2**30, "3 GB", "3 GB"),
    ],
)
def test_a_size_has_the_readers_comma_and_the_unit_of_the_limits(size: int, en: str, it: str) -> None:
    assert (file_size(size, locale="en"), file_size(size, locale="it")) == (en, it)


def test_outside_a_request_a_size_is_told_in_english(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        assert file_size(1536) == "1.5 kB"
