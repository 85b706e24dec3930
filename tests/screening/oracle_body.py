"""The oracle of pregnancy, birth, back, bone and the lift that hurt."""

from __future__ import annotations

from tests.screening.oracle import (
    BIRTH,
    BOTH,
    PAIN,
    PERSON,
    POST_OP,
    PREGNANT,
    SURGEON,
    UNCLEAR,
    WOMAN,
    entry,
    like,
    person,
    row,
)

NEVER = "never_rest_night_radiating_pain"
HURT = {"symptoms.hurt_by_loaded_lift": True, "symptoms.hurt_now": "gone", "symptoms.hurt_worse": False}
FRESH = {**HURT, "symptoms.hurt_now": "still_under_4_weeks"}
TEN_YEARS = 3653
BONE = entry("vertebral_fracture", 800, detail="traumatic")
OLD_BONE = entry("vertebral_fracture", TEN_YEARS, detail="traumatic", healed=None, cleared=None)
ARM = {**BONE, "kind": "other_fracture"}
OLD_ARM = {**OLD_BONE, "kind": "other_fracture"}
BACKS = ("back_injury", "back_problem")

PREGNANCY = (
    row(
        "P01",
        "HOLD_CLEARANCE",
        yes=[like(PREGNANT, {"pregnancy.absolute_item": True})],
        no=[person(), like(WOMAN), like(PREGNANT)],
        unknown=[
            (like(PREGNANT, {"pregnancy.absolute_item": None}), PERSON),
            (like(WOMAN, {"pregnancy.now": None}), PERSON),
            (like({"body.sex": None, "pregnancy.now": None}), PERSON),
        ],
    ),
    row(
        "P02",
        "HOLD_CLEARANCE",
        yes=[like(PREGNANT, {"pregnancy.relative_item": True})],
        no=[person(), like(PREGNANT)],
        unknown=[(like(PREGNANT, {"pregnancy.relative_item": None}), PERSON)],
    ),
    row(
        "P03",
        "MODIFY",
        yes=[like(PREGNANT), like(PREGNANT, {"body.sex": "male"}), like(PREGNANT, {"body.age": 62})],
        no=[
            person(),
            like(WOMAN),
            person(pregnancy__now=None),
            like(WOMAN, {"body.age": 60, "pregnancy.now": None}),
        ],
        unknown=[
            (like(WOMAN, {"pregnancy.now": None}), PERSON),
            (like(WOMAN, {"pregnancy.now": UNCLEAR}), PERSON),
            (like(WOMAN, {"pregnancy.now": None, "body.age": 59}), PERSON),
        ],
        binds={
            **POST_OP,
            "load_factor": 0.0,
            "min_rir": 3,
            "flags": ("body_weight_or_band", "no_bar_on_abdomen", "no_breath_hold"),
        },
    ),
    row(
        "P03b",
        "MODIFY",
        yes=[like(PREGNANT, {"pregnancy.weeks": 20}), like(PREGNANT, {"pregnancy.weeks": 38})],
        no=[person(), like(PREGNANT, {"pregnancy.weeks": 19.9})],
        unknown=[
            (like(PREGNANT, {"pregnancy.weeks": None}), PERSON),
            (like(PREGNANT, {"pregnancy.weeks": (18, 22)}), PERSON),
        ],
        binds={
            "max_stage": "S1",
            "ban_lifts": ("floor_glute_bridge", "barbell_glute_bridge", "single_leg_glute_bridge"),
            "flags": ("no_flat_supine",),
        },
    ),
    row(
        "P04",
        "REFER_NOW",
        yes=[like(PREGNANT, {"pregnancy.stop_sign": True}), person(pregnancy__stop_sign=True)],
        no=[person(), like(PREGNANT)],
        unknown=[(like(PREGNANT, {"pregnancy.stop_sign": None}), PERSON)],
    ),
    row(
        "P05a",
        "HOLD_CLEARANCE",
        yes=[like(BIRTH, {"birth.healed": False}), like(BIRTH, {"birth.bleeding_rising": True})],
        no=[person(), like(BIRTH)],
        unknown=[
            (like(BIRTH, {"birth.healed": None}), PERSON),
            (like(BIRTH, {"birth.bleeding_rising": None}), PERSON),
            (like(WOMAN, {"birth.recent": UNCLEAR}), PERSON),
            (like(WOMAN, {"birth.recent": None}), PERSON),
        ],
    ),
    row(
        "P05b",
        "MODIFY",
        yes=[
            like(BIRTH, {"birth.date": 41}),
            like(BIRTH, {"birth.leak_heaviness_doming": True}),
            like(WOMAN, {"birth.leak_heaviness_doming": True}),
        ],
        no=[person(), like(WOMAN), like(BIRTH, {"birth.date": 42})],
        unknown=[
            (like(BIRTH, {"birth.date": None}), PERSON),
            (like(BIRTH, {"birth.date": (35, 49)}), PERSON),
            (like(BIRTH, {"birth.leak_heaviness_doming": None}), PERSON),
        ],
        binds={
            "max_stage": "S1",
            "pain_cap": 2,
            "no_reported_training": True,
            "flags": ("exhale_on_effort", "stop_on_leak_heaviness_doming", "pelvic_health_advice"),
        },
    ),
    row(
        "P06",
        "ALLOW",
        yes=[like(BIRTH), like(BIRTH, {"birth.date": 42})],
        no=[
            person(),
            like(BIRTH, {"birth.date": 41}),
            like(BIRTH, {"birth.healed": False}),
            like(BIRTH, {"birth.bleeding_rising": True}),
            like(BIRTH, {"birth.leak_heaviness_doming": True}),
        ],
        unknown=[(like(BIRTH, {"birth.healed": None}), PERSON), (like(BIRTH, {"birth.date": (40, 60)}), PERSON)],
        binds={"no_reported_training": True, "flags": ("stop_on_leak_heaviness_doming",)},
    ),
    row(
        "P07",
        "HOLD_CLEARANCE",
        yes=[like(BIRTH, {"birth.kind": "caesarean"})],
        no=[person(), like(BIRTH), like(BIRTH, {"birth.kind": "caesarean"}, items=(entry("caesarean", 100),))],
        unknown=[
            (like(BIRTH, {"birth.kind": None}), PERSON),
            (like(BIRTH, {"birth.kind": "caesarean", "history.complete": None}), PERSON),
        ],
    ),
)

