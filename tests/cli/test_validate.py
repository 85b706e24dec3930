"""``thrustworthy validate``: what it prints, and when it fails."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from thrustworthy.cli import cli
from thrustworthy.mechanics import validation_rows
from thrustworthy.mechanics._validate import _evaluate

FORMULAS = ("--row", "23", "--row", "33")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["validate", "--samples", "20", *words], catch_exceptions=False)


def only(monkeypatch: pytest.MonkeyPatch, reason: str, *, low: float = 16.0, high: float = 17.0) -> None:
    """Leave one row, a formula of 16.4 kN, asked for these ends and given a reason."""
    row = next(one for one in validation_rows() if one.number == 23)
    check = replace(row.checks[0], low=low, high=high)
    monkeypatch.setattr(_evaluate, "validation_rows", lambda: (replace(row, checks=(check,), reason=reason),))


def test_a_row_is_shown_in_full_with_its_assumption_and_its_verdict() -> None:
    done = run(*FORMULAS)
    assert done.exit_code == 0
    assert "23. L4/5 force from moment: pass" in done.stdout
    assert "Assumed" in done.stdout and "16.4 kN" in done.stdout and "16.35 to 16.45" in done.stdout
    assert "33. hip extension strength over hip flexion: pass" in done.stdout


def test_the_table_has_a_line_a_row_and_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "")
    done = run()
    assert done.exit_code == 0
    assert "published" in done.stdout and "cholewicki" not in done.stdout
    assert "In all: 1 pass." in done.stdout


def test_json_has_every_key_of_a_row() -> None:
    made = json.loads(run("--json", *FORMULAS).stdout)
    assert [row["number"] for row in made["rows"]] == [23, 33]
    first = made["rows"][0]
    assert first["verdict"] == "pass" and first["tag"] == "DERIVED" and first["limb"] == "none"
    assert first["checks"][0]["low"] == 16.35
    assert first["checks"][0]["figure"]["unit"] == "kN"


def test_a_miss_without_a_reason_fails_and_one_with_a_reason_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "", low=0.0, high=1.0)
    assert run().exit_code == 1
    only(monkeypatch, "The published arm is another one.", low=0.0, high=1.0)
    done = run()
    assert done.exit_code == 0
    assert "23, miss: The published arm is another one." in done.stdout


def test_a_reason_that_outlived_its_miss_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "The published arm is another one.")
    done = run()
    assert done.exit_code == 1
    assert "the row passes" in done.stdout


def test_a_row_that_is_not_there_is_one_sentence_with_those_that_are() -> None:
    done = run("--row", "4")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "no row 4; its rows are 1, 2, 3, 5, 6" in done.stderr
