"""The command line: every verb does its job, every fault is a sentence, the documentation is true."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from thrustworthy.case import read_case
from thrustworthy.cli import cli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
EXAMPLES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().splitlines()]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def split(line: str) -> list[str]:
    import shlex

    return shlex.split(line)[1:]


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_page_works(line: str, here: Path) -> None:
    done = run(*split(line))
    assert done.exit_code == 0, done.output
    assert done.output.strip()


def test_every_command_and_option_stands_on_the_page() -> None:
    for name, command in cli.commands.items():
        assert name in PAGE
        for option in command.params:
            if isinstance(option, click.Option):
                assert any(one in PAGE for one in option.opts), (name, option.opts)


def test_every_command_has_a_help_text_with_an_example() -> None:
    for name in cli.commands:
        done = run(name, "--help")
        assert f"thrustworthy {name}" in done.output


def test_ask_writes_the_page_and_the_letter(here: Path) -> None:
    done = run(
        "ask", "cases/old_fracture_hip_replacement.toml", "--report", "r.html", "--letter", "l.html", "--samples", "20"
    )
    assert done.exit_code == 0
    assert "<html" in (here / "r.html").read_text(encoding="utf-8")
    assert "history.item[" in (here / "l.html").read_text(encoding="utf-8")


def test_a_letter_is_not_written_where_nothing_holds_for_clearance(here: Path) -> None:
    done = run("ask", "cases/athlete.toml", "--letter", "l.html", "--samples", "20")
    assert done.exit_code == 0
    assert not (here / "l.html").exists()
    assert "letter" in done.stderr.lower()


def test_the_case_itself_is_never_overwritten(here: Path) -> None:
    before = (here / "cases/athlete.toml").read_bytes()
    done = run("ask", "cases/athlete.toml", "--report", "cases/athlete.toml", "--samples", "20")
    assert done.exit_code == 2
    assert (here / "cases/athlete.toml").read_bytes() == before


def test_a_place_that_cannot_be_written_is_one_sentence(here: Path) -> None:
    done = run("ask", "cases/athlete.toml", "--report", "no/such/folder/r.html", "--samples", "20")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "no/such/folder/r.html" in done.stderr


def test_a_broken_case_prints_every_fault_and_no_traceback(here: Path) -> None:
    (here / "broken.toml").write_text(
        'name = "x"\nasked_on = 2026-01-01\ncolour = 1\n[body]\nheight = 180\nmass = "3 kg"\n'
    )
    done = run("ask", "broken.toml")
    assert done.exit_code == 2
    assert all(path in done.stderr for path in ("colour", "body.height", "body.mass"))
    assert "Traceback" not in done.output


def test_a_folder_gives_a_table_and_a_broken_file_is_a_row_of_it(here: Path) -> None:
    for path in (here / "cases").glob("*.toml"):
        if path.stem != "athlete":
            path.unlink()
    (here / "cases" / "broken.toml").write_text("not toml [")
    done = run("ask", "cases", "--samples", "20")
    assert done.exit_code == 1
    assert "Go on" in done.output and "not read" in done.output and "this is not TOML" in done.output


def test_an_empty_folder_says_so(here: Path) -> None:
    (here / "empty").mkdir()
    done = run("ask", "empty")
    assert done.exit_code == 2
    assert "no case file" in done.stderr


def test_diff_says_what_changed(here: Path) -> None:
    (here / "old.json").write_text(run("ask", "cases/athlete.toml", "--json", "--samples", "20").output)
    same = run("ask", "cases/athlete.toml", "--diff", "old.json", "--samples", "20")
    assert same.output.strip() == "Nothing changed."
    case = here / "cases" / "athlete.toml"
    case.write_text(case.read_text(encoding="utf-8").replace("fever = false", "fever = true"), encoding="utf-8")
    assert (
        "Verdict: ALLOW -> HOLD_CLEARANCE (now R05c)"
        in run("ask", "cases/athlete.toml", "--diff", "old.json", "--samples", "20").output
    )


@pytest.mark.parametrize("content", ["{}", "not json", "[]"])
def test_a_diff_against_something_else_is_refused(content: str, here: Path) -> None:
    (here / "old.json").write_text(content)
    done = run("ask", "cases/athlete.toml", "--diff", "old.json", "--samples", "20")
    assert done.exit_code == 2
    assert "thrustworthy ask CASE --json" in done.stderr


def test_a_new_case_can_be_asked_at_once_and_is_never_overwritten(here: Path) -> None:
    assert run("new", "mine.toml").exit_code == 0
    assert read_case(here / "mine.toml").name == "me"
    assert run("ask", "mine.toml", "--samples", "20").exit_code == 0
    again = run("new", "mine.toml")
    assert again.exit_code == 2
    assert "there already" in again.stderr


def test_every_line_of_the_template_can_be_taken_into_use(here: Path) -> None:
    run("new", "mine.toml")
    text = (here / "mine.toml").read_text(encoding="utf-8")
    used = re.sub(r"^# (?=(\w+ = |\[))", "", text, flags=re.MULTILINE)
    (here / "mine.toml").write_text(used, encoding="utf-8")
    case = read_case(here / "mine.toml")
    assert case.body.mass is not None and case.equipment.bar_mass is not None and case.history.item


def test_simulate_prints_the_promised_keys() -> None:
    done = run("simulate", "barbell_hip_thrust", "--load", "120", "--samples", "20", "--json")
    assert set(json.loads(done.output)) >= {
        *("lift", "person", "load", "setup", "samples", "seed", "engine", "phase", "series", "peaks"),
        *("kinematics", "feasible", "checks", "drivers", "notes", "sources"),
    }


@pytest.mark.parametrize(
    "words, part",
    [
        (["simulate", "barbel_hip_thrust"], "barbell_hip_thrust"),
        (["simulate", "barbell_hip_thrust", "--height", "180 kg"], "--height"),
        (["simulate", "barbell_hip_thrust", "--mass", "heavy"], "--mass"),
        (["simulate", "barbell_hip_thrust", "--set", "bench_height"], "bench_height=0.40"),
        (["simulate", "barbell_hip_thrust", "--set", "benchheight=0.4"], "bench_height"),
        (["simulate", "barbell_hip_thrust", "--load", "-5"], "load"),
        (["simulate", "roll_out"], "roll_out"),
        (["lifts", "barbell_hip_thrus"], "barbell_hip_thrust"),
        (["rules", "R0"], "R0"),
        (["sources", "otsuka_2022"], "otsuka_2021"),
        (["cite", "otsuka_2022"], "otsuka_2021"),
        (["ask", "no_such_case.toml"], "no_such_case.toml"),
    ],
)
def test_what_is_not_there_is_named_with_the_mend(words: list[str], part: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_a_source_shows_who_cites_it() -> None:
    assert "mechanics/" in run("sources", "de_leva_1996").output


@pytest.mark.parametrize("verb", ["lifts", "rules", "sources"])
def test_lists_come_as_json_too(verb: str) -> None:
    assert json.loads(run(verb, "--json").output)