BACK = (
    row(
        "D01",
        "ALLOW",
        yes=[like(PAIN), like(PAIN, {"symptoms.back_pain_level": 5})],
        no=[
            person(),
            like(PAIN, {"symptoms.back_pain_level": 6}),
            like(PAIN, {"symptoms.back_pain_worse": True}),
        ],
        unknown=[(like(PAIN, {"symptoms.back_pain_level": None}), PERSON), (person(symptoms__back_pain=None), PERSON)],
        binds={"max_step": 0.05, "flags": (NEVER,)},
    ),
    row(
        "D01b",
        "MODIFY",
        yes=[
            like(PAIN, {"symptoms.back_pain_level": 6}),
            like(PAIN, {"symptoms.back_pain_worse": True}),
            # Answers that contradict each other count at the graver one.
            like({"symptoms.back_pain": False, "symptoms.back_pain_level": 9}),
        ],
        no=[person(), like(PAIN), like(PAIN, {"symptoms.back_pain_level": 5})],
        unknown=[
            (like(PAIN, {"symptoms.back_pain_level": None}), PERSON),
            (like(PAIN, {"symptoms.back_pain_level": (5, 6)}), PERSON),
            (like(PAIN, {"symptoms.back_pain_worse": None}), PERSON),
        ],
        binds={"max_stage": "S1", "load_factor": 0.0, "max_step": 0.05, "flags": (NEVER, "recheck_two_weeks")},
    ),
    row(
        "D01c",
        "MODIFY",
        yes=[like(PAIN, {"symptoms.back_pain_rest_night": True})],
        no=[person(), like(PAIN)],
        unknown=[(like(PAIN, {"symptoms.back_pain_rest_night": None}), PERSON)],
        binds={
            "max_stage": "S1",
            "load_factor": 0.0,
            "pain_cap": 2,
            "max_step": 0.05,
            "flags": (NEVER, "recheck_two_weeks"),
        },
    ),
    row(
        "D01i",
        "MODIFY",
        yes=[
            *(person(entry(kind, symptom_free=False)) for kind in BACKS),
            like(PAIN, {"symptoms.back_pain_level": 6}, items=(entry("back_injury", symptom_free=False),)),
            like(PAIN, {"symptoms.back_pain_worse": True}, items=(entry("back_injury", symptom_free=False),)),
            like({"symptoms.back_pain": None}, items=(entry("back_problem", symptom_free=False),)),
        ],
        no=[
            *(person(entry(kind)) for kind in BACKS),
            like(PAIN, {"symptoms.back_pain_level": 5}, items=(entry("back_problem", symptom_free=False),)),
            person(entry("sacroiliac_pain", symptom_free=False)),
        ],
        unknown=[(person(entry(kind, symptom_free=None)), PERSON) for kind in BACKS],
        binds={"min_rir": 3, "pain_cap": 2, "max_step": 0.05, "flags": (NEVER,)},
    ),
    row(
        "D01j",
        "ALLOW",
        yes=[like(PAIN, {"symptoms.back_pain_level": 5}, items=(entry(kind, symptom_free=False),)) for kind in BACKS],
        no=[
            person(entry("back_injury")),
            person(entry("back_injury", symptom_free=False)),
            like(PAIN, {"symptoms.back_pain_level": 6}, items=(entry("back_injury", symptom_free=False),)),
            like(PAIN, {"symptoms.back_pain_worse": True}, items=(entry("back_injury", symptom_free=False),)),
            like(PAIN, items=(entry("disc", symptom_free=False),)),
        ],
        unknown=[(like(PAIN, items=(entry("back_injury", symptom_free=None),)), PERSON)],
        binds={"max_step": 0.05},
    ),
    row(
        "X01",
        "ALLOW",
        yes=[person(entry(kind, None)) for kind in (*BACKS, "disc", "extension_sensitive_spine", "sacroiliac_pain")],
        no=[person(), person(entry("back_injury", symptom_free=False))],
        unknown=[(person(entry("back_injury", symptom_free=None)), PERSON)],
    ),
    row(
        "D02",
        "MODIFY",
        yes=[person(symptoms__leg_pain=True)],
        no=[person()],
        unknown=[(person(symptoms__leg_pain=None), PERSON)],
        binds={
            "max_stage": "S2",
            "min_rir": 3,
            "pain_cap": 2,
            "max_step": 0.05,
            "flags": ("stop_if_leg_signs", NEVER, "neutral_lockout"),
        },
    ),
    row(
        "D02i",
        "MODIFY",
        yes=[person(entry("disc", None, symptom_free=False))],
        no=[person(), person(entry("disc"))],
        unknown=[(person(entry("disc", symptom_free=None)), PERSON)],
        binds={"min_rir": 2, "max_step": 0.05, "flags": ("stop_if_leg_signs", NEVER, "neutral_lockout")},
    ),
    row(
        "D03",
        "MODIFY",
        yes=[person(symptoms__extension_pain=True)],
        no=[person()],
        unknown=[(person(symptoms__extension_pain=None), PERSON)],
        binds={"max_step": 0.05, "flags": ("neutral_lockout",)},
    ),
    row(
        "D03i",
        "MODIFY",
        yes=[person(entry("extension_sensitive_spine", symptom_free=False))],
        no=[person(), person(entry("extension_sensitive_spine"))],
        unknown=[(person(entry("extension_sensitive_spine", symptom_free=None)), PERSON)],
        binds={"max_step": 0.05, "flags": ("neutral_lockout", "stop_if_leg_signs")},
    ),
    row(
        "D04a",
        "MODIFY",
        yes=[like(HURT), like(HURT, {"symptoms.hurt_worse": True})],
        no=[person(), like(FRESH)],
        unknown=[(like(HURT, {"symptoms.hurt_now": None}), PERSON)],
        binds={"stages_back": 1, "max_step": 0.05, "flags": ("film_next_sets", "log_where_it_hurts")},
    ),
    row(
        "D04b",
        "MODIFY",
        yes=[like(FRESH)],
        no=[person(), like(HURT), like(FRESH, {"symptoms.hurt_worse": True})],
        unknown=[(like(FRESH, {"symptoms.hurt_worse": None}), PERSON)],
        binds={
            "stages_back": 1,
            "min_rir": 3,
            "pain_cap": 2,
            "max_step": 0.05,
            "flags": ("film_next_sets", "log_where_it_hurts", "recheck_two_weeks"),
        },
    ),
    row(
        "D04c",
        "REFER_SOON",
        yes=[like(HURT, {"symptoms.hurt_now": "still_4_weeks_or_more"}), like(FRESH, {"symptoms.hurt_worse": True})],
        no=[person(), like(HURT), like(FRESH)],
        unknown=[
            (like(HURT, {"symptoms.hurt_now": None}), PERSON),
            (like(HURT, {"symptoms.hurt_worse": UNCLEAR}), PERSON),
            (person(symptoms__hurt_by_loaded_lift=None), PERSON),
        ],
    ),
    row(
        "D05",
        "MODIFY",
        yes=[person(symptoms__sacroiliac_pain=True)],
        no=[person()],
        unknown=[(person(symptoms__sacroiliac_pain=None), PERSON)],
        binds={"max_step": 0.05, "flags": ("two_leg_only", "log_where_it_hurts")},
    ),
    row(
        "D05i",
        "MODIFY",
        yes=[person(entry("sacroiliac_pain", symptom_free=False))],
        no=[person(), person(entry("sacroiliac_pain"))],
        unknown=[(person(entry("sacroiliac_pain", symptom_free=None)), PERSON)],
        binds={"max_step": 0.05, "flags": ("two_leg_only", "log_where_it_hurts")},
    ),
    row(
        "D08",
        "MODIFY",
        yes=[person(symptoms__muscle_numbness=True)],
        no=[person()],
        unknown=[(person(symptoms__muscle_numbness=None), PERSON)],
        binds={"min_rir": 3, "flags": ("numbness_watch",)},
    ),
)

