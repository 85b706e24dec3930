"""The verbs of studies and inverse questions: what they print, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from thrustworthy.cli import _progress, cli
from thrustworthy.cli._shapes import bar, curve

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "studies.md").read_text(encoding="utf-8")
EXAMPLES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().splitlines()]
BODY = ("--height", "1.80", "--mass", "84", "--sex", "male", "--samples", "30")
LIFT = "barbell_hip_thrust"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def data(*words: str) -> dict:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "line", [line for line in EXAMPLES if "--scheduler" not in line and "--samples 10000" not in line]
)
def test_every_example_of_the_page_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line.partition(" > ")[0])[1:]
    fewer = "200" if words[0] == "drivers" else "30"
    done = run(*words, *(() if "--samples" in words else ("--samples", fewer)))
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()


def test_compare_gives_every_lift_its_load_and_differences_body_by_body() -> None:
    done = data("compare", LIFT, "deadlift", "--load", "225 lb", *BODY)
    assert [one["load"] for one in done["lifts"]] == pytest.approx([102.058] * 2)
    assert done["lifts"][0]["differences"] == {}
    assert set(done["lifts"][1]["differences"]) == set(done["outputs"])


def test_compare_takes_the_same_share_of_each_1rm() -> None:
    best = ("--one-rm", f"{LIFT}=200", "--one-rm", "deadlift=300 lb")
    done = data("compare", LIFT, "deadlift", "--percent-1rm", "50", *best, *BODY)
    assert [one["load"] for one in done["lifts"]] == pytest.approx([100.0, 68.0389])


def test_compare_holds_a_key_in_every_lift_that_has_it_or_in_one() -> None:
    held = ("--set", "concentric_time=1.5", "--set", f"{LIFT}.bench_height=0.4", "--set", "bar_foot_distance=0.02")
    done = data("compare", LIFT, "deadlift", "--load", "60", *held, *BODY)
    assert done["lifts"][0]["setup"] == {"concentric_time": 1.5, "bench_height": 0.4}
    assert done["lifts"][1]["setup"] == {"concentric_time": 1.5, "bar_foot_distance": 0.02}


def test_a_sweep_as_csv_has_the_figures_of_the_json() -> None:
    words = ("sweep", LIFT, "--over", "load=40:80:2", "--over", "age=30:50:2", "--peak", "hip_moment", *BODY)
    points = data(*words)["points"]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").stdout)))
    assert [(float(row["load"]), float(row["age"])) for row in rows] == [(40, 30), (40, 50), (80, 30), (80, 50)]
    for row, point in zip(rows, points, strict=True):
        assert row["peak"] == "hip_moment" and row["unit"] == "N·m"
        assert float(row["p50"]) == point["peaks"]["hip_moment"]["p50"]
        assert float(row["change_p50"]) == point["changes"]["hip_moment"]["p50"]


def test_a_sweep_reads_units_in_its_ranges() -> None:
    points = data("sweep", LIFT, "--over", "load=100 lb:200 lb:2", *BODY)["points"]
    assert [point["at"]["load"] for point in points] == pytest.approx([45.3592, 90.7185])


def test_a_sweep_without_a_posture_says_so_in_text_and_csv() -> None:
    words = ("sweep", "back_squat", "--load", "60", "--over", "shank_angle=-10:35:2", "--set", "depth=30", *BODY)
    assert "no posture" in run(*words).stdout
    rows = list(csv.DictReader(io.StringIO(run(*words, "--csv").stdout)))
    assert rows[0]["peak"] == "" and float(rows[0]["missing"]) > 0.25 and rows[1]["peak"]


def test_drivers_show_the_rest_and_bars() -> None:
    done = run("drivers", LIFT, "--load", "100", "--samples", "400", "--peak", "l5s1_compression")
    assert done.exit_code == 0
    assert "the rest" in done.stdout and "technique.concentric_time" in done.stdout
    assert re.search(r"[█#]{2}", done.stdout)


def test_a_limit_found_is_the_same_in_kilograms_and_pounds_and_in_newtons_and_kilonewtons() -> None:
    base = ("limit", LIFT, "--on", "l5s1_compression", *BODY)
    one, other = data(*base, "--at", "9000"), data(*base, "--at", "9", "--unit", "kN")
    assert one == other and one["p05"] < one["p50"] < one["p95"]
    assert f"{one['p50']:.4g} kg" in run(*base, "--at", "9000").stdout
    assert f"{one['p50'] / 0.45359237:.4g} lb" in run(*base, "--at", "9000", "--units", "lb").stdout


def test_gentlest_says_what_it_gains_and_what_else_changes() -> None:
    done = run("gentlest", LIFT, "--load", "100", "--vary", "bar_x", "--vary", "bench_height=0.38:0.42", *BODY)
    assert done.exit_code == 0
    assert "what else changes" in done.stdout and "knee_moment" in done.stdout and "100 kg" in done.stdout
    assert "0.38 to 0.42" in done.stdout


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("compare", LIFT, "--load", "60"), "at least two"),
        (("compare", LIFT, LIFT, "--load", "60"), "each once"),
        (("compare", LIFT, "deadlift"), "one of --load"),
        (("compare", LIFT, "deadlift", "--load", "60", "--effort", "70"), "one of --load"),
        (("compare", LIFT, "deadlift", "--load", "60", "--one-rm", "deadlift=100"), "--percent-1rm"),
        (("compare", LIFT, "deadlift", "--percent-1rm", "70", "--one-rm", "deadlift=100"), LIFT),
        (("compare", LIFT, "deadlift", "--percent-1rm", "70", "--one-rm", "deadlift=much"), "--one-rm deadlift"),
        (("compare", LIFT, "deadlift", "--load", "60", "--set", "floor=3"), "none of the lifts"),
        (("compare", LIFT, "deadlift", "--load", "60", "--set", "lunge.depth=3"), "lunge"),
        (("compare", LIFT, "dedlift", "--load", "60"), "deadlift"),
        (("compare", LIFT, "deadlift", "--load", "60", "--peak", "hip_momnt"), "hip_moment"),
        (("sweep", LIFT, "--over", "load"), "load=60:140:5"),
        (("sweep", LIFT, "--over", "load=60:140"), "how many"),
        (("sweep", LIFT, "--over", "load=60:140:x"), "whole number"),
        (("sweep", LIFT, "--over", "load=60:140:0"), "whole number"),
        (("sweep", LIFT, "--over", "bench_height=a:b:3"), "no number"),
        (("sweep", LIFT, "--over", "load=60 m:80 m:2"), "--over load"),
        (("sweep", LIFT, "--over", "load=1:2:2", "--over", "load=1:2:2"), "twice"),
        (("sweep", LIFT, "--over", "load=1:2:2", "--json", "--csv"), "one of --json"),
        (("sweep", LIFT, "--over", "lod=1:2:2"), "lod"),
        (("drivers", LIFT, "--samples", "30"), "at least 200"),
        (("limit", LIFT, "--on", "l5s1_compression"), "--at"),
        (("limit", LIFT, "--on", "strength", "--at", "3"), "--at"),
        (("limit", LIFT, "--on", "l5s1_compression", "--at", "4", "--unit", "Nm", "--samples", "20"), "in N"),
        (("limit", LIFT, "--on", "l5s1_compression", "--at", "4", "--unit", "stone", "--samples", "20"), "in N"),
        (("limit", "floor_glute_bridge", "--on", "hip_moment", "--at", "4"), "body weight"),
        (("gentlest", LIFT, "--vary", "bar_x", "--vary", "bar_x"), "twice"),
        (("gentlest", LIFT, "--vary", "bar_x=1:2:3"), "ends of the range"),
        (("gentlest", LIFT, "--vary", "barx"), "bar_x"),
        (("gentlest", "roll_out"), "roll_out"),
        (("simulate", LIFT, "--scheduler", "nowhere", "--samples", "20"), "scheduler"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: tuple[str, ...], part: str) -> None:
    done = run(*words)
    assert done.exit_code == 2 and done.stdout == ""
    assert part in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_a_curve_goes_from_the_lowest_to_the_highest_with_gaps() -> None:
    assert curve([1.0, None, 3.0]) in ("▁ █", "_ #")
    assert curve([2.0, 2.0]) in ("▁▁", "__")
    assert curve([None]) == ""
    assert len(bar(0.5, 10)) == 5 and bar(-1.0) == "" and len(bar(2.0, 10)) == 10


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (1e9, False)])
def test_a_bar_shows_where_a_person_waits_and_only_then(
    patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(_progress, "_PATIENCE", patience)
    with _progress.progress("Working") as step:
        assert step is not None
        for done in (1, 2, 3):
            step(done, 3)
    assert ("Working" in screen.getvalue()) is shown


def test_no_bar_where_nobody_watches() -> None:
    with _progress.progress("Working") as step:
        assert step is None
