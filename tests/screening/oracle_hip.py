"""The oracle of artificial hips and of complaints of the hip."""

from __future__ import annotations

from tests.screening.oracle import BOTH, PERSON, POST_OP, SURGEON, UNCLEAR, entry, person, row

IMPLANTS = (
    entry("hip_replacement", approach="posterior"),
    entry("hip_resurfacing"),
    entry("implant_revision"),
    entry("hip_dislocation"),
)


def tha(days, approach="posterior", **changes):
    return person(entry("hip_replacement", days, approach=approach, **changes))


def bhr(days, **changes):
    return person(entry("hip_resurfacing", days, **changes))


SIGNS = (
    row(
        "H01a",
        "REFER_NOW",
        yes=[
            *(person(hip, symptoms__fever=True) for hip in IMPLANTS),
            *(person(hip, symptoms__wound_discharge=True) for hip in IMPLANTS),
            *(person(hip, symptoms__hip_dislocation_feeling=True) for hip in IMPLANTS),
            *(person(hip, symptoms__cannot_bear_weight=True) for hip in IMPLANTS),
        ],
        no=[person(), person(symptoms__hip_dislocation_feeling=True), *(person(hip) for hip in IMPLANTS)],
        unknown=[(person(IMPLANTS[0], symptoms__hip_dislocation_feeling=None), PERSON)],
    ),
    row(
        "H01b",
        "REFER_SOON",
        yes=[
            *(person(hip, symptoms__new_groin_or_thigh_pain=True) for hip in IMPLANTS),
            *(person(hip, symptoms__new_limp_or_clunk=True) for hip in IMPLANTS),
        ],
        no=[person(), person(symptoms__new_limp_or_clunk=True), *(person(hip) for hip in IMPLANTS)],
        unknown=[(person(IMPLANTS[1], symptoms__new_limp_or_clunk=UNCLEAR), PERSON)],
    ),
)

REPLACEMENT = (
    row(
        "H02x",
        "HOLD_CLEARANCE",
        yes=[
            tha(83, cleared=False),
            tha(30, "anterior", cleared=False),
            tha(83, "lateral"),
            tha(1000, "through_the_top"),
        ],
        no=[person(), tha(83), tha(83, "anterior"), tha(84, cleared=False), tha(84, "lateral")],
        unknown=[
            (tha(30, None), SURGEON),
            (tha(1000, None), SURGEON),
            (tha(83, cleared=None), SURGEON),
            (tha((80, 90), cleared=False), PERSON),
            (tha(None, cleared=None), BOTH),
        ],
    ),
    row(
        "H02",
        "MODIFY",
        yes=[tha(83), tha(10)],
        no=[person(), tha(84), tha(83, "anterior"), tha(83, cleared=False)],
        unknown=[(tha(83, cleared=None), SURGEON), (tha(83, None), SURGEON), (tha((80, 90)), PERSON)],
        binds={
            **POST_OP,
            "max_stage": "S1",
            "max_hip_flexion": 90.0,
            "flags": ("no_hip_adduction_or_internal_rotation", "two_leg_only"),
        },
    ),
    row(
        "H03",
        "MODIFY",
        yes=[tha(83, "anterior"), tha(10, "anterior")],
        no=[person(), tha(84, "anterior"), tha(83), tha(83, "anterior", cleared=False)],
        unknown=[(tha(83, None), SURGEON)],
        binds={
            **POST_OP,
            "max_stage": "S1",
            "min_hip_flexion": 0.0,
            "flags": ("no_bench_lockout", "stop_at_neutral_hip", "two_leg_only"),
        },
    ),
    row(
        "H04",
        "MODIFY",
        yes=[tha(84), tha(182), tha(100, "lateral")],
        no=[person(), tha(83), tha(183), tha(100, cleared=False)],
        unknown=[(tha(100, cleared=None), SURGEON), (tha((170, 200)), PERSON)],
        binds={**POST_OP, "max_stage": "S3", "min_rir": 3, "flags": ("left_right_difference", "two_leg_only")},
    ),
    row(
        "H04x",
        "HOLD_CLEARANCE",
        yes=[tha(84, cleared=False), tha(182, cleared=False)],
        no=[person(), tha(100), tha(83, cleared=False), tha(183, cleared=False)],
        unknown=[(tha(100, cleared=None), SURGEON)],
    ),
    row(
        "H05",
        "ALLOW",
        yes=[tha(183), tha(4000, "anterior")],
        no=[person(), tha(182), tha(183, cleared=False)],
        unknown=[(tha((206, 236), cleared=None), SURGEON), (tha((170, 200)), PERSON)],
        binds={**POST_OP, "flags": ("wear_not_known", "no_impact")},
    ),
    row(
        "H05x",
        "HOLD_CLEARANCE",
        yes=[tha(183, cleared=False), tha(4000, cleared=False)],
        no=[person(), tha(183), tha(182, cleared=False)],
        unknown=[(tha(4000, cleared=None), SURGEON)],
    ),
)

