"""How often one may try. Known and unknown addresses are counted alike, so that a limit tells nothing about them."""

import hashlib
from dataclasses import dataclass

from mentormatch.core import limits
from mentormatch.core.db import transactional
from mentormatch.core.jobs import job

MINUTES = 60
HOUR = 60 * MINUTES
DAY = 24 * HOUR


@dataclass(frozen=True)
class Visit:
    """Where a try comes from: a network, and the mark of a browser in which this address was signed in before."""

    origin: str
    known_device: str | None = None


@transactional
def spend_sign_in(address: str, visit: Visit) -> None:
    """Count a try to sign in; TooMany when the address, the network or everybody together have tried too often.

    A browser that was signed in before has tries of its own: whoever guesses from elsewhere cannot lock the owner out.
    """
    limits.spend("sign_in.origin", visit.origin, limit=30, seconds=5 * MINUTES)
    if visit.known_device:
        limits.spend("sign_in.device", visit.known_device, limit=10, seconds=5 * MINUTES)
    else:
        limits.spend("sign_in.address", _mark(address), limit=10, seconds=5 * MINUTES)
        limits.spend("sign_in.all", "", limit=1000, seconds=5 * MINUTES)


@transactional
def spend_registration(visit: Visit) -> None:
    limits.spend("registration.origin", visit.origin, limit=10, seconds=HOUR)


@transactional
def spend_letter(address: str, visit: Visit) -> None:
    """Count a letter that somebody who is not signed in asks for; nobody fills another person's letter box."""
    limits.spend("letter.origin", visit.origin, limit=20, seconds=HOUR)
    if visit.known_device:
        limits.spend("letter.device", visit.known_device, limit=5, seconds=DAY)
    else:
        limits.spend("letter.address", _mark(address), limit=5, seconds=DAY)


@transactional
def spend_code(person_id: int, visit: Visit) -> None:
    """Count a try at a second factor, which takes the right password first: by account, and by network."""
    limits.spend("code.origin", visit.origin, limit=30, seconds=5 * MINUTES)
    limits.spend("code.person", person_id, limit=5, seconds=5 * MINUTES)


@transactional
def spend_password_check(person_id: int) -> None:
    """Count a try to prove, while signed in, that one knows the password."""
    limits.spend("password.person", person_id, limit=10, seconds=5 * MINUTES)


job("tries.forget")(limits.forget_old_tries)


def _mark(address: str) -> str:
    """Which address, without keeping the addresses of people who have no account."""
    return hashlib.sha256(address.encode()).hexdigest()[:32]
