"""Which passwords are good enough."""

import pytest

from mentormatch.accounts import passwords
from mentormatch.accounts.errors import WeakPassword

GOOD = [
    "tulips in a bucket", "correct horse battery", "Zoe likes 7 green pears", "ni hao 你好 shijie 世界",
    "🌷🌻🌹🌼🥀🌺 garden", "7Rk!pq9zLw", "x" * 5 + "abcdefgh", "a" * 60 + "bcdefgh" * 9,
]  # fmt: skip
BAD = [
    "", "short", "        ", "          ", "aaaaaaaaaaaa", "abababababab", "123456789012", "1234567890", "0987654321",
    "qwertyuiop", "poiuytrewq", "password12", "Password2026!", "iloveyou2026", "abcdefghij", "abcdeabcdeabcde",
    "zoe.weber@example.org", "zoeweber12", "Weber Zoe 1990", "2026-11-24 10", "!!!???...,,,;;;",
    "correcthorsebatterystaple",
    "mentormatch1", "x" * 129, "z" * 1_000_000,
]  # fmt: skip


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_is_accepted(password: str) -> None:
    passwords.check(password, email="zoe.weber@example.org", name="Zoe Weber")


@pytest.mark.parametrize("password", BAD, ids=lambda password: password[:30])
def test_a_bad_password_is_refused_with_a_sentence_for_its_field(app, password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        passwords.check(password, email="zoe.weber@example.org", name="Zoe Weber")
    assert refusal.value.facts["field"] == "password"
    assert str(refusal.value)


def test_a_hash_is_salted_argon2_and_matches_only_its_password(app) -> None:
    one, other = passwords.hashed("tulips in a bucket"), passwords.hashed("tulips in a bucket")
    assert one != other
    assert one.startswith("$argon2id$")
    assert passwords.matches("tulips in a bucket", one)
    assert not passwords.matches("tulips in a basket", one)
    assert not passwords.matches("tulips in a bucket", None)
