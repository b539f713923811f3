"""What two people have in common beside the career: each feature as one column of values in [0, 1]."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.part import Part
from mentormatch.matching.tables import Tables
from mentormatch.matching.weights import BACKGROUND, Parameters, along

Floats = npt.NDArray[np.float64]

#: The cosine of goal and role at which the second half of a path counts as walked, and where it begins to.
AIM = ((0.1, 0.0), (0.6, 1.0))


def compare_backgrounds(tables: Tables, part: Part, parameters: Parameters, role: Floats | None) -> dict[str, Floats]:
    """Return every feature that the mentee's facts allow, (n,) in [0, 1], NaN where unknown.

    ``role`` are the cosines of goal and role, unknown when None.
    """
    found = {name: tables[name].spread(part) for name in BACKGROUND if name in tables}
    if "path" in found:
        # The table tells where both started; a path is walked when the mentor also arrived at the goal.
        found["path"] = parameters.curve("path", found["path"] * (0.5 + 0.5 * _arrived(role)))
    return found


def _arrived(role: Floats | None) -> Floats | float:
    if role is None:
        return 0.5
    arrived = along(AIM, role)
    return np.where(np.isnan(role), 0.5, arrived)
