"""Imports point one way: a package uses its own tier and those below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import mingzhang

ROOT = Path(mingzhang.__file__).parent
TIERS = (
    {"amount", "model", "finding"},
    {"catalogue", "forms", "relations"},
    {"read", "narrative", "evaluation", "compile", "disclosure_json"},
    {"check"},
    {"report"},
    {"write"},
    {"lake"},
    {"web", "commands"},
    {"cli", "__main__"},
)
TIER = {name: number for number, names in enumerate(TIERS) for name in names}
PARALLEL = {("write", "check"), ("compile", "check"), ("compile", "read"), ("compile", "narrative")}
"""What the tiers would allow, or do not tell, and the design does not: compiling needs no reader and no rule book."""


def imported(path: Path) -> Iterator[str]:
    """The parts of the package that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{name}" for name in names]
        yield from (name.split(".")[1] for name in names if name.startswith("mingzhang."))


def imports() -> set[tuple[str, str]]:
    """Every pair of parts of which the first imports the second."""
    return {
        (path.relative_to(ROOT).parts[0].removesuffix(".py"), name)
        for path in ROOT.rglob("*.py")
        if path.parent != ROOT or path.stem != "__init__"
        for name in imported(path)
        if name in TIER or (ROOT / name).exists() or (ROOT / f"{name}.py").exists()
    }


def test_every_part_has_a_tier():
    parts = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts - {"__init__"} <= set(TIER)


def test_no_part_uses_one_above_it():
    upward = {(user, used) for user, used in imports() if TIER[user] < TIER[used]}
    assert upward == set()


def test_what_needs_not_know_each_other_does_not():
    assert imports() & PARALLEL == set()
