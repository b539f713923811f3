"""Rules of the house that a machine can read in the source."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mentormatch"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted(PACKAGE.rglob("*.html"))


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_database_module_commits(path: Path) -> None:
    if path == PACKAGE / "core" / "db.py":
        return
    assert not {call for call in _calls(path) if call.endswith((".commit", "session.begin"))}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_runs_data_as_code(path: Path) -> None:
    forbidden = {
        "eval",
        "exec",
        "pickle.loads",
        "pickle.load",
        "joblib.load",
        "render_template_string",
        "Markup",
        "os.system",
    }
    allowed = {"Markup"} if path.relative_to(PACKAGE).as_posix() == "web/markdown.py" else set()
    assert not _calls(path) & (forbidden - allowed)


def test_templates_hold_no_inline_code_and_trust_no_text() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|\|\s*safe\b|autoescape false")
    letters = {PACKAGE / "notifications" / "templates" / "email" / "layout.html"}  # mail programs know no style sheets
    found = [str(path) for path in TEMPLATES if path not in letters and inline.search(path.read_text())]
    assert not found


def test_no_file_is_two_files() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}
    assert not {name: lines for name, lines in long.items() if lines > 300}


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|NotImplementedError|lorem ipsum)\b", re.IGNORECASE)
    assert not [str(path) for path in [*SOURCES, *TEMPLATES] if words.search(path.read_text())]
