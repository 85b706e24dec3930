"""``thrustworthy motion``: what it prints, writes and refuses."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from thrustworthy.cli import cli
from thrustworthy.mechanics import Subject, simulate, write_motion

PAGE = (Path(__file__).parents[2] / "docs" / "motion.md").read_text(encoding="utf-8")
EXAMPLES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.strip().splitlines()]
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
BODY = ("--height", "1.80", "--mass", "84", "--sex", "male", "--samples", "8")


@pytest.fixture(scope="module")
def down_and_up(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two squats, down and up, from the engine's own way up."""
    folder = tmp_path_factory.mktemp("motion")
    done = simulate("back_squat", Subject(1.80, 84, "male"), 60, samples=1, seed=3, frames=61)
    write_motion(folder / "up.csv", done)
    lines = (folder / "up.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")[:6]
    up = [[float(cell) for cell in line.split(",")[:6]] for line in lines[1:]]
    step = up[1][0]
    rows = [row[1:] for row in (*up[::-1], *up[1:], *up[-2::-1], *up[1:])]
    text = ["squats", f"nRows={len(rows)}", "nColumns=6", "inDegrees=yes", "endheader"]
    renamed = {"hip_flexion_deg": "hip_flexion_r", "knee_flexion_deg": "knee_angle_r"}
    renamed |= {"ankle_dorsiflexion_deg": "ankle_angle_r"}
    text.append(" ".join(renamed.get(name, name.removesuffix("_deg")) for name in names))
    text += [" ".join(f"{value:.9g}" for value in (at * step, *row)) for at, row in enumerate(rows)]
    return "\n".join(text) + "\n"


@pytest.fixture(autouse=True)
def here(down_and_up: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "squat.mot").write_text(down_and_up, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["motion", *words], catch_exceptions=False)


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_of_the_page_works(line: str) -> None:
    words = shlex.split(line)[2:]
    done = run(*words, "--samples", "8")
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()


def test_the_code_of_the_page_works(here: Path) -> None:
    (code,) = CODE
    exec(compile(code.replace("samples=200", "samples=4"), "motion.md", "exec"), {})
    assert (here / "loads.csv").exists()


def test_every_choice_is_printed_before_the_peaks() -> None:
    text = run("squat.mot", "--load", "60", *BODY).stdout
    head, _, rest = text.partition("measured_motion, 60 kg")
    said = ("squat.mot", "hip_flexion_r", "knee_angle_r", "6 Hz", "feet_fixed", "pelvis tilt", "1 of 2", "concentric")
    for word in said:
        assert word in head, word
    for word in ("hip_moment", "l5s1_compression", "energy_error", "Sources"):
        assert word in rest, word


def test_json_holds_the_choices_beside_the_figures() -> None:
    made = json.loads(
        run("squat.mot", "--load", "60", "--rep", "2", "--cutoff", "none", "--frames", "21", "--json", *BODY).stdout
    )
    assert made["lift"] == "measured_motion"
    assert made["motion"]["repetition"] == 2
    assert made["motion"]["cutoff_hz"] is None
    assert made["motion"]["contact"] == "feet_fixed"
    assert len(made["motion"]["repetitions"]) == 2
    assert len(made["phase"]) == 21
    assert made["peaks"]["knee_moment"]["p50"] > 0


def test_without_a_load_nothing_is_carried() -> None:
    made = json.loads(run("squat.mot", "--json", *BODY).stdout)
    assert made["load"] == 0
    assert "bar_height" not in made["peaks"]


def test_the_choices_reach_the_engine() -> None:
    def peak(*words: str) -> float:
        done = run("squat.mot", "--load", "60", "--json", *BODY, *words)
        assert done.exit_code == 0, done.output
        return float(json.loads(done.stdout)["peaks"]["l5s1_moment"]["p50"])

    usual = peak()
    assert peak("--part", "eccentric") == pytest.approx(usual, rel=0.1)
    assert peak("--place", "hands") != pytest.approx(usual, rel=0.01)
    assert peak("--set", "bar_x=-0.09") != pytest.approx(usual, rel=0.001)
    assert peak("--place", "pelvis", "--contact", "bench_pivot") != pytest.approx(usual, rel=0.01)


def test_what_is_written_can_be_read_again(here: Path) -> None:
    first = run("squat.mot", "--load", "60", "--out", "again.mot", *BODY)
    assert "Written: again.mot" in first.stdout
    again = run("again.mot", "--load", "60", "--part", "whole", *BODY)
    assert again.exit_code == 0
    assert "the whole file" in again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none.mot",), "none.mot cannot be read"),
        (("squat.mot", "--cutoff", "six"), "--cutoff: six"),
        (("squat.mot", "--cutoff", "900"), "cutoff is 900 Hz"),
        (("squat.mot", "--rep", "9"), "repetition 9"),
        (("squat.mot", "--side", "left"), "hip_flexion_l"),
        (("squat.mot", "--column", "knee"), "--column knee"),
        (("squat.mot", "--column", "knee=nee"), "has no column 'nee'"),
        (("squat.mot", "--load", "60", "--place", "none"), "A load needs its place"),
        (("squat.mot", "--load", "60", "--contact", "bench_pivot", "--place", "back"), "no load lies on 'back'"),
        (("squat.mot", "--load", "60", "--set", "depth=3"), "has no setting 'depth'"),
        (("squat.mot", "--out", "squat.mot"), "is the motion itself"),
        (("squat.mot", "--out", "x.doc"), "x.doc"),
        (("squat.mot", "--out", "no/x.csv"), "cannot be written"),
    ],
)
def test_a_fault_is_one_sentence_and_exit_code_2(words: tuple[str, ...], said: str) -> None:
    done = run(*words, *BODY)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not done.stdout
