"""What holds for every file of the tree: nothing of one machine in it, nothing too long, data read as package data."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 450
CODE = (".py", ".js", ".html")
# Put together from parts, so that this file does not name what it forbids.
HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "/simp" + "le/", "--index" + "-url", "find" + "-links =")
MACHINE = re.compile(r"(?<![\w.~])(?:/(?:root|home|Users|work|opt|tmp)/\w|[A-Z]:\\Users)")


def ignored() -> set[str]:
    """Return the folder names that .gitignore leaves out, and git's own."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {".git"} | {line.rstrip("/").split("/")[-1] for line in lines if line.endswith("/")}


def walk(folder: Path, skipped: set[str]) -> Iterator[Path]:
    """Yield every file below a folder that is not in a skipped folder, in a fixed order."""
    for path in sorted(folder.iterdir()):
        if path.name in skipped or path.name.endswith((".egg-info", ".pyc")):
            continue
        if path.is_dir():
            yield from walk(path, skipped)
        else:
            yield path


FILES = list(walk(ROOT, ignored()))
SOURCES = [path for path in FILES if path.is_relative_to(ROOT / "src") and path.suffix == ".py"]


def text_of(path: Path) -> str:
    """Return the text of a file; bytes that are no text are left out."""
    return path.read_bytes().decode("utf-8", errors="ignore")


def named(path: Path) -> str:
    """Return the path as the tree knows it."""
    return path.relative_to(ROOT).as_posix()


def test_the_walk_sees_the_tree() -> None:
    seen = {named(path) for path in FILES}
    assert {"pyproject.toml", "Makefile", ".ci/run", "src/thrustworthy/py.typed", "tests/house/test_tree.py"} <= seen
    assert not any(".venv" in name or "__pycache__" in name for name in seen)


@pytest.mark.parametrize("line", ["/ro" + "ot/x", "see /ho" + "me/me/data", "'/wo" + "rk/y'", "C:" + "\\Users\\me"])
def test_a_path_of_a_machine_is_recognised(line: str) -> None:
    assert MACHINE.search(line)


def test_no_file_names_a_path_of_a_machine() -> None:
    assert [named(path) for path in FILES if MACHINE.search(text_of(path))] == []


def test_no_file_names_a_registry() -> None:
    assert [named(path) for path in FILES if any(host in text_of(path) for host in HOSTS)] == []


def test_no_file_of_code_is_too_long_to_hold_in_the_head() -> None:
    lengths = {named(path): len(text_of(path).splitlines()) for path in FILES if path.suffix in CODE}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_package_data_is_not_found_by_where_a_module_lies(path: Path) -> None:
    tree = ast.parse(text_of(path))
    used = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "__file__"]
    assert used == [], "read package data through importlib.resources.files"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_package_reaches_into_another_s_private_modules(path: Path) -> None:
    own = path.relative_to(ROOT / "src" / "thrustworthy").parts[0]
    reached = re.findall(r"^\s*from thrustworthy\.(\w+)\._", text_of(path), flags=re.MULTILINE)
    assert not [other for other in reached if other != own]
