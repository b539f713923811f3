"""Progress as a fraction from 0 to 1 that never falls."""

from collections.abc import Callable

Report = Callable[[float], None]


class Progress:
    """Hands fractions on to whoever asked for them."""

    def __init__(self, told: Report | None) -> None:
        """Begin at 0; ``told`` is called with every fraction."""
        self._told, self._reached = told, 0.0
        self(0.0)

    def __call__(self, fraction: float) -> None:
        """Report a fraction; one below the last counts as the last."""
        self._reached = min(max(fraction, self._reached), 1.0)
        if self._told:
            self._told(self._reached)


def part(report: Report, start: float, end: float) -> Report:
    """Return a report that goes from 0 to 1 while the given one goes from ``start`` to ``end``."""
    return lambda fraction: report(start + (end - start) * fraction)
