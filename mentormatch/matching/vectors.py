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
    Half precision is kept from the start, so that a stored and a fresh vector rank alike. Raises BadVectors.
    """

    encoder_id: str
    language: str
    parts: tuple[str, ...]
    rows: npt.NDArray[np.float16]

    kind: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be compared: it would spoil the scores of everybody else."""
        shape = (len(self.parts), DIMENSIONS)
        if not isinstance(self.rows, np.ndarray) or self.rows.dtype.kind != "f" or self.rows.shape != shape:
            raise BadVectors(f"vectors of a {self.kind} for the parts {self.parts} are no {shape} real numbers")
        odd = np.flatnonzero(~np.isfinite(self.rows).all(axis=1)).tolist()
        if odd:
            raise BadVectors(f"the vector of a {self.kind}'s {self.parts[odd[0]]!r} holds a number that is not finite")
        if not all(isinstance(text, str) for text in (self.encoder_id, self.language, *self.parts)):
            raise BadVectors(f"vectors of a {self.kind} have an encoder, a language or parts that are no texts")

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
        try:
            (length,) = struct.unpack("<I", body[4:8])
            kind, encoder_id, language, parts = json.loads(body[8 : 8 + length])
            rows = np.frombuffer(body, "<f2", offset=8 + length).reshape(-1, DIMENSIONS)
            names = tuple(parts)
        except (struct.error, ValueError, TypeError, RecursionError) as error:
            raise BadVectors(f"stored vectors do not hold what they should: {error}") from error
        if kind != cls.kind:
            raise BadVectors(f"these are stored vectors of a {kind}, not of a {cls.kind}")
        return cls(encoder_id, language, names, rows)


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
