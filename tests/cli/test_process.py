"""The program as it is started: exit codes, pipes, full disks, what it loads. Click's own runner would hide these."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
START = [sys.executable, "-c", "from thrustworthy.cli import main; main()"]
LOADED = (
    "import sys\nfrom thrustworthy.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
)


def run(*words: str, here: Path, code: str = "utf-8", **more: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **{key: str(value) for key, value in more.items()}}
    return subprocess.run(
        [*START, *words], cwd=here, capture_output=True, text=True, encoding=code, env=environment, check=False
    )


@pytest.fixture
def here(tmp_path: Path) -> Path:
    case = (ROOT / "cases" / "athlete.toml").read_text(encoding="utf-8")
    emergency = case.replace("saddle_numbness = false", "saddle_numbness = true")
    assert emergency != case
    (tmp_path / "case.toml").write_text(emergency, encoding="utf-8")
    return tmp_path


def test_a_folder_with_a_broken_file_ends_with_1(here: Path) -> None:
    assert run("ask", ".", here=here).returncode == 0
    (here / "broken.toml").write_text("not toml [", encoding="utf-8")
    done = run("ask", ".", here=here)
    assert done.returncode == 1
    assert "broken.toml" in done.stdout and "Emergency" in done.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        (["ask", "case.toml"], 0),
        (["rules", "no_such_rule"], 2),
        (["ask", "no_such_case.toml"], 2),
        (["no_such_verb"], 2),
        (["ask", "case.toml", "--samples", "few"], 2),
    ],
)
def test_the_exit_code_tells_what_happened(words: list[str], code: int, here: Path) -> None:
    done = run(*words, here=here)
    assert done.returncode == code
    assert (done.stdout if code == 0 else done.stderr).strip()
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_hears_nothing_more(here: Path) -> None:
    # One megabyte is more than any pipe holds: the program must meet the closed end.
    with subprocess.Popen(
        [*START, "sources", "--json"], cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None and started.stderr is not None
        started.stdout.close()
        said = started.stderr.read()
    assert said == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_one_sentence(here: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([*START, "lifts"], cwd=here, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and "written" in done.stderr


def test_plain_output_has_no_colour_codes_even_where_colours_are_forced(here: Path) -> None:
    done = run("ask", "case.toml", here=here, FORCE_COLOR="1", CLICOLOR_FORCE="1", TERM="xterm-256color")
    assert done.returncode == 0 and "\x1b" not in done.stdout


def test_no_progress_is_shown_where_nobody_watches(here: Path) -> None:
    assert run("ask", ".", here=here).stderr == ""


def test_a_terminal_without_unicode_keeps_every_minus_sign(here: Path) -> None:
    made = 'name = "case"\nasked_on = 2026-01-05\nquestion = "Is \N{MINUS SIGN}20\N{DEGREE SIGN} too far?"\n'
    (here / "signs.toml").write_text(made, encoding="utf-8")
    words = ("ask", "signs.toml", "--samples", "20")
    unicode = run(*words, here=here, PYTHONIOENCODING="utf-8").stdout
    latin = run(*words, here=here, code="latin-1", PYTHONIOENCODING="latin-1")
    assert latin.returncode == 0 and latin.stderr == ""
    assert "\N{MINUS SIGN}20\N{DEGREE SIGN}" in unicode
    assert latin.stdout == unicode.replace("\N{MINUS SIGN}", "-")


def test_json_on_a_terminal_without_unicode_is_the_same_json(here: Path) -> None:
    words = ("ask", "case.toml", "--json")
    told = [run(*words, here=here, code=code, PYTHONIOENCODING=code).stdout for code in ("utf-8", "latin-1")]
    assert json.loads(told[0]) == json.loads(told[1])


@pytest.mark.parametrize(
    "words", [["--help"], ["lifts"], ["rules", "R01"], ["sources"], ["cite"], ["ask", "case.toml"]]
)
def test_what_computes_nothing_loads_no_numbers(words: list[str], here: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], cwd=here, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split())
    assert "thrustworthy.cli" in loaded
    assert loaded.isdisjoint({"numba", "django"})
    if words[0] != "ask":
        assert loaded.isdisjoint({"numpy", "jinja2", "thrustworthy.mechanics"})
