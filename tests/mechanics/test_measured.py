"""A measured motion: mapping, smoothing, repetitions, and the engine driven by it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.mechanics.lab import THRUSTER
from tests.mechanics.motions import NAMES, measured, squat_file, squatting, table
from thrustworthy.mechanics import (
    MotionFile,
    Simulation,
    measure_motion,
    read_motion,
    simulate,
    simulate_motion,
    write_motion,
)
from thrustworthy.mechanics._measured._filter import between_knots, knots_of, low_pass
from thrustworthy.mechanics._measured._repetitions import find_repetitions

MOMENTS = ("hip_moment", "knee_moment", "ankle_moment", "l5s1_moment", "t12l1_moment")


def round_trip(lift: str, load: float, tmp_path: Path, ending: str = ".mot") -> tuple[Simulation, Path]:
    """One body of the engine's own lift, written out."""
    done = simulate(lift, THRUSTER, load, samples=1, seed=3, frames=101)
    path = tmp_path / f"own{ending}"
    write_motion(path, done)
    return done, path


@pytest.mark.parametrize("ending", [".mot", ".sto", ".csv"])
@pytest.mark.parametrize("anchor", ["pelvis", "foot"])
def test_the_engines_own_squat_read_back_gives_its_own_moments(ending: str, anchor: str, tmp_path: Path) -> None:
    own, path = round_trip("back_squat", 60, tmp_path, ending)
    motion = measure_motion(read_motion(path), cutoff=None, part="whole", anchor=anchor)
    again = simulate_motion(motion, THRUSTER, 60, "back", samples=1, seed=3, frames=101)
    for name in MOMENTS:
        # 0.05 N m of several hundred: what ten written digits and the derivatives between the frames leave.
        assert np.asarray(again.series[name].band.p50) == pytest.approx(own.series[name].band.p50, abs=0.05), name
    assert again.peaks["l5s1_compression"].band.p50 == pytest.approx(own.peaks["l5s1_compression"].band.p50, rel=1e-4)
    assert again.checks["energy_error"] < 1e-5


def test_the_usual_smoothing_moves_the_engines_own_squat_by_under_a_newton_metre(tmp_path: Path) -> None:
    own, path = round_trip("back_squat", 60, tmp_path)
    motion = measure_motion(read_motion(path), part="whole")
    assert motion.cutoff == 6.0
    again = simulate_motion(motion, THRUSTER, 60, "back", samples=1, seed=3, frames=101)
    for name in MOMENTS:
        assert np.asarray(again.series[name].band.p50) == pytest.approx(own.series[name].band.p50, abs=1.0), name


def test_the_engines_own_thrust_read_back_gives_its_own_moments_on_the_bench(tmp_path: Path) -> None:
    own, path = round_trip("barbell_hip_thrust", 100, tmp_path)
    motion = measure_motion(read_motion(path), cutoff=None, part="whole")
    again = simulate_motion(motion, THRUSTER, 100, "pelvis", contact="bench_pivot", samples=1, seed=3, frames=101)
    for name in (*MOMENTS, "bench_force_vertical"):
        assert np.asarray(again.series[name].band.p50) == pytest.approx(own.series[name].band.p50, abs=0.05), name
    assert any("moves by 0 mm" in note for note in again.notes)


def test_the_engines_own_deadlift_read_back_gives_its_own_moments_from_the_hands(tmp_path: Path) -> None:
    own, path = round_trip("deadlift", 80, tmp_path)
    motion = measure_motion(read_motion(path), cutoff=None, part="whole")
    again = simulate_motion(motion, THRUSTER, 80, "hands", samples=1, seed=3, frames=101)
    for name in MOMENTS:
        assert np.asarray(again.series[name].band.p50) == pytest.approx(own.series[name].band.p50, abs=0.05), name


def test_work_and_energy_agree_for_a_measured_motion() -> None:
    done = [simulate_motion(measured(), THRUSTER, 60, samples=5, frames=frames) for frames in (51, 201)]
    assert done[1].checks["energy_error"] < done[0].checks["energy_error"] < 2e-3


def test_bodies_differ_and_the_motion_does_not() -> None:
    done = simulate_motion(measured(), THRUSTER, 60, samples=20, frames=21)
    knee, moment = done.peaks["knee_flexion"].band, done.peaks["knee_moment"].band
    assert knee.p05 == pytest.approx(knee.p95)
    assert moment.p05 < moment.p50 < moment.p95
    assert done.setup["concentric_time"]["p50"] == pytest.approx(measured().duration)
    assert done.figure.points["hip"].shape == (21, 2)


def test_the_same_seed_gives_the_same_figures() -> None:
    first, second = (simulate_motion(measured(), THRUSTER, 60, samples=4, seed=7, frames=11) for _ in "ab")
    assert first.to_json() == second.to_json()


