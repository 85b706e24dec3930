"""Logs of sessions: TOML and CSV say the same, every fault is named with its mend, and the docs' example runs."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.prescription.titration.sessions import LIFT, ROOT
from thrustworthy.cli import cli
from thrustworthy.prescription.titration import LogError, Session, parse_log, read_log, signs

DOCS = (ROOT / "docs" / "titration.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)[0]
CSV = re.findall(r"```text\n(date,.*?)```", DOCS, re.DOTALL)[0]
CASE = str(ROOT / "cases" / "athlete.toml")


def line(**changes: str) -> str:
    keys = {"date": "2026-11-02", "lift": f'"{LIFT}"'} | changes
    return "[[session]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def test_what_is_left_out_is_not_told() -> None:
    assert parse_log(line()) == (Session(date(2026, 11, 2), LIFT),)


def test_a_csv_says_the_same_as_a_toml() -> None:
    first = parse_log(TOML)[0]
    assert parse_log(CSV, csv_file=True) == (Session(**{**vars(first), "gap_days": None}),)


def test_sessions_come_in_the_order_of_their_dates() -> None:
    later, sooner = line(date="2026-11-09"), line(date="2026-11-02")
    assert [one.date.day for one in parse_log(later + sooner)] == [2, 9]


def test_pounds_and_body_weight_are_read() -> None:
    assert parse_log(line(load='"100 lb"'))[0].load == pytest.approx(45.359237)
    assert parse_log(line(load='"body weight"'))[0].load == 0.0


@pytest.mark.parametrize(
    "text, said",
    [
        (line(load="60"), r"session\[0\]\.load: 60 has no unit"),
        (line(load='"900000 kg"'), r"session\[0\]\.load: .* is no load"),
        (line(lift='"thrust"'), r"session\[0\]\.lift: 'thrust' is no lift"),
        (line(date='"yesterday"'), r"session\[0\]\.date: 'yesterday' is no day"),
        (line(pain_during="11"), r"session\[0\]\.pain_during: 11 is no whole number from 0 to 10"),
        (line(pain_during="true"), r"session\[0\]\.pain_during: True is no whole number"),
        (line(radiating='"maybe"'), r"session\[0\]\.radiating: 'maybe' is neither true nor false"),
        (line(faults='"some"'), r"session\[0\]\.faults: 'some' is none of none, light, heavy"),
        (line(signs='["mood"]'), r"session\[0\]\.signs: 'mood' is no warning sign; they are saddle_numbness"),
        (line(signs="3"), r"session\[0\]\.signs: 3 is no list"),
        (line(reps="12"), r"session\[0\]\.reps: 12 is no list"),
        (line(reps="[12, 12]", rir="[3]"), r"session\[0\]\.rir: 1 numbers for 2 sets"),
        (line(mood="3"), r"session\[0\]\.mood: unknown key; the keys are date, lift"),
        (line() + line(), r"session\[1\]: barbell_hip_thrust on 2026-11-02 stands twice"),
        ("[[session]]\nload = '60 kg'\n", r"session\[0\]\.date: missing"),
        ("", "no session is in it"),
        ("[case]\n", "unknown key 'case'"),
        ("session = 3\n", "session is a list"),
        ("session = [3]\n", r"session\[0\]: write each session as a table"),
        ("date = [", "this is not TOML"),
    ],
)
def test_a_fault_is_one_sentence_with_its_place_and_mend(text: str, said: str) -> None:
    with pytest.raises(LogError, match=said) as caught:
        parse_log(text)
    assert all(one.endswith(".") for one in caught.value.problems)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(LogError, match="3 things to mend"):
        parse_log(line(load="60", pain_during="11", faults="1"))


def test_a_csv_with_more_cells_than_headings_is_refused() -> None:
    with pytest.raises(LogError, match="line 2: more cells than headings"):
        parse_log("date,lift\n2026-11-02,barbell_hip_thrust,60\n", csv_file=True)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="there is no such file"):
        read_log(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LogError, match="UTF-8"):
        read_log(tmp_path / "bytes.toml")


def run(tmp_path: Path, text: str, *more: str, name: str = "log.toml") -> tuple[int, str]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = CliRunner().invoke(cli, ["session", CASE, "--log", str(tmp_path / name), *more])
    return found.exit_code, found.output


def test_the_example_of_the_docs_steps_on(tmp_path: Path) -> None:
    code, said = run(tmp_path, TOML)
    assert code == 0
    assert "One step on." in said and "132.5 kg" in said
    code, said = run(tmp_path, TOML, "--json")
    found = json.loads(said)
    assert found["decision"]["decision"] == "advance"
    assert found["decision"]["next"]["load"]["kg"] == 132.5
    assert [one["decision"] for one in found["before"]] == ["hold"]


def test_the_csv_of_the_docs_is_read_by_its_ending(tmp_path: Path) -> None:
    code, said = run(tmp_path, CSV, name="log.csv")
    assert code == 0 and "Stay where you are." in said


def test_an_emergency_says_so_first_and_nothing_of_loads(tmp_path: Path) -> None:
    code, said = run(tmp_path, TOML.replace("signs = []\nweek", 'signs = ["saddle_numbness"]\nweek'))
    assert code == 0
    assert said.split("\n")[0].endswith("Stop. Get emergency care now (your local emergency number). Do not wait for")
    assert "Next session" not in said and " kg" not in said


def test_a_day_before_the_last_session_is_no_next_day(tmp_path: Path) -> None:
    code, said = run(tmp_path, TOML, "--next", "2012-07-30")
    assert code == 2 and "is not after the last session" in said


def test_the_docs_name_every_key_and_decision() -> None:
    from thrustworthy.prescription.titration import Kind
    from thrustworthy.prescription.titration._log import _READERS

    for name in (*_READERS, *Kind):
        assert f"`{name}`" in DOCS or f"`date` and `{name}`" in DOCS, name
    assert len(signs()) > 15
