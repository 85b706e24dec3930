"""The verb: shows what was read first, then the review; every fault is one sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.answer.test_words import faults
from thrustworthy.cli import cli

ROOT = Path(__file__).parents[3]
CASE = str(ROOT / "cases" / "weekly_waves.toml")
ATHLETE = str(ROOT / "cases" / "athlete.toml")
TEXT = (
    "Monday\nHip thrust 4x8 @ 100kg\nBulgarians 3x10 each leg\nPistol squat 3x5\nwhat a day it was for everybody here\n"
)


def run(*words: str, piped: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["review", *words, "--samples", "20"], input=piped, catch_exceptions=False)


def test_it_says_what_was_read_of_each_line_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    done = run(str(tmp_path / "r.txt"), "--case", ATHLETE)
    assert done.exit_code == 0, done.output
    assert "5 lines: 3 read, 1 to be asked, 1 not read" in done.output
    assert "guess, 85%" in done.output
    assert done.output.index("What was read") < done.output.index("The week") < done.output.index("Changes worth")


def test_the_case_s_own_routine_needs_no_file() -> None:
    done = run("--case", CASE)
    assert done.exit_code == 0, done.output
    assert "no magic" in done.output
    assert "3. " in done.output


def test_a_routine_can_be_piped_in_and_json_has_its_keys() -> None:
    done = run("-", "--case", ATHLETE, "--json", piped=TEXT)
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert found["routine"]["counts"] == {"lines": 5, "parsed": 3, "asked": 1, "unread": 1}
    assert {"muscles", "tissues", "order", "recovery", "waves", "missing", "changes", "intended_use"} <= set(found)


def test_the_json_of_a_review_is_told_in_the_documentation() -> None:
    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    found = json.loads(run("--case", CASE, "--json").output)
    assert [key for key in found if f"`{key}`" not in page] == []


def test_units_say_how_a_bare_load_is_read_and_shown() -> None:
    done = run("-", "--case", ATHLETE, "--units", "lb", piped="Mon: hip thrust 4x8x135")
    assert "135 lb" in done.output


@pytest.mark.parametrize(
    ("words", "piped", "says"),
    [
        (("nowhere.txt", "--case", ATHLETE), None, "cannot be read"),
        (("-", "--case", ATHLETE), "", "empty"),
        (("-", "--case", ATHLETE), b"\xff\xfe\x00\x01", "UTF-8"),
        (("-", "--case", "nowhere.toml"), "Mon: squat 3x5", "nowhere.toml"),
        (("--case", ATHLETE), None, "no days"),
    ],
)
def test_a_fault_is_one_sentence(words: tuple[str, ...], piped: str | bytes | None, says: str) -> None:
    done = run(*words, piped=piped)
    assert done.exit_code == 2
    assert says in done.output
    assert "Traceback" not in done.output


def test_a_hold_shows_what_was_read_and_judges_nothing() -> None:
    done = run("-", "--case", str(ROOT / "cases" / "abdominoplasty_hernia.toml"), piped=TEXT)
    assert done.exit_code == 0
    assert "What was read" in done.output
    assert "The week" not in done.output


def test_an_emergency_shows_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "me.toml"
    path.write_text('name = "me"\nasked_on = 2026-11-01\n[symptoms]\nsaddle_numbness = true\n', encoding="utf-8")
    done = run("-", "--case", str(path), piped=TEXT)
    assert "emergency care now" in done.output
    assert "Hip thrust" not in done.output


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "cases").glob("*.toml")))
def test_no_review_has_a_word_that_readers_never_meet(name: str) -> None:
    done = run("-", "--case", str(ROOT / "cases" / name), piped=TEXT)
    assert done.exit_code == 0, done.output
    assert faults(" ".join(done.output.replace("[", "(").split())) == []
