"""The public call: shapes, words, refusals, repeatability."""

import json
from dataclasses import FrozenInstanceError
from importlib.resources import files

import numpy as np
import pytest

from tests.mechanics.lab import LIFTS, REFERENCE, THRUSTER, load_for
from thrustworthy.evidence import DataError, as_quantity
from thrustworthy.formulary import read_lift_file
from thrustworthy.mechanics import Simulation, SimulationError, Subject, simulate
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._tables import LEVELS, settings, table

CONTRACT = [
    *("lift", "person", "load", "setup", "samples", "seed", "engine", "phase", "series", "peaks", "kinematics"),
    *("feasible", "checks", "drivers", "notes", "sources"),
]
OF_EVERY_LIFT = {
    *(f"{joint}_moment" for joint in ("hip", "knee", "ankle", *LEVELS)),
    *(f"{joint}_moment_one_limb" for joint in ("hip", "knee", "ankle")),
    *(f"{level}_{load}" for level in LEVELS for load in ("compression", "shear")),
    *(f"ground_force_{way}" for way in ("horizontal", "vertical")),
    "hip_contact_force",
}


def quick(lift: str = "barbell_hip_thrust", **more: object) -> Simulation:
    return simulate(lift, THRUSTER, load_for(lift, 100), **{"samples": 40, "frames": 21, **more})  # type: ignore[arg-type]  # keywords of one call, gathered


@pytest.mark.parametrize("lift", LIFTS)
def test_every_lift_fills_the_contract_with_finite_numbers(lift: str) -> None:
    made = quick(lift).to_json()
    assert list(made) == CONTRACT
    text = json.dumps(made, allow_nan=False)
    assert json.loads(text) == made
    assert set(made["peaks"]) >= OF_EVERY_LIFT
    assert set(made["peaks"]) == set(made["series"]) | {"muscle_activation"}
    assert set(made["peaks"]["muscle_force"]) == set(made["series"]["muscle_force"])
    assert {"hip_start", "hip_end", "knee_range", "lumbar_range", "trunk_start"} <= set(made["kinematics"])
    series = {**made["series"], **made["series"]["muscle_force"]}
    del series["muscle_force"]
    for one in series.values():
        low, middle, high = (np.array(one[key]) for key in ("p05", "p50", "p95"))
        assert len(low) == len(made["phase"]) == 21
        assert (low <= middle).all()
        assert (middle <= high).all()


@pytest.mark.parametrize("lift", LIFTS)
def test_one_limb_is_half_of_both_in_a_symmetric_lift(lift: str) -> None:
    peaks = quick(lift).peaks
    for joint in ("hip", "knee", "ankle"):
        both, one = peaks[f"{joint}_moment"], peaks[f"{joint}_moment_one_limb"]
        assert (both.limbs, one.limbs) == ("both", "one")
        assert one.band.p50 == pytest.approx(both.band.p50 / 2)
        assert one.minimum.p05 == pytest.approx(both.minimum.p05 / 2)


def test_a_peak_is_the_median_of_the_samples_peaks_not_the_peak_of_the_median() -> None:
    made = quick(samples=200)
    peak, curve = made.peaks["knee_moment"], made.series["knee_moment"]
    assert peak.band.p50 > np.max(curve.band.p50)
    assert peak.minimum.p50 <= np.min(curve.band.p50)


def test_the_same_seed_gives_the_same_figures_and_another_seed_does_not() -> None:
    assert json.dumps(quick(seed=4).to_json()) == json.dumps(quick(seed=4).to_json())
    assert quick(seed=4).peaks["hip_moment"].band != quick(seed=5).peaks["hip_moment"].band


def test_the_chance_that_the_load_can_be_lifted_is_said_and_the_figures_are_of_bodies_that_can() -> None:
    made = quick()
    assert 0.5 < made.feasible["probability"] <= 1.0
    assert made.checks["reserve"] < 0.05
    assert any("strong enough" in note for note in made.notes)


def test_a_missing_height_widens_the_band_and_says_so() -> None:
    known = simulate("barbell_hip_thrust", THRUSTER, 100, samples=200)
    unknown = simulate("barbell_hip_thrust", Subject(sex="male"), 100, samples=200)

    def width(made: Simulation) -> float:
        band = made.peaks["l5s1_moment"].band
        return float(band.p95 - band.p05)

    assert width(unknown) > width(known)
    assert any(note.startswith("Height and mass not given") for note in unknown.notes)
    assert any("a measured adult population" in note for note in unknown.notes)
    assert not any("not given" in note for note in known.notes)


def test_a_body_outside_the_tables_is_told_so() -> None:
    notes = " ".join(simulate("back_squat", Subject(1.45, 90.0, "female"), 20, samples=10).notes)
    assert "height of 1.45 m lies outside" in notes
    assert "body mass index of 43" in notes


def test_what_is_held_is_shown_as_held_and_does_not_vary() -> None:
    setup = quick(setup={"bench_height": 0.45}).setup
    assert setup["bench_height"] == {"unit": "m", "p05": 0.45, "p50": 0.45, "p95": 0.45, "given": True}
    assert setup["knee_angle"]["given"] is False
    assert setup["knee_angle"]["p05"] < setup["knee_angle"]["p95"]