def test_a_load_counts_where_it_rests() -> None:
    peaks = {
        (place, kg): simulate_motion(measured(), THRUSTER, kg, place, samples=4, frames=21).peaks
        for place, kg in (("none", 0), ("back", 60), ("hands", 60), ("pelvis", 0), ("pelvis", 60))
    }
    back = {key: one["l5s1_moment"].band.p50 for key, one in peaks.items()}
    assert back["back", 60] > back["none", 0] + 50
    assert back["hands", 60] > back["none", 0] + 50
    # A load on the pelvis loads the legs and leaves the back as it was.
    assert back["pelvis", 60] == pytest.approx(back["pelvis", 0])
    assert peaks["pelvis", 60]["knee_moment"].band.p50 > peaks["pelvis", 0]["knee_moment"].band.p50 + 20


def test_a_held_technique_value_is_shown_as_given() -> None:
    done = simulate_motion(measured(), THRUSTER, 60, setup={"bar_x": -0.05}, samples=3, frames=11)
    assert done.setup["bar_x"]["given"]
    assert done.setup["bar_x"]["p50"] == -0.05


def test_the_filter_halves_the_cut_off_keeps_what_is_slow_and_has_no_delay() -> None:
    time = np.arange(0.0, 10.0, 0.01)
    inner = slice(200, 800)
    for frequency, kept in ((1.0, 1.0), (6.0, 0.5), (20.0, 0.0)):
        wave = np.sin(2.0 * np.pi * frequency * time)
        smooth = low_pass(wave, 100.0, 6.0)
        assert smooth[inner] == pytest.approx(kept * wave[inner], abs=2e-3), frequency


def test_the_filter_keeps_a_straight_line_and_the_ends() -> None:
    line = np.linspace(3.0, -8.0, 57)
    assert low_pass(line, 50.0, 4.0) == pytest.approx(line)
    noisy = line + np.random.default_rng(1).normal(size=57)
    assert low_pass(noisy, 50.0, 4.0)[[0, -1]] == pytest.approx(noisy[[0, -1]])


def test_values_between_the_frames_carry_their_own_derivatives() -> None:
    knots = np.linspace(0.0, 2.0, 201)
    jet = knots_of(np.sin(3.0 * knots), 0.01)
    time = np.linspace(0.1, 1.9, 4001)
    fine = between_knots(knots, jet, time)
    assert fine.v == pytest.approx(np.sin(3.0 * time), abs=1e-9)
    assert fine.d == pytest.approx(3.0 * np.cos(3.0 * time), abs=1e-7)
    assert fine.a == pytest.approx(-9.0 * np.sin(3.0 * time), abs=1e-4)
    # The rate is the slope of the value, and the acceleration the slope of the rate, of this very curve.
    step = time[1] - time[0]
    assert np.gradient(fine.v, step)[1:-1] == pytest.approx(fine.d[1:-1], abs=1e-5)
    assert np.gradient(fine.d, step)[1:-1] == pytest.approx(fine.a[1:-1], abs=1e-4)


def test_every_repetition_is_found_and_the_chosen_part_runs_from_bottom_to_top() -> None:
    motion = measured(repetition=2)
    assert [one.bottom for one in motion.repetitions] == pytest.approx([1.0, 3.0, 5.0], abs=0.02)
    assert motion.start == pytest.approx(3.0, abs=0.02)
    assert 3.8 < motion.end <= 4.0
    down = measured(repetition=2, part="eccentric")
    assert down.end == motion.start
    both = measured(repetition=2, part="repetition")
    assert (both.start, both.end) == (down.start, motion.end)


def test_a_small_bounce_at_the_bottom_is_no_repetition_of_its_own() -> None:
    time, columns = squatting(count=2)
    flexion = columns["hip_flexion_r"] + columns["knee_angle_r"]
    bounce = 20.0 * np.exp(-(((time - 1.0) / 0.06) ** 2))
    assert len(find_repetitions(time, flexion - bounce)) == 2


def test_standing_still_after_the_lift_is_left_out() -> None:
    time, columns = squatting(count=1)
    still = np.arange(1, 301) * 0.01 + time[-1]
    longer = {name: np.concatenate([values, np.full(300, values[-1])]) for name, values in columns.items()}
    motion = measure_motion(MotionFile("x", np.concatenate([time, still]), longer))
    assert motion.end < 2.05


@pytest.mark.parametrize("side", ["right", "left", "both"])
def test_the_side_decides_which_columns_are_read(side: str) -> None:
    time, columns = squatting()
    left = {name.replace("_r", "_l"): values + 4.0 for name, values in columns.items() if name.endswith("_r")}
    motion = measure_motion(MotionFile("x", time, {**columns, **left}), side=side, cutoff=None)
    extra = {"right": 0.0, "left": 4.0, "both": 2.0}[side]
    assert np.degrees(motion.values["hip"].v) == pytest.approx(columns["hip_flexion_r"] + extra)
    rule = next(one.rule for one in motion.mapped if one.angle == "hip")
    assert rule.count("hip_flexion") == (2 if side == "both" else 1)


