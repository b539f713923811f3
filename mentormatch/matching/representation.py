"""From sentence vectors to the space in which careers are compared: as written, and along fitted axes."""

import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.errors import BadArtefact
from mentormatch.matching.vectors import DIMENSIONS, Vectors

FITTED = Path(__file__).parent / "fitted"
#: How many of a mentor's nearest goals tell whether this mentor is near to everything (Radovanović 2010 calls it hub).
NEAREST = 10


@dataclass(frozen=True, slots=True, eq=False)
class Representation:
    """Half of a similarity is the cosine of the sentence vectors, half that along ``axes`` (512, k) from ``centre``.

    The axes come from a linear discriminant analysis (see fit.py): along them, one occupation told in several
    languages and forms stays together and different occupations move apart. ``bank`` (b, 512) are reference goals.
    """

    name: str
    centre: Vectors
    axes: Vectors
    bank: Vectors

    @property
    def width(self) -> int:
        """Return the number of columns of a represented vector."""
        return DIMENSIONS + self.axes.shape[1]

    def represent(self, vectors: Vectors) -> Vectors:
        """Return unit vectors (k, width) of sentence vectors (k, 512); their dot product is the similarity."""
        if not self.axes.shape[1]:
            return unit(vectors)
        turned = np.asarray((vectors - self.centre) @ self.axes, np.float32)
        return np.asarray(np.concatenate([unit(vectors), unit(turned)], axis=1) * np.sqrt(0.5), np.float32)

    def goals(self) -> Vectors:
        """Return the represented bank (b, width)."""
        return self.represent(self.bank)


def unit(vectors: Vectors) -> Vectors:
    """Return the rows scaled to length 1; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


def plain(name: str = "plain") -> Representation:
    """Return the representation that leaves vectors as they are: for encoders to which nothing is fitted."""
    nothing = np.zeros((DIMENSIONS, 0), np.float32)
    return Representation(name, np.zeros(DIMENSIONS, np.float32), nothing, np.zeros((0, DIMENSIONS), np.float32))


@functools.cache
def representation_for(encoder_id: str) -> Representation:
    """Return the fitted representation of an encoder, or the plain one; raises BadArtefact when the file is damaged."""
    described: dict[str, Any] = json.loads((FITTED / "representation.json").read_text("utf8"))
    if not encoder_id.startswith(described["encoder"]):
        return plain()
    path = FITTED / "representation.npz"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != described["sha256"]:
        raise BadArtefact(f"{path.name} has the digest {digest}, not {described['sha256']} as its description says")
    with np.load(path, allow_pickle=False) as stored:
        return Representation(
            digest[:12], _full(stored["centre"]), _full(stored["axes"]), _full(stored["bank"]) / np.float32(127)
        )


def _full(stored: npt.NDArray[Any]) -> Vectors:
    return stored.astype(np.float32)
