"""The secret in the address of an invitation: made from a random seed and the key of the installation.

The database holds nothing that opens a cohort, and a coordinator can be shown the link again. The shape, two parts with
a point, is one that logs put stars in the place of (``web.logs``).
"""

import base64
import hashlib
import hmac
import secrets

from flask import current_app

from mentormatch.programmes.models import Invitation


def new_seed() -> str:
    return secrets.token_hex(8)


def token_of(invitation: Invitation) -> str:
    """``3f0c….x7Qe…``: what the link ends in."""
    return f"{invitation.seed}.{_secret(invitation.seed)}"


def seed_of(token: str) -> str | None:
    """The seed of a link that is ours; None for any other text."""
    seed, _point, secret = token.partition(".")
    return seed if hmac.compare_digest(secret.encode(), _secret(seed).encode()) else None


def _secret(seed: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    found = hmac.digest(key, f"invitation:{seed}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(found[:24]).decode()
