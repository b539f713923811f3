"""The folder in which bytes are kept, each under a random name. Nothing else of the product knows paths."""

import logging
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from flask import current_app

from mentormatch.uploads.errors import Damaged, DiskFull, EmptyFile, TooLarge
from mentormatch.uploads.limits import FILE_MOST, MEGABYTE

log = logging.getLogger(__name__)
NAME = re.compile(r"[0-9a-f]{32}")
#: What stays free on the disk: a database that cannot write is worse than a file that cannot be shared.
KEPT_FREE = 500 * MEGABYTE


def folder() -> Path:
    """Where files are, from the settings; made when it is missing, for the server's own account alone."""
    found: Path = current_app.extensions["settings"].files
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def ensure_size(content: bytes) -> None:
    """Raises EmptyFile, TooLarge."""
    if not content:
        raise EmptyFile
    if len(content) > FILE_MOST:
        raise TooLarge(FILE_MOST // MEGABYTE)


@contextmanager
def kept(content: bytes) -> Iterator[str]:
    """Bytes on the disk before their row is written, and gone again when that fails. Raises DiskFull."""
    name = keep(content)
    try:
        yield name
    except BaseException:
        remove(name)
        raise


def keep(content: bytes) -> str:
    """Write to the disk for good, and return the random name. Raises DiskFull."""
    if shutil.disk_usage(folder()).free < KEPT_FREE + len(content):
        raise DiskFull
    name = secrets.token_hex(16)
    path = folder() / name
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        log.exception("file_not_kept")
        raise DiskFull from error
    return name


def read(name: str, expected: str) -> bytes:
    """The bytes, when they are still those with the digest ``expected``; Damaged otherwise."""
    try:
        content = (folder() / name).read_bytes()
    except OSError as error:
        log.error("file_missing", extra={"stored_as": name})
        raise Damaged from error
    if digest(content) != expected:
        log.error("file_changed", extra={"stored_as": name})
        raise Damaged
    return content


def remove(name: str) -> None:
    """Remove the bytes; twice does no harm."""
    (folder() / name).unlink(missing_ok=True)


def names_before(at: datetime) -> list[str]:
    """Names of files that were last written before ``at``."""
    last = at.timestamp()
    return [path.name for path in folder().iterdir() if NAME.fullmatch(path.name) and path.stat().st_mtime < last]
