from __future__ import annotations

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang import cli
from mingzhang.cli import build_parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.en.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?:console|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def shown_commands() -> Iterator[tuple[str, str]]:
    """Every line of a console block that calls the program, with the page it is on."""
    for page in PAGES:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                command = line.strip().removeprefix("$ ")
                if command == "mingzhang" or command.startswith("mingzhang "):
                    yield page.relative_to(ROOT).as_posix(), command


def subparsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    actions = build_parser()._actions
    found = next(action for action in actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def section(text: str, heading: str) -> str:
    """A second-level section of a page."""
    match = re.search(rf"^## {heading}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"no section on {heading}"
    return match.group()


@pytest.mark.parametrize(("page", "command"), list(shown_commands()))
def test_shown_commands_are_valid(page, command, capsys):
    words = shlex.split(command.split(" #")[0])[1:]
    try:
        build_parser().parse_args(words)
    except SystemExit as ended:
        assert ended.code == 0, f"{page}: {command}: {capsys.readouterr().err}"


def test_there_are_commands_to_see():
    assert {page for page, _ in shown_commands()} >= {"README.md", "README.en.md", "docs/commands.md"}


@pytest.mark.parametrize("name", sorted(subparsers()))
def test_commands_page_says_what_the_help_says(name):
    text = section((ROOT / "docs" / "commands.md").read_text(encoding="utf-8"), name)
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    listed = {re.match(r"\| `(\S+?)[ `]", row).group(1): row for row in rows}
    expected = {}
    for action in subparsers()[name]._actions:
        if action.dest != "help":
            label = action.option_strings[-1] if action.option_strings else str(action.metavar)
            expected[label] = action.help
    assert set(listed) == set(expected)
    for label, words in expected.items():
        assert f"| {words} |" in listed[label]


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in subparsers():
        assert f"mingzhang {name}" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    shown = {
        target
        for block in FENCE.findall(page.read_text(encoding="utf-8"))
        for target in re.findall(r"^make ([a-z]+)", block, re.MULTILINE)
    }
    assert shown <= targets
    if page.name == "README.md" and page.parent == ROOT:
        assert shown >= {"demo", "test"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def dependencies() -> list[str]:
    """The name of every direct dependency."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    lists = [settings["build-system"]["requires"], project["dependencies"], *project["optional-dependencies"].values()]
    return sorted(re.match(r"[\w.-]+", entry).group() for group in lists for entry in group)


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_is_explained_with_its_licence(name):
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    assert len(rows) == 1
    assert re.search(r"\b(MIT|BSD-[23]-Clause|Apache-2\.0|MPL-2\.0|MIT-CMU|OFL-1\.1)\b", rows[0])


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_is_locked_with_hashes(name):
    lock = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert re.search(rf"^{re.escape(name)}==[\w.]+[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_name_no_host(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--index|--find-links|--trusted-host| @ ", lock)


def test_the_runtime_lock_is_part_of_the_full_one():
    pins = {
        name: set(re.findall(r"^[\w.-]+==[\w.]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]


def test_the_build_lock_repeats_the_build_backend():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert (ROOT / "requirements-build.in").read_text().split() == settings["build-system"]["requires"]


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_readme_shows_the_real_output_of_the_demo(page, tmp_path, capsys):
    """Every line shown, apart from the mark of what is left out, is printed by the demo."""
    assert cli.main(["demo", "--out", str(tmp_path)]) == 0
    printed = {line.rstrip() for line in capsys.readouterr().out.splitlines()}
    text = (ROOT / page).read_text(encoding="utf-8")
    shown = text.split("```text\n")[1].split("```")[0].splitlines()
    assert len(shown) > 15
    assert [line for line in shown if line.strip() not in ("", "……") and line.rstrip() not in printed] == []
