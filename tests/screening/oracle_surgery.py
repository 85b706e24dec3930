"""The oracle of operations: belly wall, breast, spine, shoulder, and those without a row of their own."""

from __future__ import annotations

from tests.screening.oracle import PERSON, POST_OP, SURGEON, Person, entry, person, row

OPEN, KEYHOLE, MESH, SUTURE = "groin_open", "groin_laparoscopic", "ventral_mesh", "ventral_suture"
UNLOADED = {**POST_OP, "max_stage": "S1", "load_factor": 0.0}
BELLY = ("two_leg_only", "no_squeeze", "no_breath_hold", "exhale_on_effort")
LATER = {**POST_OP, "max_stage": "S3", "flags": ("exhale_on_effort", "no_breath_hold", "start_with_light_bar")}
OTHERS = (
    "caesarean",
    "abdominal_pelvic_surgery",
    "hip_arthroscopy",
    "fracture_fixation",
    "knee_replacement",
    "implant_revision",
    "hip_dislocation",
)


def hernia(detail, days, **changes):
    return person(entry("hernia_repair", days, detail=detail, **changes))


def tuck(days, **changes):
    return person(entry("abdominoplasty", days, **changes))


def breast(days, **changes):
    return person(entry("breast_surgery", days, **changes))


def shoulder(days, **changes):
    return person(entry("shoulder_surgery", days, **changes))


HERNIA = (
    row(
        "S01",
        "HOLD_CLEARANCE",
        yes=[hernia(OPEN, 13), hernia(KEYHOLE, 20), hernia(OPEN, 3, cleared=False)],
        no=[person(), hernia(OPEN, 14), hernia(KEYHOLE, 21), hernia(MESH, 3)],
        unknown=[(hernia(OPEN, (10, 20)), PERSON), (hernia(None, 10), SURGEON), (hernia(KEYHOLE, None), PERSON)],
    ),
    row(
        "S01x",
        "HOLD_CLEARANCE",
        yes=[hernia(OPEN, 400, cleared=False), hernia(KEYHOLE, 400, cleared=False)],
        no=[person(), hernia(OPEN, 400), hernia(MESH, 400, cleared=False)],
        unknown=[(hernia(OPEN, 400, cleared=None), SURGEON), (hernia(None, 400, cleared=False), SURGEON)],
    ),
    row(
        "S01b",
        "MODIFY",
        yes=[hernia(OPEN, 14), hernia(KEYHOLE, 21), hernia(OPEN, 4000)],
        no=[person(), hernia(OPEN, 13), hernia(KEYHOLE, 20), hernia(OPEN, 400, cleared=False), hernia(MESH, 400)],
        unknown=[(hernia(OPEN, 400, cleared=None), SURGEON), (hernia(None, 400), SURGEON)],
        binds={**POST_OP, "max_stage": "S3", "flags": ("exhale_on_effort", "no_breath_hold")},
    ),
    row(
        "S02",
        "HOLD_CLEARANCE",
        yes=[hernia(MESH, 27), hernia(SUTURE, 27)],
        no=[person(), hernia(MESH, 28), hernia(SUTURE, 28), hernia(OPEN, 3)],
        unknown=[(hernia(MESH, (20, 40)), PERSON), (hernia(None, 3), SURGEON)],
    ),
    row(
        "S02x",
        "HOLD_CLEARANCE",
        yes=[hernia(MESH, 400, cleared=False), hernia(SUTURE, 30, cleared=False)],
        no=[person(), hernia(MESH, 400), hernia(OPEN, 400, cleared=False)],
        unknown=[(hernia(MESH, 400, cleared=None), SURGEON)],
    ),
    row(
        "S02b",
        "MODIFY",
        yes=[hernia(MESH, 28), hernia(SUTURE, 28), hernia(MESH, 83)],
        no=[person(), hernia(MESH, 27), hernia(MESH, 84), hernia(MESH, 60, cleared=False), hernia(OPEN, 60)],
        unknown=[(hernia(MESH, 60, cleared=None), SURGEON), (hernia(MESH, (80, 90)), PERSON)],
        binds={**UNLOADED, "flags": BELLY},
    ),
    row(
        "S02c",
        "MODIFY",
        yes=[hernia(MESH, 84), hernia(SUTURE, 84)],
        no=[person(), hernia(MESH, 83), hernia(MESH, 84, cleared=False), hernia(OPEN, 400)],
        unknown=[(hernia(MESH, 400, cleared=None), SURGEON)],
        binds=LATER,
    ),
    row(
        "S09a",
        "REFER_NOW",
        yes=[person(symptoms__bulge_stuck=True)],
        no=[person()],
        unknown=[(person(symptoms__bulge_stuck=None), PERSON)],
    ),
    row(
        "S09b",
        "HOLD_CLEARANCE",
        yes=[person(entry("unrepaired_hernia", None)), person(entry("unrepaired_hernia", detail="groin"))],
        no=[person(), hernia(OPEN, 400)],
        unknown=[],
    ),
    row(
        "S09c",
        "HOLD_CLEARANCE",
        yes=[person(symptoms__bulge=True)],
        no=[person()],
        unknown=[(person(symptoms__bulge=None), PERSON)],
    ),
)

