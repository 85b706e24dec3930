"""What goes wrong at a desk: places that cannot be written, names given twice, odd files, and what help says."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.answer.test_words import faults
from thrustworthy.cli import cli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
VERBS = sorted(cli.commands)
EMERGENCY = 'name = "now"\nasked_on = 2026-11-01\n[symptoms]\nsaddle_numbness = true\n'


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def one_sentence(done: Result) -> str:
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1, done.stderr
    return str(done.stderr)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "case.toml").write_text(EMERGENCY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("option", ["--report", "--letter"])
@pytest.mark.parametrize("target", ["case.toml", "./case.toml", "link.toml", "old.json"])
def test_nothing_that_is_read_is_written_over(option: str, target: str, here: Path) -> None:
    (here / "link.toml").symlink_to(here / "case.toml")
    (here / "old.json").write_text("{}", encoding="utf-8")
    assert Path(target).name in one_sentence(run("ask", "case.toml", "--diff", "old.json", option, target))
    assert (here / "case.toml").read_text(encoding="utf-8") == EMERGENCY
    assert (here / "old.json").read_text(encoding="utf-8") == "{}"


def test_one_file_cannot_be_two_pages(here: Path) -> None:
    assert "two files" in one_sentence(run("ask", "case.toml", "--report", "a.html", "--letter", "./a.html"))
    assert not (here / "a.html").exists()


def test_a_folder_in_the_place_of_a_file_is_one_sentence(here: Path) -> None:
    (here / "page").mkdir()
    assert "page cannot be written" in one_sentence(run("ask", "case.toml", "--report", "page"))
    assert sorted(path.name for path in here.iterdir()) == ["case.toml", "page"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_sentence(here: Path) -> None:
    (here / "shut").mkdir(mode=0o500)
    assert "shut/page.html cannot be written" in one_sentence(run("ask", "case.toml", "--report", "shut/page.html"))


def test_an_older_page_is_replaced_whole_and_no_rest_stays(here: Path) -> None:
    (here / "page.html").write_text("old", encoding="utf-8")
    assert run("ask", "case.toml", "--report", "page.html").exit_code == 0
    assert (here / "page.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert sorted(path.name for path in here.iterdir()) == ["case.toml", "page.html"]


def test_a_page_can_be_read_by_whom_other_files_can(here: Path) -> None:
    run("ask", "case.toml", "--report", "page.html")
    assert (here / "page.html").stat().st_mode == (here / "case.toml").stat().st_mode


@pytest.mark.parametrize("option", ["--report", "--letter", "--diff"])
def test_a_folder_takes_no_option_of_one_case(option: str, here: Path) -> None:
    assert "one case file" in one_sentence(run("ask", ".", option, "x"))


def test_new_does_not_follow_a_dangling_link(here: Path) -> None:
    (here / "mine.toml").symlink_to(here / "nowhere.toml")
    assert "there already" in one_sentence(run("new", "mine.toml"))
    assert not (here / "nowhere.toml").exists()


def test_every_fault_of_a_case_stands_on_its_own_line(here: Path) -> None:
    (here / "broken.toml").write_text('name = "x"\ncolour = 1\n[body]\nheight = 180\nmass = "3 kg"\n', encoding="utf-8")
    done = run("ask", "broken.toml")
    assert done.exit_code == 2 and done.stdout == ""
    lines = done.stderr.splitlines()[1:]
    for path in ("asked_on", "colour", "body.height", "body.mass"):
        assert len([line for line in lines if line.startswith(f"  - {path}: ")]) == 1, path


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\x00" * 64, b"[" * 5000], ids=["empty", "16", "nul", "deep"]
)
def test_a_file_that_is_no_case_is_told_without_a_traceback(content: bytes, here: Path) -> None:
    (here / "odd.toml").write_bytes(content)
    done = run("ask", "odd.toml")
    assert done.exit_code == 2 and "odd.toml" in done.stderr


@pytest.mark.parametrize("content", ['{"verdict": 1}', "\ufeff[]", "[" * 100000, "1e999"])
def test_an_older_answer_that_is_none_is_one_sentence(content: str, here: Path) -> None:
    (here / "old.json").write_text(content, encoding="utf-8")
    assert "thrustworthy ask CASE --json" in one_sentence(run("ask", "case.toml", "--diff", "old.json"))


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--set", "bench_height=0.4", "--set", "bench_height=0.5"], "twice"),
        (["--set", "=0.4"], "--set"),
        (["--set", "bench_height=nan"], "bench_height"),
        (["--height", "180"], "1.2 to 2.3"),
        (["--height", "nan"], "height"),
        (["--mass", "3000"], "mass"),
        (["--load", "1e9"], "load"),
        (["--age", "-3"], "age"),
    ],
)
def test_a_value_that_cannot_be_is_one_sentence(words: list[str], part: str) -> None:
    assert part in one_sentence(run("simulate", "barbell_hip_thrust", "--samples", "20", *words))


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_stands_in_its_own_section_of_the_page(verb: str) -> None:
    section = next(part for part in PAGE.split("\n## ")[1:] if re.search(rf"\b{verb}\b", part.partition(":")[0]))
    for option in cli.commands[verb].params:
        if isinstance(option, click.Option):
            assert any(re.search(rf"`{name}\b|{name}\b", section) for name in option.opts), option.opts


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_shows_every_example_on_a_line_of_its_own(verb: str) -> None:
    help_text = run(verb, "--help").output
    shown = help_text[help_text.index("  Examples:\n") :].splitlines()[1:]
    assert shown and all(line.startswith(f"    thrustworthy {verb}") for line in shown)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_has_no_word_that_readers_never_meet(verb: str) -> None:
    assert faults(run(verb, "--help").output) == []


def test_the_list_of_verbs_cuts_no_sentence() -> None:
    listed = run("--help").output.partition("Commands:")[2]
    assert "..." not in listed
    assert all(re.search(rf"^  {verb} .*\.$", listed, re.MULTILINE) for verb in VERBS)


def test_a_monograph_shows_its_ways_to_the_sources_and_the_rules() -> None:
    shown = run("lifts", "barbell_hip_thrust").output
    assert "[READ; contreras_2011]" in shown and "[H03]" in shown
    assert "S3: " in shown and "_" not in shown.partition("Easier")[0].replace("barbell_hip_thrust", "")


def test_a_rule_shows_its_sources_in_full() -> None:
    from thrustworthy.evidence import citation, source
    from thrustworthy.screening import rule

    shown = " ".join(run("rules", "R01").output.split())
    assert all(citation(source(name)) in shown for name in rule("R01").sources)
    assert rule("R01").threshold in shown


def test_the_generated_page_has_the_help_of_every_verb() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("docs_cli", ROOT / "tools" / "docs_cli.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    page = made.page()
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [
        "thrustworthy",
        *(f"thrustworthy {verb}" for verb in VERBS),
    ]
    assert page.count("-h, --help") == len(VERBS) + 1
