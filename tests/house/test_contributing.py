"""CONTRIBUTING.md is followed to the letter in a copy of the project: its recipes must work as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(?P<language>\w+) *(?P<path>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def recipes() -> list[tuple[str, str]]:
    """Title and text of each "To add ..." section."""
    sections = re.split(r"^## ", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [(s.splitlines()[0], s) for s in sections if s.startswith("To add ")]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(line: str, copy: Path) -> subprocess.CompletedProcess[str]:
    """Run one line of a recipe against the copy, with this Python."""
    program, *words = line.split()
    start = {
        "thrustworthy": ["-c", "from thrustworthy.cli import main; main()"],
        "pytest": ["-m", "pytest", "-p", "no:cacheprovider"],
    }[program]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *start, *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


def test_there_is_a_recipe_for_a_lift_a_rule_a_source_and_a_test() -> None:
    assert [title for title, _ in recipes()] == [f"To add a {what}" for what in ("lift", "rule", "source", "test")]


@pytest.mark.parametrize("title, text", recipes(), ids=[title for title, _ in recipes()])
def test_following_the_recipe_works(title: str, text: str, copy: Path) -> None:
    commands = []
    for block in _BLOCK.finditer(text):
        if block["language"] == "sh":
            commands += block["body"].split("\n")
        else:
            target = copy / block["path"].strip()
            assert target.parent.is_dir(), f"{target.parent} is not a folder of the project"
            with target.open("a", encoding="utf-8") as file:
                file.write("\n" + block["body"])
    commands = [line for line in commands if line.strip()]
    assert commands, "a recipe ends with a command that shows it worked"
    for line in commands:
        done = run(line, copy)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        assert done.stdout.strip(), f"{line} printed nothing"


def test_a_recipe_with_a_fault_is_noticed(copy: Path) -> None:
    assert run("thrustworthy lifts no_such_lift", copy).returncode != 0
