"""The people and the story of the demo programme, read from the files in ``content``."""

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

DOMAIN = "demo.example"
_LANGUAGES = ("en", "it", "es", "de")


@dataclass(frozen=True)
class Deed:
    """Something somebody does ``ago`` days before now; ``more`` holds its words."""

    ago: float
    do: str
    more: dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A request and what followed it."""

    student: str
    mentor: str
    ago: float
    note: str
    times: int = 0
    reviewed_first: bool = False
    then: list[Deed] = field(default_factory=list)


def mentors() -> list[dict[str, Any]]:
    """Mentors in all four languages, as profiles with the cohorts they take part in."""
    return [mentor for language in _LANGUAGES for mentor in _read(f"mentors_{language}.toml")["mentor"]]


def students() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read("students.toml")["student"]
    return found


def applicants() -> list[dict[str, Any]]:
    """People who have applied to be mentors."""
    found: list[dict[str, Any]] = _read("applicants.toml")["mentor"]
    return found


def degrees() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read("degrees.toml")["degree"]
    return found


def paths() -> list[dict[str, Any]]:
    """Career paths with their degrees by key, and salaries."""
    found: list[dict[str, Any]] = _read("paths.toml")["path"]
    return found


def story() -> list[Asked]:
    """Requests, the oldest first."""
    entries = sorted(_read("story.toml")["request"], key=lambda entry: -entry["ago"])
    return [Asked(**{**entry, "then": [_deed(deed) for deed in entry.get("then", [])]}) for entry in entries]


def _deed(entry: dict[str, Any]) -> Deed:
    return Deed(entry["ago"], entry["do"], {name: value for name, value in entry.items() if name not in {"ago", "do"}})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "content" / name).read_text("utf-8"))


def address(who: str) -> str:
    """The address of somebody whom the story calls by the part before the @."""
    return f"{who}@{DOMAIN}"
