"""Every reason has words, in any locale, and the translators find all of them."""

import re
from pathlib import Path

import pytest

import mentormatch.matching as engine
from mentormatch.matching import Reason, messages
from mentormatch.matching.said import Together, say

SOURCES = Path(engine.__file__).parent.glob("*.py")


@pytest.mark.parametrize("locale", ["en", "it", "pt-BR", "xx", "de_DE"])
def test_a_locale_without_a_catalogue_reads_english_or_its_own(locale):
    reason = Reason("hours", "for", 0.1, {"minutes": 75})
    assert "1" in reason.text(locale)


def test_messages_are_marked_as_plain_texts():
    """A marked sentence must be one literal, or the catalogue would not hold what is looked up."""
    for path in SOURCES:
        for call in re.findall(r"\bN_\(([^)]{0,12})", path.read_text("utf8")):
            assert re.match(r'^["\n]', call.lstrip()), (path.name, call)


def test_lists_are_said_with_and_before_the_last():
    assert say(Together(["a"]), "en") == "a"
    assert say(Together(["a", "b", "c"]), "en") == "a, b and c"
    assert say(["a", "b"], "en") == "a, b"


def test_nothing_is_translated_to_nothing():
    assert messages.translate("", "it") == ""
