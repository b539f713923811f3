"""Sentence vectors of one person, and the bytes in which an application keeps them."""

import hashlib
import json
import struct
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from mentormatch.matching.errors import BadVectors

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512
_MAGIC = b"MMV1"
_DIGEST = 16


@dataclass(frozen=True, slots=True, eq=False)
class StoredVectors:
    """Unit vectors of the parts of one person's texts; a part that was not written has no row.

    ``rows`` is float16 (k, 512), ``parts`` names each row, ``language`` is the primary subtag of the text.
    Half precision is kept from the start, so that a stored and a fresh vector rank alike.
    """

    encoder_id: str
    language: str
    parts: tuple[str, ...]
    rows: npt.NDArray[np.float16]

    kind: ClassVar[str] = ""

    def places(self, name: str) -> slice:
        """Return where the rows of one part are; they stand together. Empty when nothing was written."""
        count = self.parts.count(name)
        first = self.parts.index(name) if count else 0
        return slice(first, first + count)

    def part(self, name: str) -> Vectors:
        """Return the rows of one part as float32 (k, 512); k is 0 when nothing was written."""
        return self.rows[self.places(name)].astype(np.float32)

    def to_bytes(self) -> bytes:
        """Return a self-describing, checksummed form without any code in it."""
        head = json.dumps([self.kind, self.encoder_id, self.language, self.parts]).encode()
        body = _MAGIC + struct.pack("<I", len(head)) + head + self.rows.astype("<f2").tobytes()
        return body + _digest(body)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Return the vectors; raises BadVectors when the bytes are damaged or hold something else."""
        body, digest = stored[:-_DIGEST], stored[-_DIGEST:]
        if body[:4] != _MAGIC:
            raise BadVectors(f"stored vectors begin with {body[:4]!r}, not {_MAGIC!r}")
        if _digest(body) != digest:
            raise BadVectors("stored vectors are damaged: their checksum does not fit")
        (length,) = struct.unpack("<I", body[4:8])
        kind, encoder_id, language, parts = json.loads(body[8 : 8 + length])
        if kind != cls.kind:
            raise BadVectors(f"these are stored vectors of a {kind}, not of a {cls.kind}")
        rows = np.frombuffer(body, "<f2", offset=8 + length).reshape(len(parts), DIMENSIONS)
        return cls(encoder_id, language, tuple(parts), rows)


@dataclass(frozen=True, slots=True, eq=False)
class MentorVectors(StoredVectors):
    """Parts: whole (profile), role, sentence (several), degree, previous_field."""

    kind: ClassVar[str] = "mentor"


@dataclass(frozen=True, slots=True, eq=False)
class GoalVectors(StoredVectors):
    """Parts: goal, target (one for each target role), degree, previous_field."""

    kind: ClassVar[str] = "goal"


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()