BONES = (
    row(
        "B01",
        "MODIFY",
        yes=[person(conditions__osteoporosis=True)],
        no=[person()],
        unknown=[(person(conditions__osteoporosis=None), PERSON)],
        binds={**POST_OP, "min_rir": 3, "flags": ("supervised_start", "teach_hinge", "no_heave", "controlled_tempo")},
    ),
    row(
        "B01u",
        "MODIFY",
        yes=[person(conditions__osteoporosis=True, equipment__professional=False)],
        no=[person(), person(conditions__osteoporosis=True), person(equipment__professional=False)],
        unknown=[(person(conditions__osteoporosis=True, equipment__professional=None), PERSON)],
        binds={"max_stage": "S2", "load_factor": 0.0},
    ),
    row(
        "B02",
        "HOLD_CLEARANCE",
        yes=[
            person({**BONE, "days_since": 364}),
            person({**BONE, "detail": "fragility"}),
            person({**OLD_BONE, "detail": "fragility"}),
            person({**BONE, "cleared": False}),
            person({**BONE, "healed": False}),
            person({**OLD_BONE, "days_since": 3652, "cleared": False}),
            person({**OLD_BONE, "trained_since": False, "cleared": False}),
            person({**OLD_BONE, "healed": False}),
        ],
        no=[person(), person({**BONE, "days_since": 365}), person(OLD_BONE)],
        unknown=[
            (person({**BONE, "detail": None}), SURGEON),
            (person({**BONE, "cleared": None}), SURGEON),
            (person({**BONE, "healed": None}), SURGEON),
            (person({**BONE, "days_since": (300, 400)}), PERSON),
            (person({**OLD_BONE, "trained_since": None}), BOTH),
        ],
    ),
    row(
        "B03",
        "MODIFY",
        yes=[person({**ARM, "detail": "fragility"})],
        no=[
            person(ARM),
            person({**ARM, "detail": "fragility", "cleared": False}),
            person({**ARM, "detail": "fragility", "healed": False}),
        ],
        unknown=[(person({**ARM, "detail": "fragility", "cleared": None}), SURGEON)],
        binds={**POST_OP, "max_stage": "S2", "min_rir": 3, "flags": ("supervised_start", "teach_hinge", "no_heave")},
    ),
    row(
        "B03x",
        "HOLD_CLEARANCE",
        yes=[
            person({**ARM, "detail": "fragility", "cleared": False}),
            person({**ARM, "detail": "fragility", "healed": False}),
        ],
        no=[person(ARM), person({**ARM, "detail": "fragility"}), person({**ARM, "cleared": False})],
        unknown=[(person({**ARM, "detail": "fragility", "healed": None}), SURGEON)],
    ),
    row(
        "D07",
        "ALLOW",
        yes=[person(BONE), person(OLD_BONE), person(ARM), person(OLD_ARM)],
        no=[
            person({**BONE, "cleared": False}),
            person({**BONE, "healed": False}),
            person({**BONE, "detail": "fragility"}),
            person({**OLD_BONE, "days_since": 3652, "cleared": False}),
            person({**OLD_BONE, "trained_since": False, "cleared": False}),
            person({**OLD_BONE, "healed": False}),
        ],
        unknown=[(person({**BONE, "cleared": None}), SURGEON), (person({**ARM, "detail": None}), SURGEON)],
        binds={"max_step": 0.05},
    ),
    row(
        "D07x",
        "HOLD_CLEARANCE",
        yes=[
            person({**ARM, "cleared": False}),
            person({**ARM, "healed": False}),
            person({**OLD_ARM, "days_since": 3652, "cleared": False}),
            person({**OLD_ARM, "trained_since": False, "cleared": False}),
            person({**OLD_ARM, "healed": False}),
        ],
        no=[person(ARM), person(OLD_ARM), person({**ARM, "detail": "fragility", "cleared": False})],
        unknown=[(person({**ARM, "cleared": None}), SURGEON)],
    ),
)

ROWS = PREGNANCY + BACK + BONES
