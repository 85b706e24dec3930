"""What a user meets first starts light: neither a compiler nor a web framework is loaded for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("numba", "llvmlite", "django", "ninja")
PROGRAM = "from thrustworthy.cli import main; main()"

# Runs the given code as a program would be run, then reports on stderr which modules that left loaded.
PROBE = """
import json, sys
try:
    {code}
finally:
    print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})), file=sys.stderr)
"""

# Numb in the saddle and never seen by anyone: nothing else needs to be known.
REFERRED = """
format = 1
name = "saddle"
asked_on = 2026-01-05

[symptoms]
saddle_numbness = true
cauda_assessed = false
"""


def left_loaded(code: str, *arguments: str) -> tuple[set[str], str]:
    """Run code in a fresh Python; return the top-level names of what it loaded, and what it printed."""
    command = [sys.executable, "-c", PROBE.format(code=code), *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.strip().splitlines()[-1])), done.stdout


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded, _ = left_loaded("import thrustworthy")
    assert "thrustworthy" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", [["--help"], ["lifts"], ["rules"]], ids=" ".join)
def test_a_listing_loads_nothing_heavy(arguments: list[str]) -> None:
    loaded, printed = left_loaded(PROGRAM, *arguments)
    assert printed.strip()
    assert loaded.isdisjoint(HEAVY)


def test_an_answer_that_refers_loads_nothing_heavy(tmp_path: Path) -> None:
    case = tmp_path / "saddle.toml"
    case.write_text(REFERRED, encoding="utf-8")
    loaded, printed = left_loaded(PROGRAM, "ask", str(case), "--json")
    assert json.loads(printed)["verdict"] == "REFER_NOW"
    assert loaded.isdisjoint(HEAVY)
