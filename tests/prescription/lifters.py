"""People who lift, written as case files, and by hand what each limit leaves out: no data file is read for it."""

from __future__ import annotations

from typing import Any

from thrustworthy.case import Case, facts_of, parse_case
from thrustworthy.prescription import Plan, Prescription, prescribe
from thrustworthy.screening import Constraints, Outcome, Verdict

LB = 0.45359237

PATTERNS = {
    "thrust": {
        *("barbell_hip_thrust", "american_hip_thrust", "feet_elevated_hip_thrust", "dumbbell_hip_thrust"),
        *("shoulder_and_feet_elevated_hip_thrust", "banded_hip_thrust", "machine_hip_thrust", "ball_hip_thrust"),
        *("b_stance_hip_thrust", "single_leg_hip_thrust", "floor_glute_bridge", "barbell_glute_bridge"),
        *("single_leg_glute_bridge", "trx_bridge", "inclined_glute_bridge", "side_lying_hip_extension"),
    },
    "squat": {"back_squat", "front_squat", "box_squat", "split_squat"},
    "lunge": {"lunge", "reverse_lunge", "split_squat", "step_up", "reverse_curtsy_lunge"},
    "bend": {
        *("deadlift", "block_deadlift", "romanian_deadlift", "good_morning"),
        *("back_extension", "single_leg_romanian_deadlift"),
    },
    "leg_press": {"leg_press"},
}
HANDS = {
    *("barbell_hip_thrust", "american_hip_thrust", "dumbbell_hip_thrust", "b_stance_hip_thrust"),
    *("barbell_glute_bridge", "back_squat", "front_squat", "box_squat", "deadlift", "block_deadlift"),
    *("romanian_deadlift", "good_morning", "landmine", "roll_out"),
}
ON_A_BENCH = {
    *("barbell_hip_thrust", "american_hip_thrust", "dumbbell_hip_thrust", "banded_hip_thrust", "machine_hip_thrust"),
    *("b_stance_hip_thrust", "single_leg_hip_thrust", "shoulder_and_feet_elevated_hip_thrust", "ball_hip_thrust"),
}
FLAT = {
    *("floor_glute_bridge", "barbell_glute_bridge", "single_leg_glute_bridge", "trx_bridge"),
    "feet_elevated_hip_thrust",
}
NOT_TWO_LEGS = {
    *("single_leg_glute_bridge", "b_stance_hip_thrust", "single_leg_hip_thrust", "lunge", "reverse_lunge"),
    *("split_squat", "step_up", "single_leg_romanian_deadlift", "reverse_curtsy_lunge", "cable_kickback"),
    "side_lying_hip_extension",
}
WITH_A_LOAD = HANDS - {"roll_out"} | {"machine_hip_thrust", "ball_hip_thrust", "leg_press", "abductor_machine"}
LEFT_OUT: dict[str, set[str]] = {
    "two_leg_only": NOT_TWO_LEGS,
    "nothing_in_hands": HANDS,
    "no_bar_handling": HANDS,
    "no_flat_supine": FLAT,
    "no_bench_lockout": ON_A_BENCH,
    "body_weight_or_band": WITH_A_LOAD | {"cable_kickback"},
    "no_hip_adduction_or_internal_rotation": {"reverse_curtsy_lunge"},
    "no_overhead": {"landmine"},
}
# Lifts whose bottom asks for more than a right angle of the hip.
DEEP = {
    *("barbell_hip_thrust", "dumbbell_hip_thrust", "banded_hip_thrust", "machine_hip_thrust", "b_stance_hip_thrust"),
    *("single_leg_hip_thrust", "shoulder_and_feet_elevated_hip_thrust", "back_squat", "front_squat", "box_squat"),
    *("deadlift", "leg_press", "lunge", "reverse_lunge", "split_squat", "reverse_curtsy_lunge"),
}

_TRAINED = """
[[training.lift]]
lift = "{lift}"
load = "{load}"
reps = {reps}
best = {best}
for_time = "{weeks} weeks"
pain_during = {pain}
pain_next_morning = {pain}
"""
# Results that open each stage of the thrust, and the standing ones.
OPENS: dict[str, dict[str, str]] = {
    "S2": {"bridge_clean_sets": "true", "bridge_hold": "60", "bridge_pain": "2"},
    "S3": {
        "raised_clean_sets": "true",
        "movement_control_fails": "1",
        "hip_extension_neutral": "true",
        "hip_flexion_no_pinch": "true",
    },
    "S5": {
        "bodyweight_squat_clean": "true",
        "waiters_bow_clean": "true",
        "single_leg_squat_faults": "1",
        "lunge_clean": "true",
        "sorensen_hold": "60",
        "hinge_pain": "5",
    },
}


def case(extra: str = "", units: str = "kg", training: str = "new_condition_since = false") -> Case:
    """A person of whom nothing but this is known."""
    text = f'name = "somebody"\nasked_on = 2026-11-01\nunits = "{units}"\n[training]\n{training}\n{extra}'
    return parse_case(text, where="somebody.toml")


def trained(lift: str = "barbell_hip_thrust", load: str = "100 kg", **changes: Any) -> str:
    """A lift as it is trained now: 20 weeks, 8 repetitions, without pain, unless it is said otherwise."""
    row = {"reps": 8, "best": "false", "weeks": 20, "pain": 0} | changes
    return _TRAINED.format(lift=lift, load=load, **row)


def result(test: str, value: str, on: str = "2026-10-30", side: str = "") -> str:
    """One test done."""
    told = f'side = "{side}"\n' if side else ""
    return f'[[test]]\ntest = "{test}"\nvalue = {value}\non = {on}\n{told}'


def results(*stages: str, leave_out: str = "", **changes: str) -> str:
    """The results that open these stages, less one, or with other values."""
    rows = {test: value for stage in stages for test, value in OPENS[stage].items()} | changes
    return "".join(result(test, value) for test, value in rows.items() if test != leave_out)


def plan(
    made: Case, verdict: Verdict = Verdict.ALLOW, *, suppose: bool = False, lift: str | None = None, **limits: Any
) -> Plan:
    """The plan of a case under these limits."""
    outcome = Outcome(verdict, None, (), Constraints(**limits))
    return prescribe(made, facts_of(made), outcome, suppose=suppose, lift=lift)


def planned(made: Case, **limits: Any) -> Prescription:
    """The prescription of a plan that has one."""
    found = plan(made, **limits).prescription
    assert found is not None
    return found
