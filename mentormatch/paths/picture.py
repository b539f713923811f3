"""The picture of ways from degrees to roles: boxes at both sides, a line for each way, as wide as people went it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentormatch.paths.leading import Way

THINNEST, WIDEST = 2.5, 12.0
#: More degrees than this make no picture that anybody reads.
MOST_DEGREES = 16


@dataclass(frozen=True, slots=True)
class Size:
    """Units of a picture: how wide it is, its boxes, and how many letters stand in each of their lines."""

    width: int
    side: int
    box: int
    letters: int
    rows: int
    gap: int = 14
    margin: int = 8


WIDE = Size(width=760, side=260, box=52, letters=28, rows=2)
#: For a phone, where it is read without moving it sideways.
NARROW = Size(width=360, side=138, box=70, letters=15, rows=3, gap=10, margin=2)
LINE_HEIGHT = 18


@dataclass(frozen=True, slots=True)
class Box:
    """A degree or a role: its corner, and its name in lines."""

    x: float
    y: float
    lines: tuple[str, ...]
    height: int

    @property
    def baselines(self) -> list[tuple[float, str]]:
        """Where each line of text stands."""
        first = self.y + self.height / 2 + 5 - LINE_HEIGHT * (len(self.lines) - 1) / 2
        return [(first + LINE_HEIGHT * number, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Line:
    """A way as a curve; ``dashed``: nobody is counted on it, an editor says so."""

    curve: str
    width: float
    dashed: bool
    #: How many people went it, and where the number stands.
    people: int | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    size: Size
    height: int
    degrees: tuple[Box, ...]
    roles: tuple[Box, ...]
    lines: tuple[Line, ...]
    #: How many degrees stand in the list only.
    left_out: int = 0


def picture_of(ways: Sequence[Way], size: Size = WIDE) -> Picture | None:
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
    height = rows * size.box + (rows - 1) * size.gap + 2 * size.margin
    left = _column(names, size.margin, height, size)
    right = _column(roles, size.width - size.side - size.margin, height, size)
    most = max((way.people or 0 for way in ways), default=0)
    lines = tuple(_line(left[way.degree], right[way.path.title], way.people, most, size) for way in ways)
    return Picture(size, height, tuple(left.values()), tuple(right.values()), lines, len(counted) - len(drawn))


def _column(names: Sequence[str], x: float, height: float, size: Size) -> dict[str, Box]:
    """Boxes under each other, in the middle of the height."""
    step = size.box + size.gap
    top = (height - len(names) * step + size.gap) / 2
    return {
        name: Box(x, top + number * step, _wrapped(name, size.letters, size.rows), size.box)
        for number, name in enumerate(names)
    }


def _wrapped(name: str, letters: int, rows: int) -> tuple[str, ...]:
    """At most so many lines; what is longer ends in dots, and stands whole in the list."""
    if len(name) <= letters:
        return (name,)
    if rows == 1:
        return (f"{name[: letters - 1].rstrip()}…",)
    cut = name.rfind(" ", 0, letters + 1)
    first, rest = (name[:cut], name[cut + 1 :]) if cut > 0 else (name[:letters], name[letters:])
    return first, *_wrapped(rest, letters, rows - 1)


def _line(start: Box, end: Box, people: int | None, most: int, size: Size) -> Line:
    x1, y1, x2, y2 = start.x + size.side, start.y + size.box / 2, end.x, end.y + size.box / 2
    middle = (x1 + x2) / 2
    curve = f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    width = THINNEST + (WIDEST - THINNEST) * people / most if people else THINNEST
    return Line(curve, round(width, 1), dashed=people is None, people=people, x=middle, y=(y1 + y2) / 2)
