"""Which passwords are good enough, and how they are kept and compared."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from flask_security.utils import hash_password, verify_password

from mentormatch.accounts.errors import WeakPassword
from mentormatch.core.i18n import _l

SHORTEST = 10
LONGEST = 128
FEWEST_DIFFERENT = 5
#: Runs that fingers find by themselves, read in both directions.
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiop", "azertyuiop",
        "qwertyuiop[]", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb", "q1w2e3r4t5y6u7i8o9p0")  # fmt: skip
#: What stands alone, or between figures and signs, on lists of guessed passwords.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


def normal(password: str) -> str:
    """One form of the same password, however a keyboard composes its accents."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *, email: str, name: str) -> None:
    """Refuse, by WeakPassword and before any hashing, what is not worth having as a password."""
    if len(password) > LONGEST:
        raise WeakPassword(_l("Please use at most %(n)d characters.", n=LONGEST), field="password")
    plain = normal(password)
    if len(plain) < SHORTEST:
        raise WeakPassword(_l("Please use at least %(n)d characters.", n=SHORTEST), field="password")
    if len(set(plain)) < FEWEST_DIFFERENT:
        raise WeakPassword(_l("Please use more different characters."), field="password")
    if _is_personal(plain.casefold(), email=email, name=name):
        raise WeakPassword(_l("Please choose something else than your name or address."), field="password")
    if _is_guessed_early(plain.casefold()):
        raise WeakPassword(field="password")


def hashed(password: str) -> str:
    """The hash to keep. Slow on purpose: compute it outside of transactions."""
    return hash_password(normal(password))


def matches(password: str, known: str | None) -> bool:
    """Whether ``password`` is the one hashed as ``known``; without ``known`` False, after the same time."""
    if len(password) > LONGEST:
        return False
    return verify_password(normal(password), known or _nobodys()) and known is not None


@cache
def _nobodys() -> str:
    return hash_password("the password of nobody")


def _is_personal(plain: str, *, email: str, name: str) -> bool:
    """Hardly anything is left without the person's own names."""
    own = [email, *re.split(r"[\W_]+", email), *name.casefold().split()]
    for word in sorted((word for word in own if len(word) > 2), key=len, reverse=True):
        plain = plain.replace(word, "")
    return len(re.sub(r"[\W\d_]", "", plain)) < 4 and len(plain) < SHORTEST


def _is_guessed_early(plain: str) -> bool:
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    repeated = plain in (plain + plain)[1:-1]
    return not core or core in COMMON or repeated or any(plain in row * 2 or plain[::-1] in row * 2 for row in ROWS)