SKIN = (
    row(
        "S03",
        "HOLD_CLEARANCE",
        yes=[tuck(41), tuck(5, cleared=False)],
        no=[person(), tuck(42)],
        unknown=[(tuck((40, 50)), PERSON), (tuck(None), PERSON)],
    ),
    row(
        "S04a",
        "HOLD_CLEARANCE",
        yes=[tuck(60, cleared=False), tuck(83, cleared=False)],
        no=[person(), tuck(60), tuck(84, cleared=False)],
        unknown=[(tuck((46, 76), cleared=None), SURGEON), (tuck((80, 90), cleared=False), PERSON)],
    ),
    row(
        "S04b",
        "MODIFY",
        yes=[tuck(42), tuck(83), tuck((46, 76)), tuck(60, detail="with_plication")],
        no=[person(), tuck(41), tuck(84), tuck(60, cleared=False)],
        unknown=[(tuck(60, cleared=None), SURGEON), (tuck((80, 90)), PERSON)],
        binds={**UNLOADED, "flags": BELLY},
    ),
    row(
        "S05",
        "MODIFY",
        yes=[tuck(84), tuck(4000)],
        no=[person(), tuck(83), tuck(84, cleared=False)],
        unknown=[(tuck(84, cleared=None), SURGEON)],
        binds=LATER,
    ),
    row(
        "S05x",
        "HOLD_CLEARANCE",
        yes=[tuck(84, cleared=False), tuck(4000, cleared=False)],
        no=[person(), tuck(84), tuck(83, cleared=False)],
        unknown=[(tuck(4000, cleared=None), SURGEON)],
    ),
    row(
        "S06a",
        "HOLD_CLEARANCE",
        yes=[breast(13)],
        no=[person(), breast(14)],
        unknown=[(breast((10, 20)), PERSON)],
    ),
    row(
        "S06x",
        "HOLD_CLEARANCE",
        yes=[breast(4000, cleared=False), breast(20, cleared=False)],
        no=[person(), breast(20)],
        unknown=[(breast(60, cleared=None), SURGEON)],
    ),
    row(
        "S06b",
        "MODIFY",
        yes=[breast(14), breast(42)],
        no=[person(), breast(13), breast(43), breast(20, cleared=False)],
        unknown=[(breast(20, cleared=None), SURGEON), (breast((40, 44)), PERSON)],
        binds={
            **POST_OP,
            "max_stage": "S2",
            "load_factor": 0.0,
            "flags": ("nothing_in_hands", "no_bar_handling", "no_chest_work"),
        },
    ),
    row(
        "S06c",
        "ALLOW",
        yes=[breast(43), breast(4000)],
        no=[person(), breast(42), breast(43, cleared=False)],
        unknown=[(breast((40, 44)), PERSON), (breast(60, cleared=None), SURGEON)],
        binds=POST_OP,
    ),
)

