"""Motion files: markers, what is refused, what is written out."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.mechanics.lab import THRUSTER
from tests.mechanics.motions import measured, squatting, table
from thrustworthy.mechanics import (
    MotionError,
    MotionFile,
    Simulation,
    contact_models,
    measure_motion,
    read_motion,
    simulate,
    simulate_motion,
    write_motion,
)

# --- markers -------------------------------------------------------------------------------------------------------


def markers() -> tuple[Simulation, dict[str, np.ndarray]]:
    """Markers on the engine's own squat, z up and the lifter facing -x, m."""
    done = simulate("back_squat", THRUSTER, 60, samples=1, seed=3, frames=61)
    points = done.figure.points
    places = {
        **{"RHip": "hip", "RKnee": "knee", "RAnkle": "ankle", "RHeel": "heel", "RBigToe": "toe"},
        **{"RShoulder": "shoulder", "RPSI": "l5s1", "RASI": "hip"},
    }
    made = {}
    for name, point in places.items():
        x, y = points[point].T
        made[name] = np.stack([-x, 0 * x + 0.1, y], axis=1)
    return done, made


def trc(markers: dict[str, np.ndarray], rate: float = 50.0, **wrong: object) -> str:
    frames = len(next(iter(markers.values())))
    header = {"DataRate": rate, "CameraRate": rate, "NumFrames": frames, "NumMarkers": len(markers), "Units": "mm"}
    header |= wrong
    lines = ["PathFileType\t4\t(X/Y/Z)\tx.trc", "\t".join(header), "\t".join(str(one) for one in header.values())]
    lines.append("Frame#\tTime\t" + "\t\t\t".join(markers) + "\t\t")
    lines.append("\t\t" + "\t".join(f"{axis}{at + 1}" for at in range(len(markers)) for axis in "XYZ"))
    for frame in range(frames):
        cells = [f"{1000 * value:.6f}" for marker in markers.values() for value in marker[frame]]
        lines.append("\t".join([str(frame + 1), f"{frame / rate:.6f}", *cells]))
    return "\n".join(lines) + "\n"


def test_markers_give_the_angles_they_were_placed_by(tmp_path: Path) -> None:
    done, places = markers()
    path = tmp_path / "x.trc"
    path.write_text(trc(places), encoding="utf-8")
    motion = measure_motion(read_motion(path), side="right", cutoff=None, part="whole")
    points = done.figure.points

    def turn(low: str, high: str) -> np.ndarray:
        x, y = (points[high] - points[low]).T
        return np.degrees(np.arctan2(-x, y))

    shank, thigh = turn("ankle", "knee"), turn("knee", "hip")
    pelvis = turn("hip", "l5s1")
    upright = int(np.argmin(abs(thigh - shank) + abs(turn("hip", "shoulder"))))
    assert np.degrees(motion.values["knee"].v) == pytest.approx(thigh - shank, abs=1e-3)
    assert np.degrees(motion.values["ankle"].v) == pytest.approx(-shank, abs=1e-3)
    assert np.degrees(motion.values["pelvis"].v) == pytest.approx(pelvis - pelvis[upright], abs=1e-3)
    assert motion.mismatch is not None
    assert abs(motion.mismatch[1]) < 1e-6


def test_without_asis_and_psis_pelvis_and_trunk_are_one(tmp_path: Path) -> None:
    _, places = markers()
    del places["RASI"]
    path = tmp_path / "x.trc"
    path.write_text(trc(places), encoding="utf-8")
    motion = measure_motion(read_motion(path), side="right", part="whole")
    assert "lumbar" not in motion.given
    assert abs(motion.values["lumbar"].v).max() == 0


def test_a_c3d_file_gives_the_same_motion_as_a_trc_file(tmp_path: Path) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    _, places = markers()
    whole = ezc3d.c3d()
    whole["parameters"]["POINT"]["RATE"]["value"] = [50.0]
    whole["parameters"]["POINT"]["LABELS"]["value"] = tuple(places)
    whole["parameters"]["POINT"]["UNITS"]["value"] = ("mm",)
    points = np.ones((4, len(places), 61))
    points[:3] = np.stack([1000 * places[name].T for name in places], axis=1)
    whole["data"]["points"] = points
    whole.write(str(tmp_path / "x.c3d"))
    (tmp_path / "x.trc").write_text(trc(places), encoding="utf-8")
    first, second = (
        measure_motion(read_motion(tmp_path / f"x.{kind}"), side="right", part="whole") for kind in ("c3d", "trc")
    )
    assert first.values["knee"].v == pytest.approx(second.values["knee"].v, abs=1e-5)


# --- what is refused -----------------------------------------------------------------------------------------------

GOOD = table(*squatting())


def without(text: str, line: str) -> str:
    return "\n".join(one for one in text.splitlines() if one != line) + "\n"


def with_cell(text: str, row: int, column: int, cell: str) -> str:
    lines = text.splitlines()
    cells = lines[row].split("\t")
    cells[column] = cell
    lines[row] = "\t".join(cells)
    return "\n".join(lines) + "\n"


