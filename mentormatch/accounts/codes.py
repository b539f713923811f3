"""Codes of a second factor: time-based ones from a device (RFC 6238) and recovery codes for the day it is lost.

The secret of a device is derived from a random seed and the secret key of the installation, so the database holds
nothing that gives a code. A new secret key therefore switches every second factor off: people set theirs up again.
"""

import base64
import hashlib
import hmac
import io
import re
import secrets

from flask import current_app
from passlib.exc import TokenError
from passlib.totp import TOTP
from qrcode import QRCode
from qrcode.image.svg import SvgPathFillImage

from mentormatch.core.clock import now

ISSUER = "MentorMatch"
#: Seconds that a device's clock may be off, in either direction: one code.
DRIFT = 30
RECOVERY_CODES = 10
_SEED = re.compile(r"[0-9a-f]{32}")
#: 80 bits in letters that nobody confuses: fast hashing is safe, since nobody guesses them.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


def new_seed() -> str:
    return secrets.token_hex(16)


def is_seed(text: str) -> bool:
    return bool(_SEED.fullmatch(text))


def typed_key(person_id: int, seed: str) -> str:
    """The secret as one types it into an app that cannot scan."""
    return _device(person_id, seed).pretty_key(sep=" ")


def picture(person_id: int, address: str, seed: str) -> str:
    """The secret as a QR code, black on white in either theme: an SVG in a ``data:`` address."""
    code = QRCode(image_factory=SvgPathFillImage, border=4)
    code.add_data(_device(person_id, seed).to_uri(address, ISSUER))
    file = io.BytesIO()
    code.make_image().save(file)
    return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode()


def step_of(person_id: int, seed: str, code: str) -> int | None:
    """The half minute that ``code`` belongs to, when it is right now or one step away; else None."""
    try:
        found = _device(person_id, seed).match(code, time=now(), window=DRIFT)
    except (TokenError, ValueError):
        return None
    return int(found.counter)


def new_recovery_codes() -> list[str]:
    """Ten codes such as ``k3fw-9x2m-…``."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _letter in range(_GROUP)) for _group in range(_GROUPS))
        for _code in range(RECOVERY_CODES)
    ]


def recovery_hash(person_id: int, code: str) -> str:
    """What is kept of a recovery code; however it was typed, with or without hyphens."""
    plain = re.sub(r"[\W_]", "", code).lower()
    return _keyed(f"recovery code:{person_id}:{plain}").hex()


def _device(person_id: int, seed: str) -> TOTP:
    return TOTP(key=_keyed(f"second factor:{person_id}:{seed}")[:20], format="raw", issuer=ISSUER)


def _keyed(text: str) -> bytes:
    return hmac.digest(current_app.config["SECRET_KEY"].encode(), text.encode(), hashlib.sha256)