OTHER = (
    row(
        "S07a",
        "HOLD_CLEARANCE",
        yes=[person(entry("spine_surgery", 4000, cleared=False))],
        no=[person(), person(entry("spine_surgery", 10))],
        unknown=[(person(entry("spine_surgery", cleared=None)), SURGEON)],
    ),
    row(
        "S07b",
        "MODIFY",
        yes=[person(entry("spine_surgery"))],
        no=[person(), person(entry("spine_surgery", cleared=False))],
        unknown=[(person(entry("spine_surgery", cleared=None)), SURGEON)],
        binds={
            **POST_OP,
            "max_stage": "S2",
            "flags": ("neutral_lockout", "stop_if_leg_signs", "never_rest_night_radiating_pain"),
        },
    ),
    row(
        "S08a",
        "HOLD_CLEARANCE",
        yes=[person(entry(kind, 4000, cleared=False)) for kind in OTHERS],
        no=[person(), *(person(entry(kind)) for kind in OTHERS)],
        unknown=[(person(entry(kind, 4000, cleared=None)), SURGEON) for kind in OTHERS],
    ),
    row(
        "S08b",
        "MODIFY",
        yes=[person(entry(kind, 83)) for kind in OTHERS],
        no=[person(), person(entry("caesarean", 84)), person(entry("caesarean", 83, cleared=False))],
        unknown=[
            (person(entry("caesarean", 83, cleared=None)), SURGEON),
            (person(entry("caesarean", None)), PERSON),
        ],
        binds={**UNLOADED, "flags": ("two_leg_only", "no_breath_hold", "exhale_on_effort")},
    ),
    row(
        "S08c",
        "MODIFY",
        yes=[person(entry(kind, 84)) for kind in OTHERS],
        no=[person(), person(entry("caesarean", 83)), person(entry("caesarean", 84, cleared=False))],
        unknown=[(person(entry("caesarean", 84, cleared=None)), SURGEON)],
        binds={**POST_OP, "max_stage": "S3", "min_rir": 3},
    ),
    row(
        "S10",
        "REFER_NOW",
        yes=[
            person(entry("spine_surgery", 83), symptoms__fever=True),
            person(entry("breast_surgery", 83), symptoms__wound_discharge=True),
        ],
        no=[
            person(symptoms__fever=True),
            person(entry("spine_surgery", 83)),
            person(entry("spine_surgery", 84), symptoms__fever=True),
            person(entry("hip_dislocation", 83), symptoms__fever=True),
        ],
        unknown=[
            (person(entry("spine_surgery", 83), symptoms__fever=None), PERSON),
            (person(entry("spine_surgery", (80, 90)), symptoms__fever=True), PERSON),
        ],
    ),
    row(
        "U01",
        "MODIFY",
        yes=[shoulder(83), shoulder(200, in_sling=True), shoulder((54, 84), in_sling=True)],
        no=[person(), shoulder(84), shoulder(60, cleared=False)],
        unknown=[(shoulder(60, cleared=None), SURGEON), (shoulder(200, in_sling=None), PERSON)],
        binds={
            **POST_OP,
            "flags": (
                "nothing_in_hands",
                "no_bar_handling",
                "bench_only_if_painless",
                "fall_risk_ball",
                "no_overhead",
            ),
        },
    ),
    row(
        "U01x",
        "HOLD_CLEARANCE",
        yes=[shoulder(60, cleared=False, in_sling=True), shoulder(4000, cleared=False)],
        no=[person(), shoulder(60)],
        unknown=[(shoulder(60, cleared=None), SURGEON)],
    ),
    row(
        "U01b",
        "MODIFY",
        yes=[shoulder(84), shoulder(4000)],
        no=[person(), shoulder(83), shoulder(84, in_sling=True), shoulder(84, cleared=False)],
        unknown=[(shoulder(84, in_sling=None), PERSON), (shoulder(84, cleared=None), SURGEON)],
        binds={**POST_OP, "flags": ("no_overhead",)},
    ),
)

LIMITS = (
    row(
        "H07",
        "MODIFY",
        yes=[
            person(entry("spine_surgery", bans=("squat_heavy",))),
            person(entry("hip_replacement", approach="posterior", bans=("squat_below_parallel",))),
            person(entry("spine_surgery", bans=("squat_heavy",), allows=None)),
            Person(
                {},
                (entry("hip_resurfacing", bans=("press_heavy", "overhead", "good_morning", "impact")),),
                {
                    "ban_patterns": ("good_morning",),
                    "ban_lifts": ("leg_press", "good_morning"),
                    "flags": ("ask_about_overhead", "no_overhead", "no_impact"),
                },
            ),
        ],
        no=[
            person(),
            person(entry("spine_surgery")),
            person(entry("spine_surgery", bans=None)),
            person(entry("disc", bans=("squat_heavy",))),
            person(entry("spine_surgery", allows=None)),
        ],
        unknown=[
            (person(entry("spine_surgery", bans=None, allows=None)), SURGEON),
            (person(entry("spine_surgery", bans=None, allows=())), SURGEON),
        ],
        binds={"ban_patterns": ("squat",)},
    ),
    row(
        "H07o",
        "MODIFY",
        yes=[person(entry("disc", bans=("good_morning",)))],
        no=[person(), person(entry("disc")), person(entry("disc", bans=None))],
        unknown=[],
        binds={"ban_lifts": ("good_morning",), "ban_patterns": ("good_morning",)},
    ),
    row(
        "H08",
        "MODIFY",
        yes=[
            person(
                entry(
                    "spine_surgery",
                    allows=("S1", "S2", "ball_hip_thrust"),
                    max_load=(10, 12),
                    max_hip_flexion=(80, 90),
                    min_hip_flexion=(0, 5),
                )
            ),
            Person({}, (entry("spine_surgery", allows=("S1",)),), {"max_stage": "S1"}),
            Person({}, (entry("spine_surgery", allows=("training", "deadlift")),), {"only_lifts": ("deadlift",)}),
            Person({}, (entry("spine_surgery", max_load=20),), {"max_load": 20.0}),
            Person({}, (entry("spine_surgery", max_hip_flexion=70),), {"max_hip_flexion": 70.0}),
            Person({}, (entry("spine_surgery", min_hip_flexion=10),), {"min_hip_flexion": 10.0}),
        ],
        no=[person(), person(entry("spine_surgery")), person(entry("spine_surgery", allows=None))],
        unknown=[],
        binds={
            "max_stage": "S2",
            "only_lifts": ("ball_hip_thrust", "floor_glute_bridge"),
            "max_load": 10.0,
            "max_hip_flexion": 80.0,
            "min_hip_flexion": 5.0,
        },
    ),
)

ROWS = HERNIA + SKIN + OTHER + LIMITS
