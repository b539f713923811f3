"""Every deed that the code records has a sentence."""

import ast
import re
from pathlib import Path

import mentormatch
from mentormatch.trail.words import DEEDS

PACKAGE = Path(mentormatch.__file__).parent
SOURCES = {path: ast.parse(path.read_text()) for path in PACKAGE.rglob("*.py")}


def recorded() -> dict[str, str]:
    """Patterns of the actions that the source records, and where; a part that is computed matches any word."""
    found: dict[str, str] = {}
    names = _constants()
    for path, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                for pattern in _patterns(node.args[1], names, tree):
                    found[pattern] = f"{path.relative_to(PACKAGE)}:{node.lineno}"
    return found


def _constants() -> dict[str, str]:
    return {
        target.id: node.value.value
        for tree in SOURCES.values()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _patterns(said: ast.expr, names: dict[str, str], tree: ast.Module) -> list[str]:
    if isinstance(said, ast.Constant):
        return [re.escape(str(said.value))]
    if isinstance(said, ast.IfExp):
        return [*_patterns(said.body, names, tree), *_patterns(said.orelse, names, tree)]
    if isinstance(said, ast.JoinedStr):
        return [
            "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in said.values)
        ]
    name = ast.unparse(said).rpartition(".")[2]
    if name in names:
        return [re.escape(names[name])]
    given = [
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == name and isinstance(keyword.value, ast.Constant)
    ]
    assert given, f"nobody can tell which action {ast.unparse(said)} is"
    return [re.escape(str(value)) for value in given]


def test_every_deed_that_is_recorded_has_a_sentence() -> None:
    found = recorded()
    assert len(found) > 80
    unsaid = {pattern: where for pattern, where in found.items() if not any(map(re.compile(pattern).fullmatch, DEEDS))}
    assert not unsaid, "write a sentence for each in trail/words.py"


def test_every_sentence_is_about_a_deed_that_is_recorded() -> None:
    patterns = [re.compile(pattern) for pattern in recorded()]
    assert not [action for action in DEEDS if not any(pattern.fullmatch(action) for pattern in patterns)]