def with_trc(text_of: Callable[[dict[str, np.ndarray]], str]) -> str:
    places = {name: np.random.default_rng(0).normal(size=(10, 3)) for name in ("RHip", "RKnee")}
    return text_of(places)


CSV = "time,hip_flexion_deg,knee_flexion_deg\n"
BROKEN: dict[str, tuple[str, str, str]] = {
    "no header": ("x.mot", GOOD.replace("endheader", "the end"), "endheader"),
    "nothing below": ("x.mot", GOOD.split("endheader")[0] + "endheader\n", "ends with its header"),
    "no unit": ("x.mot", without(GOOD, "inDegrees=yes"), "inDegrees"),
    "odd unit": ("x.sto", GOOD.replace("inDegrees=yes", "inDegrees=maybe"), "line 5: inDegrees=maybe"),
    "rows": ("x.mot", GOOD.replace("nRows=601", "nRows=600"), "line 3: nRows=600, but there are 601"),
    "columns": ("x.mot", GOOD.replace("nColumns=6", "nColumns=9"), "line 4: nColumns=9, but there are 6"),
    "count": ("x.mot", GOOD.replace("nRows=601", "nRows=many"), "line 3: nRows=many"),
    "a word": ("x.mot", with_cell(GOOD, 20, 2, "abc"), "line 21, column hip_flexion_r: 'abc'"),
    "not a number": ("x.mot", with_cell(GOOD, 20, 2, "nan"), "line 21, column hip_flexion_r: nan"),
    "a short line": ("x.mot", GOOD + "1 2 3\n", "line 609: 3 values under 6 columns"),
    "time back": ("x.mot", with_cell(GOOD, 20, 0, "0.01"), "time does not rise at frame 14"),
    "gap": ("x.mot", GOOD.replace("nRows=601", "nRows=602") + "9\t0\t0\t5\t2\t0\n", "missing after frame 601"),
    "no time": ("x.mot", GOOD.replace("time\t", "zeit\t"), "line 7: the first column is zeit"),
    "twice": ("x.mot", GOOD.replace("knee_angle_r", "hip_flexion_r"), "two columns are called hip_flexion_r"),
    "empty": ("x.csv", "", "is empty"),
    "no angle": ("x.csv", "time,hip\n0,1\n", "no column is an angle"),
    "a nameless column": ("x.csv", "time,,x_deg\n0,1,2\n", "column 2 has no name"),
    "both units": ("x.csv", "time,a_deg,a_rad\n0,1,2\n", "in degrees and in radians"),
    "a comma": ("x.csv", CSV + '0,"1,5",2\n', "line 2, column hip_flexion_deg: '1,5'"),
    "an empty cell": ("x.csv", CSV + "0,,2\n", "line 2, column hip_flexion_deg: nothing is no number"),
    "a quote": ("x.csv", CSV + '0,"1,2\n', "no comma-separated table"),
    "too few": ("x.csv", CSV + "0,1,2\n1,1,2\n", "2 frames"),
    "no trc": ("x.trc", GOOD, "line 1"),
    "inches": ("x.trc", with_trc(lambda places: trc(places, Units="in")), "Units is in"),
    "marker count": ("x.trc", with_trc(lambda places: trc(places, NumMarkers=7)), "NumMarkers is 7"),
    "frame count": ("x.trc", with_trc(lambda places: trc(places, NumFrames=7)), "NumFrames is 7"),
    "no c3d": ("x.c3d", GOOD, "no C3D file"),
    "another kind": ("x.xlsx", GOOD, "no motion file"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_gets_one_sentence_with_its_place(case: str, tmp_path: Path) -> None:
    name, text, said = BROKEN[case]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(MotionError) as error:
        read_motion(tmp_path / name)
    one_sentence(error.value, said, name)


def one_sentence(error: Exception, said: str, name: str = "") -> None:
    text = str(error)
    assert said in text
    assert name in text
    assert text.endswith(".")
    assert "\n" not in text
    assert ". " not in text.replace(name, "")


def test_a_file_that_is_not_there_or_no_text_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(MotionError) as error:
        read_motion(tmp_path / "none.mot")
    one_sentence(error.value, "cannot be read", "none.mot")
    (tmp_path / "x.mot").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(MotionError) as error:
        read_motion(tmp_path / "x.mot")
    one_sentence(error.value, "UTF-8", "x.mot")
    (tmp_path / "x.c3d").write_bytes(b"\x02\x50" + b"\x00" * 700)
    if importlib.util.find_spec("ezc3d"):
        with pytest.raises(MotionError) as error:
            read_motion(tmp_path / "x.c3d")
        one_sentence(error.value, "C3D", "x.c3d")


@pytest.mark.parametrize("package", ["ezc3d", "pyarrow"])
def test_a_missing_extra_package_is_named_with_the_mend(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def missing(name: str, *more: str) -> object:
        if name.startswith(package):
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(importlib, "import_module", missing)
    (tmp_path / "x.c3d").write_bytes(b"\x02\x50" + b"\x00" * 700)
    done = simulate_motion(measured(), THRUSTER, 60, samples=2, frames=11)
    with pytest.raises(MotionError, match=rf"{package}; install it with thrustworthy\[motion\]"):
        read_motion(tmp_path / "x.c3d") if package == "ezc3d" else write_motion(tmp_path / "x.parquet", done)
    assert not list(tmp_path.glob("*.parquet"))


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"side": "middle"}, "side is 'middle'"),
        ({"side": "left"}, "no column for hip, such as hip_flexion_l"),
        ({"columns": {"toe": "x"}}, "'toe' is no angle"),
        ({"columns": {"knee": "knee_angle_q"}}, "did you mean 'knee_angle_r'"),
        ({"columns": {"knee": "-knee_angle_r"}, "part": "whole"}, "bends backwards"),
        ({"cutoff": 0}, "cutoff is 0 Hz"),
        ({"cutoff": 60}, "up to 45 Hz"),
        ({"cutoff": float("nan")}, "cutoff is nan"),
        ({"repetition": 4}, "holds 3 repetitions"),
        ({"repetition": 0}, "holds 3 repetitions"),
        ({"part": "half"}, "part is 'half'"),
        ({"anchor": "head"}, "anchor is 'head'"),
    ],
)
def test_an_impossible_choice_gets_one_sentence(choices: dict[str, Any], said: str) -> None:
    with pytest.raises(MotionError) as error:
        measured(**choices)
    one_sentence(error.value, said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t, c: (t, {name: 57.3 * one for name, one in c.items()}), "check the column and its unit"),
        (lambda t, c: (t / 1000, c), "check that time is in s"),
        (lambda t, c: (t / 8, c), "check that time is in s"),
        (lambda t, c: (t, {name: 0 * one + 1 for name, one in c.items()}), "choose the part whole"),
        (lambda t, c: (t[:101], {name: one[:101] for name, one in c.items()}), "has no concentric part"),
    ],
)
def test_an_impossible_motion_gets_one_sentence(change: Callable[..., Any], said: str) -> None:
    with pytest.raises(MotionError) as error:
        measure_motion(MotionFile("x", *change(*squatting())), cutoff=None)
    one_sentence(error.value, said)


