"""Whatever the case and the limits: no ban is broken, no load is above what is allowed or cannot be made up."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prescription.lifters import DEEP, LB, LEFT_OUT, OPENS, PATTERNS, case, plan, results, trained
from thrustworthy.case import Case
from thrustworthy.formulary import lift_ids, lifts
from thrustworthy.prescription import Prescription
from thrustworthy.screening import Verdict

NAMES = {one.name: one.id for one in lifts()}
BACK_OF = {"S3": "S2", "S4": "S3", "S5": "S2", "S2": "S1", "S1": "S1"}

LIMITS = st.fixed_dictionaries(
    {},
    optional={
        "max_stage": st.sampled_from(["S1", "S2", "S3", "S4"]),
        "stages_back": st.integers(0, 2),
        "load_factor": st.sampled_from([0.0, 0.5, 0.8, 1.0]),
        "max_load": st.floats(1, 200),
        "min_rir": st.integers(0, 5),
        "max_step": st.sampled_from([0.01, 0.05]),
        "max_hip_flexion": st.just(90.0),
        "ban_patterns": st.lists(st.sampled_from(sorted(PATTERNS)), max_size=2, unique=True).map(tuple),
        "ban_lifts": st.lists(st.sampled_from(sorted(lift_ids())), max_size=3, unique=True).map(tuple),
        "only_lifts": st.lists(st.sampled_from(sorted(lift_ids())), max_size=4, unique=True).map(tuple),
        "flags": st.lists(
            st.sampled_from([*sorted(LEFT_OUT), "light_effort", "light_load"]), max_size=2, unique=True
        ).map(tuple),
        "no_reported_training": st.booleans(),
    },
)
LIFTERS = st.builds(
    lambda lift, load, reps, best, weeks, pain: trained(
        lift, f"{load} kg", reps=reps, best=best, weeks=weeks, pain=pain
    ),
    st.sampled_from(sorted(lift_ids())),
    st.integers(5, 250),
    st.integers(1, 20),
    st.sampled_from(["true", "false"]),
    st.sampled_from([4, 30]),
    st.sampled_from([0, 2, 3]),
)
TESTED = st.sampled_from(["", results("S2"), results("S2", "S3"), results("S2", "S5"), results("S2", "S3", "S5")])
PLATES = st.lists(st.sampled_from([0.5, 1.25, 2.5, 5.0, 7.0, 10.0, 20.0]), max_size=5)
ASKED = st.one_of(st.none(), st.sampled_from(sorted(lift_ids())))


def left_out(wanted: dict[str, Any]) -> set[str]:
    """By hand: every lift that these limits rule out."""
    out = {*wanted.get("ban_lifts", ())}
    for pattern in wanted.get("ban_patterns", ()):
        out |= PATTERNS[pattern]
    for flag in wanted.get("flags", ()):
        out |= LEFT_OUT.get(flag, set())
    if "max_hip_flexion" in wanted:
        out |= DEEP
    if wanted.get("only_lifts"):
        out |= set(lift_ids()) - set(wanted["only_lifts"])
    return out


def named(found: Prescription) -> set[str]:
    """Every lift that the plan tells somebody to do."""
    said = " ".join(one.text for one in (*found.without, *found.alongside))
    return {found.lift} | {name for words, name in NAMES.items() if words in said and words != "Lunge"}


def made_case(lifter: str, tests: str, units: str, asked: str | None, equipment: str = "") -> Case:
    goal = f'[goal]\nlift = "{asked}"\n' if asked else ""
    return case(lifter + tests + goal + equipment, units)


@given(LIMITS, LIFTERS, TESTED, st.sampled_from(["kg", "lb"]), ASKED, st.booleans())
def test_no_lift_that_a_limit_leaves_out_is_ever_named(
    wanted: dict[str, Any], lifter: str, tests: str, units: str, asked: str | None, suppose: bool
) -> None:
    found = plan(made_case(lifter, tests, units, asked), Verdict.MODIFY, suppose=suppose, **wanted).prescription
    if found is None:
        return
    out = left_out(wanted)
    assert named(found).isdisjoint(out)
    for pattern in {"squat", "lunge"} & {*wanted.get("ban_patterns", ())}:
        assert not any(f"body-weight {pattern}" in one.text for one in found.alongside)
    if wanted.get("only_lifts"):
        assert not found.alongside
    if "max_stage" in wanted:
        assert found.stage <= wanted["max_stage"]


@given(LIMITS, LIFTERS, TESTED, st.sampled_from(["kg", "lb"]), ASKED, st.booleans())
def test_no_load_is_above_what_is_reported_and_left_or_the_lightest_there_is(
    wanted: dict[str, Any], lifter: str, tests: str, units: str, asked: str | None, suppose: bool
) -> None:
    made = made_case(lifter, tests, units, asked)
    found = plan(made, Verdict.MODIFY, suppose=suppose, **wanted).prescription
    if found is None or not found.load.kg:
        return
    entry = made.training.lift[0]
    assert entry.load is not None
    share = wanted.get("load_factor", 1.0)
    if {"light_effort", "light_load"} & {*wanted.get("flags", ())}:
        share = min(share, 0.6)
    assert share > 0
    if found.admitted_by == "gates":
        assert not suppose
        assert found.load.kg <= (45 * LB if units == "lb" else 20.0) + 1e-3
    else:
        assert found.lift == entry.lift
        assert found.load.kg <= entry.load.kg * share + 1e-3
        assert found.admitted_by == "clearance" or not wanted.get("no_reported_training", False)
    assert found.load.kg <= wanted.get("max_load", 1000.0) + 1e-3
    reserve = int(found.effort.text.split("(RIR ")[1].split(")")[0])
    assert reserve >= wanted.get("min_rir", 0)


@given(st.integers(5, 250), PLATES, st.sampled_from([10.0, 15.0, 20.0]), st.sampled_from(["kg", "lb"]))
def test_every_bar_load_can_be_made_up_from_the_plates_that_are_there(
    load: int, plates: list[float], bar: float, units: str
) -> None:
    pairs = ", ".join(f'"{plate} {units}"' for plate in plates)
    gym = f'[equipment]\nbar_mass = "{bar} {units}"\nplate_pairs = [{pairs}]\n'
    found = plan(case(trained(load=f"{load} {units}") + gym, units)).prescription
    assert found is not None and found.load.kg is not None
    unit = LB if units == "lb" else 1.0
    stock = plates or (
        [45.0] * 5 + [35.0, 25.0, 10.0, 5.0, 2.5] if units == "lb" else [20.0] * 5 + [15, 10, 5, 2.5, 1.25]
    )
    sums = {bar + 2 * sum(some) for n in range(len(stock) + 1) for some in combinations(stock, n)}
    fitting = [total for total in sums if total <= load + 1e-6]
    assert found.load.kg / unit == pytest.approx(max(fitting, default=0.0), abs=0.01)
    for warm in found.warm_up:
        assert warm.load.kg is not None and warm.load.kg < found.load.kg


@given(LIMITS, LIFTERS, st.sampled_from(["kg", "lb"]))
def test_a_step_in_load_is_never_above_the_cap(wanted: dict[str, Any], lifter: str, units: str) -> None:
    found = plan(case(lifter, units), Verdict.MODIFY, **wanted).prescription
    if found is not None and (step := re.search(r"add \S+ .*\(([\d.]+) %\)", found.next_step.text)):
        assert float(step[1]) / 100 <= wanted.get("max_step", 0.10) + 5e-4


@given(LIFTERS, st.integers(1, 2))
def test_a_step_back_goes_down_the_ladder_and_takes_the_load_off(lifter: str, back: int) -> None:
    made = case(lifter)
    before, after = plan(made).prescription, plan(made, Verdict.MODIFY, stages_back=back).prescription
    assert before is not None and after is not None
    stage = before.stage
    for _ in range(back):
        stage = BACK_OF[stage]
    assert after.stage <= stage
    if before.load.kg:
        assert after.load.kg == 0.0


@pytest.mark.parametrize("flag", sorted(LEFT_OUT))
def test_each_demand_leaves_out_exactly_the_lifts_it_means(flag: str) -> None:
    assert set(plan(case(), Verdict.MODIFY, flags=(flag,)).banned) == LEFT_OUT[flag]


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_each_banned_pattern_leaves_out_exactly_its_lifts(pattern: str) -> None:
    assert set(plan(case(), Verdict.MODIFY, ban_patterns=(pattern,)).banned) == PATTERNS[pattern]


def test_a_hip_of_a_right_angle_leaves_out_the_deep_lifts_and_one_short_of_straight_all() -> None:
    assert set(plan(case(), Verdict.MODIFY, max_hip_flexion=90).banned) == DEEP
    assert set(plan(case(), Verdict.MODIFY, min_hip_flexion=10).banned) == set(lift_ids())


@pytest.mark.parametrize("missing", sorted({*OPENS["S2"], *OPENS["S3"]}))
def test_one_missing_test_keeps_its_gate_shut(missing: str) -> None:
    whole = plan(case(results("S2", "S3"))).prescription
    less = plan(case(results("S2", "S3", leave_out=missing))).prescription
    assert whole is not None and less is not None
    assert whole.stage == "S3"
    assert less.stage == ("S1" if missing in OPENS["S2"] else "S2")
    assert less.load.kg == 0.0


@pytest.mark.parametrize(
    "asked, asks",
    [
        ("back_squat", {"bodyweight_squat_clean", "waiters_bow_clean", "single_leg_squat_faults"}),
        ("reverse_lunge", {"lunge_clean", "waiters_bow_clean", "single_leg_squat_faults", "bodyweight_squat_clean"}),
        ("romanian_deadlift", {"sorensen_hold", "hinge_pain", "waiters_bow_clean", "bodyweight_squat_clean"}),
    ],
)
def test_each_standing_pattern_has_a_gate_of_its_own(asked: str, asks: set[str]) -> None:
    goal = f'[goal]\nlift = "{asked}"\n'
    for test in OPENS["S5"]:
        found = plan(case(goal + results("S2", "S5", leave_out=test))).prescription
        assert found is not None
        if test in asks:
            assert found.stage == "S2", test
        elif test not in {"bodyweight_squat_clean", "waiters_bow_clean", "single_leg_squat_faults"}:
            assert (found.stage, found.lift) == ("S5", asked), test