def test_a_knee_that_counts_flexion_negative_is_turned_round_and_says_so() -> None:
    time, columns = squatting()
    motion = measure_motion(MotionFile("x", time, {**columns, "knee_angle_r": -columns["knee_angle_r"]}))
    (row,) = (one for one in motion.mapped if one.angle == "knee")
    assert row.sign == -1.0
    assert motion.values["knee"].v.max() == pytest.approx(np.radians(100.0), abs=0.02)


def test_a_column_can_be_chosen_and_turned_round() -> None:
    time, columns = squatting()
    odd = {**columns, "bend": -columns["lumbar_extension"]}
    motion = measure_motion(MotionFile("x", time, odd), columns={"lumbar": "-bend"})
    assert motion.values["lumbar"].v == pytest.approx(measured().values["lumbar"].v)


def test_the_levels_of_the_lifting_model_are_added_up() -> None:
    time, columns = squatting()
    whole = columns.pop("lumbar_extension")
    levels = ("L5_S1", "L4_L5", "L3_L4", "L2_L3", "L1_L2", "L1_T12")
    motion = measure_motion(MotionFile("x", time, {**columns, **{f"{name}_Flex_Ext": whole / 6 for name in levels}}))
    assert motion.values["lumbar"].v == pytest.approx(measured().values["lumbar"].v)


def test_the_mismatch_of_chain_and_pelvis_is_told_in_degrees() -> None:
    time, columns = squatting()
    off = {**columns, "pelvis_tilt": columns["pelvis_tilt"] + 12.0}
    motion = measure_motion(MotionFile("x", time, off), anchor="foot")
    assert motion.mismatch == pytest.approx((12.0, 12.0), abs=0.1)
    notes = simulate_motion(motion, THRUSTER, 60, samples=2, frames=11).notes
    assert any("12.0 deg at most" in note and "not flat" in note for note in notes)


def test_without_a_lumbar_angle_or_a_pelvis_the_file_is_used_and_the_notes_say_so() -> None:
    time, columns = squatting()
    legs = {name: values for name, values in columns.items() if name.endswith("_r")}
    motion = measure_motion(MotionFile("x", time, legs))
    assert (motion.anchor, motion.mismatch) == ("foot", None)
    notes = " ".join(simulate_motion(motion, THRUSTER, 0, "none", samples=2, frames=11).notes)
    assert "no lumbar angle" in notes
    assert "no pelvis tilt" in notes


def test_radians_and_degrees_give_the_same_motion(tmp_path: Path) -> None:
    time, columns = squatting()
    (tmp_path / "rad.mot").write_text(
        table(time, {name: np.radians(values) for name, values in columns.items()}, degrees="no"), encoding="utf-8"
    )
    first, second = read_motion(squat_file(tmp_path)), read_motion(tmp_path / "rad.mot")
    for name in NAMES:
        assert first.columns[name] == pytest.approx(second.columns[name], abs=1e-6)


def test_a_csv_may_mix_degrees_and_radians(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = "\n".join(f"{at / 10},{at},{at / 100},7" for at in range(12))
    path.write_text(f"time,hip_flexion_deg,knee_flexion_rad,force_N\n{rows}\n", encoding="utf-8")
    motion = read_motion(path)
    assert set(motion.columns) == {"hip_flexion", "knee_flexion"}
    assert motion.columns["knee_flexion"][-1] == pytest.approx(np.degrees(0.11))


def test_uneven_frames_are_made_even() -> None:
    time, columns = squatting()
    uneven = time + 0.002 * np.sin(40.0 * time)
    motion = measure_motion(
        MotionFile("x", uneven, {name: np.interp(uneven, time, values) for name, values in columns.items()})
    )
    assert np.ptp(np.diff(motion.knots)) < 1e-9
    assert motion.repetitions[0].bottom == pytest.approx(1.0, abs=0.02)


def test_an_error_of_the_ankle_angle_does_less_when_the_pelvis_leads() -> None:
    time, columns = squatting()
    wrong = {**columns, "ankle_angle_r": columns["ankle_angle_r"] + 2.0 * np.sin(2.0 * np.pi * 2.0 * time)}

    def off(anchor: str) -> float:
        first, second = (
            simulate_motion(
                measure_motion(MotionFile("x", time, one), anchor=anchor), THRUSTER, 60, samples=2, frames=51
            ).series["ankle_moment"]
            for one in (columns, wrong)
        )
        return float(np.max(abs(np.asarray(first.band.p50) - np.asarray(second.band.p50))))

    assert off("pelvis") < 0.1
    assert off("foot") > 50.0