@pytest.mark.parametrize(
    ("place", "choices", "said"),
    [
        ("head", {}, "'head'"),
        ("none", {}, "A load needs its place"),
        ("back", {"contact": "bench_pivot"}, "no load lies on 'back'"),
        ("back", {"contact": "swing"}, "contact is 'swing'"),
        ("back", {"setup": {"depth": 3}}, "has no setting 'depth'"),
        ("back", {"frames": 2}, "frames is 2"),
    ],
)
def test_an_impossible_simulation_gets_one_sentence(place: str, choices: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate_motion(measured(), THRUSTER, 60, place, **choices)


def test_every_contact_model_says_what_it_means() -> None:
    assert set(contact_models()) == {"feet_fixed", "bench_pivot"}
    assert all(meaning.endswith(".") for meaning in contact_models().values())


# --- written out ---------------------------------------------------------------------------------------------------


def test_a_written_file_holds_every_series_with_its_band_and_unit(tmp_path: Path) -> None:
    done = simulate_motion(measured(), THRUSTER, 60, samples=6, frames=21)
    write_motion(tmp_path / "x.csv", done)
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    assert len(lines) == 22
    for name in done.series:
        for end in ("p05", "p50", "p95"):
            assert sum(one.startswith(f"{name}_{end}_") for one in names) == 1, name
    column = names.index("knee_moment_p95_Nm")
    values = [float(line.split(",")[column]) for line in lines[1:]]
    assert values == pytest.approx(np.asarray(done.series["knee_moment"].band.p95))
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_parquet_holds_the_same_table_as_csv(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    done = simulate_motion(measured(), THRUSTER, 60, samples=3, frames=11)
    for ending in (".csv", ".parquet"):
        write_motion(tmp_path / f"x{ending}", done)
    table_ = parquet.read_table(tmp_path / "x.parquet")
    lines = (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()
    assert table_.column_names == lines[0].split(",")
    assert table_.column("time").to_pylist() == pytest.approx([float(line.split(",")[0]) for line in lines[1:]])


def test_a_lift_whose_legs_differ_is_written_side_by_side(tmp_path: Path) -> None:
    done = simulate("split_squat", THRUSTER, 20, samples=3, frames=11)
    write_motion(tmp_path / "x.mot", done)
    motion = read_motion(tmp_path / "x.mot")
    assert motion.columns["knee_angle_l"] == pytest.approx(np.asarray(done.series["knee_flexion_other"].band.p50))


def test_a_place_or_ending_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    done = simulate_motion(measured(), THRUSTER, 60, samples=2, frames=11)
    with pytest.raises(MotionError, match=r"written as \.mot"):
        write_motion(tmp_path / "x.txt", done)
    with pytest.raises(MotionError, match="cannot be written"):
        write_motion(tmp_path / "no" / "x.csv", done)
    with pytest.raises(MotionError, match="no duration"):
        write_motion(tmp_path / "x.csv", replace(done, setup={}))
