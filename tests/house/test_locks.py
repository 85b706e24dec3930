"""The locks say what is installed, down to the hash, and from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").rglob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.IGNORECASE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)")


def requirements(lock: Path) -> list[str]:
    """Return the requirements of a lock, each with its continuation lines joined."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def pins(lock: Path) -> set[tuple[str, str]]:
    """Return name and version of everything in a lock."""
    found = (PIN.match(line) for line in requirements(lock))
    return {(match[1].lower(), match[2]) for match in found if match}


def lock(name: str) -> Path:
    """Return the lock of this name."""
    return ROOT / "requirements" / name


def test_the_two_locks_are_there() -> None:
    assert {lock("run.txt"), lock("dev.txt")} <= set(LOCKS)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_line_is_pinned_and_hashed(path: Path) -> None:
    lines = requirements(path)
    assert lines
    assert [line for line in lines if not PIN.match(line) or not HASH.search(line)] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert [mark for mark in ("http", "file:", "//", " @ ", "index", "find-links") if mark in text] == []


def test_whoever_tests_runs_the_very_versions_that_users_run() -> None:
    assert pins(lock("run.txt")) <= pins(lock("dev.txt"))


def test_the_build_backend_is_pinned_once_and_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (wanted,) = project["build-system"]["requires"]
    assert wanted in (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    assert tuple(wanted.split("==")) in pins(lock("run.txt"))


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=!\[; ]", wanted)[0].lower() for wanted in project["dependencies"]}
    assert asked <= {name for name, _ in pins(lock("run.txt"))}
