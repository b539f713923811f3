"""A reader of calendar text of the tests' own, written from RFC 5545 and not from the library that writes."""

import re
from dataclasses import dataclass, field

_LINE = re.compile(
    r'^(?P<name>[A-Za-z0-9-]+)(?P<params>(;[A-Za-z0-9-]+=("[^"]*"|[^";:,]*)(,("[^"]*"|[^";:,]*))*)*):(?P<value>.*)$',
    re.S,
)
_ESCAPE = re.compile(r"\\(.)", re.S)


@dataclass
class Component:
    """A block with its properties, in order, as (name, parameters, value), and the blocks inside it."""

    name: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def names(self) -> list[str]:
        return sorted(name for name, _, _ in self.properties)

    def text(self, name: str) -> str:
        """The one value of a text property, without its escapes."""
        (value,) = [value for found, _, value in self.properties if found == name]
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(written: bytes) -> Component:
    """The one calendar in ``written``, or an assertion says which rule of the format is broken."""
    assert written.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in written.split(b"\r\n")), "a line of more than 75 octets"
    lines = re.sub(rb"\r\n[ \t]", b"", written).decode("utf-8").split("\r\n")[:-1]
    root = Component("")
    stack = [root]
    for line in lines:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029]", line), f"a control character in {line!r}"
        found = _LINE.match(line)
        assert found, f"not a line of a calendar: {line!r}"
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            stack[-1].components.append(Component(value.upper()))
            stack.append(stack[-1].components[-1])
        elif name == "END":
            assert stack.pop().name == value.upper(), f"{value} ends what it did not begin"
        else:
            stack[-1].properties.append((name, found["params"], value))
    (calendar,) = root.components
    assert len(stack) == 1
    assert calendar.name == "VCALENDAR"
    return calendar