def test_drivers_are_shares_of_what_varied() -> None:
    drivers = quick(samples=300).drivers
    assert {"hip_moment", "knee_moment", "l5s1_compression", "hip_contact_force"} <= set(drivers)
    for shares in drivers.values():
        assert 0.3 < sum(shares.values()) <= 1.0 + 1e-9
        assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert {"technique.concentric_time", "muscle.trunk_arm"} <= set(drivers["l5s1_compression"])
    assert "muscle.spine_model" in drivers["l5s1_shear"]
    held = quick(samples=300, setup={"bar_x": 0.11}).drivers
    assert "technique.bar_x" in drivers["hip_moment"]
    assert "technique.bar_x" not in held["hip_moment"]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"lift": "barbell_hip_trust"}, "'barbell_hip_thrust'"),
        ({"load": -5}, "load"),
        ({"load": float("nan")}, "load"),
        ({"subject": Subject(height=9.0)}, "height"),
        ({"subject": Subject(mass=5.0)}, "mass"),
        ({"subject": Subject(sex="other")}, "sex"),  # type: ignore[arg-type]  # what the check is for
        ({"setup": {"bench_hight": 0.4}}, "'bench_height'"),
        ({"setup": {"depth": 0}}, "depth"),
        ({"setup": {"bench_height": 40}}, "bench_height"),
        ({"setup": {"bench_height": "high"}}, "bench_height"),
        ({"setup": {"foot_force": float("nan")}}, "foot_force"),
        ({"samples": 0}, "samples"),
        ({"frames": 1}, "frames"),
        ({"lift": "floor_glute_bridge"}, "body weight"),
    ],
)
def test_a_bad_input_is_refused_in_one_sentence_that_names_it(change: dict[str, object], names: str) -> None:
    asked = {"lift": "barbell_hip_thrust", "subject": THRUSTER, "load": 60.0} | change
    with pytest.raises(SimulationError) as refused:
        simulate(**asked)  # type: ignore[arg-type]  # keywords gathered above
    sentence = str(refused.value)
    assert names in sentence
    assert sentence.count("\n") == 0
    assert isinstance(refused.value, ValueError)


def test_a_setup_no_body_can_take_is_refused_and_not_answered() -> None:
    with pytest.raises(SimulationError, match=r"100% of the drawn bodies find no posture .* foot_distance"):
        simulate("barbell_hip_thrust", THRUSTER, 60, setup={"foot_distance": 1.4}, samples=20)


def test_samples_without_a_posture_are_left_out_counted_and_noted() -> None:
    made = simulate("barbell_hip_thrust", THRUSTER, 60, setup={"foot_distance": 1.05}, samples=200)
    unsolved = made.checks["unsolved"]
    assert unsolved is not None
    assert 0 < unsolved < 50
    assert any(note.startswith(f"{int(unsolved)} of 200 drawn bodies found no posture") for note in made.notes)
    json.dumps(made.to_json(), allow_nan=False)


@pytest.mark.parametrize("lift", LIFTS)
def test_the_figure_holds_a_whole_body_and_its_forces_in_balance(lift: str) -> None:
    made = quick(lift)
    figure = made.figure
    frames = len(made.phase)
    wanted = {"heel", "toe", "ankle", "knee", "hip", *LEVELS, "shoulder", "neck", "head_top", "elbow", "hand"}
    assert wanted <= set(figure.points)
    assert all(points.shape == (frames, 2) for points in figure.points.values())
    assert (figure.bottom, figure.lockout) == (0, frames - 1)
    assert 0 < figure.middle < frames - 1
    outside = sum(one["vector"] for one in figure.forces.values())
    np.testing.assert_allclose(outside[[0, -1]], [[0, 84 * 9.81]] * 2, atol=1e-6, err_msg="forces less body weight")
    assert ("bench" in figure.points) == ("bench" in figure.forces)
    with pytest.raises(FrozenInstanceError):
        figure.floor = 1.0  # type: ignore[misc]  # that it cannot be set is the point


def test_the_spine_arrow_has_the_size_of_compression_and_shear() -> None:
    spine = quick(setup=REFERENCE).figure.spine["l5s1"]
    np.testing.assert_allclose(np.hypot(*spine["vector"].T), np.hypot(spine["compression"], spine["shear"]), rtol=1e-12)


@pytest.mark.parametrize("lift", LIFTS)
def test_what_a_lift_lets_one_set_has_a_meaning_and_moves_something(lift: str) -> None:
    model = lift_model(lift)
    base = quick(lift, samples=8)
    for key in model.settable:
        assert settings()[key].meaning
        shown = base.setup.get(key)
        value = 0.9 * shown["p50"] + 0.02 if shown else {"foot_distance": 0.8, "foot_force": -40.0}[key]
        if key == "foot_distance" and lift != "barbell_hip_thrust":
            value = 0.62
        moved = quick(lift, samples=8, setup={key: value})
        assert moved.peaks["l1l2_moment"].band != base.peaks["l1l2_moment"].band or (
            moved.peaks["knee_moment"].band != base.peaks["knee_moment"].band
        ), key


def test_every_number_of_the_physics_has_a_tag_and_a_source_or_says_design() -> None:
    names = [f.name for f in files("thrustworthy.mechanics").joinpath("data").iterdir() if f.name.endswith(".toml")]
    plain = {"settings.toml", "notes.toml", "hip_arms.toml"}
    rows = [row for name in names if name not in plain for row in table(name.removesuffix(".toml")).values()]
    assert len(rows) > 100
    with pytest.raises(DataError, match="needs a source"):
        as_quantity("x", {"value": 1, "unit": "m", "tag": "READ-D"})


def test_a_lift_without_a_simulation_table_says_what_it_still_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {key: value for key, value in read_lift_file("deadlift").items() if key != "simulation"}
    monkeypatch.setattr("thrustworthy.mechanics._lift.read_lift_file", lambda lift: without)
    with pytest.raises(SimulationError, match="no simulation"):
        lift_model.__wrapped__("deadlift")
