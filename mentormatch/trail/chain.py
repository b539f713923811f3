"""The digests of the chain: what exactly is sealed, and with which key."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from flask import current_app

from config import Config
from mentormatch.trail.models import Seal

#: What the first seal stands on.
BEGINNING = "0" * 64


def content(entry: Any) -> bytes:
    """The digest of everything an entry says. ``entry`` is a row or an AuditEntry."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [entry.id, at, entry.by_id, entry.action, entry.subject_kind, entry.subject_id, entry.facts]
    text = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def link(before: str, leaves: Iterable[tuple[int, bytes]]) -> str:
    """The digest of a seal: of the one before it, and of its leaves in the order of their entries."""
    found = hashlib.sha256(before.encode())
    for number, digest in leaves:
        found.update(f":{number}:".encode() + digest)
    return found.hexdigest()


def signature(seal: Seal) -> str:
    """What only whoever has the installation's key can write under a seal."""
    at = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    said = f"{seal.number}|{at}|{seal.entries}|{int(seal.complete)}|{seal.digest}"
    return hmac.new(_key(), said.encode(), hashlib.sha256).hexdigest()


def _key() -> bytes:
    settings: Config = current_app.extensions["settings"]
    return hashlib.sha256(b"audit seal:" + (settings.audit_key or settings.secret_key).encode()).digest()
