"""The picture of ways from degrees to roles: boxes at both sides, a line for each way, as wide as people went it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentormatch.paths.leading import Way

#: Units of the picture. A box holds two lines of text.
WIDTH, SIDE, BOX, GAP, MARGIN = 760, 260, 52, 14, 8
LINE_LETTERS = 28
THINNEST, WIDEST = 2.5, 12.0
#: More degrees than this make no picture that anybody reads.
MOST_DEGREES = 16


@dataclass(frozen=True, slots=True)
class Box:
    """A degree or a role: its corner, and its name in one line or two."""

    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def baselines(self) -> list[tuple[float, str]]:
        """Where each line of text stands."""
        first = self.y + BOX / 2 + (5 if len(self.lines) == 1 else -4)
        return [(first + 18 * number, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Line:
    """A way as a curve; ``dashed``: nobody is counted on it, an editor says so."""

    curve: str
    width: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    degrees: tuple[Box, ...]
    roles: tuple[Box, ...]
    lines: tuple[Line, ...]
    #: How many degrees stand in the list only.
    left_out: int = 0
    box_width: int = SIDE
    box_height: int = BOX


def picture_of(ways: Sequence[Way]) -> Picture | None:
    """None for no ways. Of many degrees those with the most ways are drawn."""
    counted: dict[str, int] = {}
    for way in ways:
        counted[way.degree] = counted.get(way.degree, 0) + 1
    drawn = sorted(counted, key=lambda name: (-counted[name], name))[:MOST_DEGREES]
    ways = [way for way in ways if way.degree in drawn]
    if not ways:
        return None
    names = sorted(drawn)
    roles = list(dict.fromkeys(way.path.title for way in ways))
    rows = max(len(names), len(roles))
    height = rows * BOX + (rows - 1) * GAP + 2 * MARGIN
    left, right = _column(names, MARGIN, height), _column(roles, WIDTH - SIDE - MARGIN, height)
    most = max((way.people or 0 for way in ways), default=0)
    lines = tuple(_line(left[way.degree], right[way.path.title], way.people, most) for way in ways)
    return Picture(WIDTH, height, tuple(left.values()), tuple(right.values()), lines, len(counted) - len(drawn))


def _column(names: Sequence[str], x: float, height: float) -> dict[str, Box]:
    """Boxes under each other, in the middle of the height."""
    taken = len(names) * BOX + (len(names) - 1) * GAP
    top = (height - taken) / 2
    return {name: Box(x, top + number * (BOX + GAP), _wrapped(name)) for number, name in enumerate(names)}


def _wrapped(name: str) -> tuple[str, ...]:
    """One line or two; what is longer ends in dots, and stands whole in the list."""
    if len(name) <= LINE_LETTERS:
        return (name,)
    cut = name.rfind(" ", 0, LINE_LETTERS + 1)
    first, rest = (name[:cut], name[cut + 1 :]) if cut > 0 else (name[:LINE_LETTERS], name[LINE_LETTERS:])
    return first, rest if len(rest) <= LINE_LETTERS else f"{rest[: LINE_LETTERS - 1].rstrip()}…"


def _line(start: Box, end: Box, people: int | None, most: int) -> Line:
    x1, y1, x2, y2 = start.x + SIDE, start.y + BOX / 2, end.x, end.y + BOX / 2
    middle = (x1 + x2) / 2
    curve = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    width = THINNEST + (WIDEST - THINNEST) * people / most if people else THINNEST
    return Line(curve, round(width, 1), dashed=people is None)