RESURFACING = (
    row(
        "H06a",
        "HOLD_CLEARANCE",
        yes=[bhr(27), bhr(3, cleared=False)],
        no=[person(), bhr(28)],
        unknown=[(bhr((20, 40)), PERSON), (bhr(None), PERSON)],
    ),
    row(
        "H06b",
        "MODIFY",
        yes=[bhr(28), bhr(41)],
        no=[person(), bhr(27), bhr(42), bhr(30, cleared=False)],
        unknown=[(bhr(30, cleared=None), SURGEON)],
        binds={**POST_OP, "max_stage": "S1", "load_factor": 0.0, "flags": ("two_leg_only",)},
    ),
    row(
        "H06c",
        "MODIFY",
        yes=[bhr(42), bhr(83)],
        no=[person(), bhr(41), bhr(84), bhr(60, cleared=False)],
        unknown=[(bhr(60, cleared=None), SURGEON), (bhr((80, 90)), PERSON)],
        binds={**POST_OP, "max_stage": "S2"},
    ),
    row(
        "H06d",
        "MODIFY",
        yes=[bhr(84), bhr(182)],
        no=[person(), bhr(83), bhr(183), bhr(100, cleared=False)],
        unknown=[(bhr(100, cleared=None), SURGEON)],
        binds={**POST_OP, "max_stage": "S3", "min_rir": 4, "flags": ("light_load", "two_leg_only")},
    ),
    row(
        "H06e",
        "ALLOW",
        yes=[bhr(183), bhr(294)],
        no=[person(), bhr(182), bhr(294, cleared=False)],
        unknown=[(bhr(294, cleared=None), SURGEON)],
        binds={**POST_OP, "flags": ("wear_not_known", "no_impact")},
    ),
    row(
        "H06x",
        "HOLD_CLEARANCE",
        yes=[bhr(30, cleared=False), bhr(4000, cleared=False)],
        no=[person(), bhr(30)],
        unknown=[(bhr(4000, cleared=None), SURGEON)],
    ),
    row(
        "H06m",
        "MODIFY",
        yes=[
            bhr(294, surveillance_last_year=False),
            bhr(294, surveillance_last_year=False, detail="metal_on_metal"),
        ],
        no=[person(), bhr(294), bhr(294, surveillance_last_year=False, detail="ceramic")],
        unknown=[(bhr(294, surveillance_last_year=None), PERSON)],
        binds={"pain_cap": 2, "max_step": 0.05, "flags": ("implant_follow_up",)},
    ),
)

COMPLAINTS = (
    row(
        "D06",
        "MODIFY",
        yes=[person(symptoms__hip_front_pain=True)],
        no=[person()],
        unknown=[(person(symptoms__hip_front_pain=None), PERSON)],
        binds={"min_hip_flexion": 0.0, "max_step": 0.05, "flags": ("less_depth", "stop_at_neutral_hip")},
    ),
    row(
        "D06i",
        "MODIFY",
        yes=[person(entry("hip_impingement", symptom_free=False))],
        no=[person(), person(entry("hip_impingement"))],
        unknown=[(person(entry("hip_impingement", symptom_free=None)), PERSON)],
        binds={"min_hip_flexion": 0.0, "max_step": 0.05, "flags": ("less_depth", "stop_at_neutral_hip")},
    ),
    row(
        "D10",
        "MODIFY",
        yes=[
            person(symptoms__new_groin_or_thigh_pain=True),
            person(symptoms__new_limp_or_clunk=True),
            person(symptoms__hip_dislocation_feeling=True),
        ],
        no=[person()],
        unknown=[(person(symptoms__new_limp_or_clunk=None), PERSON)],
        binds={
            "max_stage": "S1",
            "load_factor": 0.0,
            "pain_cap": 2,
            "flags": ("recheck_two_weeks", "stop_at_neutral_hip"),
        },
    ),
    row(
        "X01h",
        "ALLOW",
        yes=[person(entry("hip_impingement"))],
        no=[person(), person(entry("hip_impingement", symptom_free=False))],
        unknown=[(person(entry("hip_impingement", symptom_free=None)), PERSON)],
    ),
    row(
        "D09",
        "ALLOW",
        yes=[person(entry("worn_joint", None, symptom_free=None))],
        no=[person(), person(entry("hip_impingement"))],
        unknown=[],
    ),
)

ROWS = SIGNS + REPLACEMENT + RESURFACING + COMPLAINTS
