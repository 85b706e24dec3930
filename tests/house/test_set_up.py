"""Set-up either works or says in one sentence what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def set_up(tmp_path: Path, path: str, python: str = "python3") -> subprocess.CompletedProcess[str]:
    """Ask the Makefile for an environment in ``tmp_path``, with only ``path`` to find a Python on."""
    command = ["/usr/bin/env", f"PATH={path}", "make", f"VENV={tmp_path / 'venv'}", f"PYTHON={python}"]
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run([*command, f"{tmp_path / 'venv'}/made"], cwd=ROOT, env=bare, capture_output=True, text=True)


def a_python(folder: Path, body: str) -> str:
    """Put a ``python3`` that does ``body`` first on the path, and return that path."""
    folder.mkdir()
    fake = folder / "python3"
    fake.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    fake.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def pretending(prelude: str) -> str:
    """Return the shell line that runs a script of ours in this Python after a few words of make-believe."""
    program = f"import runpy, sys; {prelude}; runpy.run_path(sys.argv[1], run_name='__main__')"
    return f'exec "{sys.executable}" -c "{program}" "$@"'


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_a_python_of_the_wrong_age_is_refused_in_one_sentence(tmp_path: Path, version: tuple[int, int]) -> None:
    path = a_python(tmp_path / "bin", pretending(f"sys.version_info = {(*version, 0)}"))
    done = set_up(tmp_path, path)
    assert done.returncode != 0
    assert f"This Python is {version[0]}.{version[1]}; Thrustworthy needs 3.11, 3.12 or 3.13" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_a_python_that_cannot_make_environments_is_refused_in_one_sentence(tmp_path: Path, module: str) -> None:
    path = a_python(tmp_path / "bin", pretending(f"sys.modules['{module}'] = None"))
    done = set_up(tmp_path, path)
    assert done.returncode != 0
    assert "cannot make environments (venv or ensurepip is missing)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_machine_without_that_python_is_told_so(tmp_path: Path) -> None:
    done = set_up(tmp_path, os.environ["PATH"], python="python3-that-is-nowhere")
    assert done.returncode != 0
    assert "There is no python3-that-is-nowhere here" in done.stderr


def test_a_good_python_makes_the_environment(tmp_path: Path) -> None:
    done = set_up(tmp_path, os.environ["PATH"], python=sys.executable)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "venv" / "pyvenv.cfg").exists()
