"""A number that an id draws once and for all, by which a fixed sample of a large pool is taken."""

import zlib

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]


def lot(mentor_id: str) -> int:
    """Return a number below 2 ** 32 that depends on the id alone."""
    return zlib.crc32(mentor_id.encode("utf8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF


def drawn(lots: npt.NDArray[np.uint32], about: int) -> Rows:
    """Return the rows with the lowest lots, about so many: who is drawn does not depend on the order of rows."""
    return np.flatnonzero(lots <= np.uint32(min(2**32 * about // max(len(lots), 1), 2**32 - 1)))
