"""The oracle of the signs that come first, of how the lift is done, and of what no rule knows."""

from __future__ import annotations

from tests.screening.oracle import (
    BOTH,
    NEW_PAIN,
    PAIN,
    PERSON,
    SURGEON,
    UNCLEAR,
    entry,
    like,
    person,
    row,
)

OLD_CAUDA = {"symptoms.cauda_assessed": True, "symptoms.cauda_worsening": False}
CAUDA = ("symptoms.saddle_numbness", "symptoms.bladder_bowel_sexual_change", "symptoms.both_legs_deficit")
CHEST = ("symptoms.chest_pain", "symptoms.fainting", "symptoms.breathless_on_effort", "symptoms.calf_swelling")
DISEASES = ("conditions.heart_disease", "conditions.kidney_disease", "conditions.metabolic_disease")
SMOKER = {**PAIN, "symptoms.back_pain_fixed": True, "conditions.ever_smoked": True, "body.age": 70}

ROWS = (
    row(
        "R01",
        "REFER_NOW",
        yes=[
            *(like({sign: True}) for sign in CAUDA),
            *(like({sign: True}, OLD_CAUDA, {"symptoms.cauda_worsening": True}) for sign in CAUDA),
            like({CAUDA[0]: True, "symptoms.cauda_assessed": False, "symptoms.cauda_worsening": False}),
            like({CAUDA[0]: True, "symptoms.cauda_assessed": True}),
            like({CAUDA[0]: True, CAUDA[1]: None, CAUDA[2]: None, "body.age": None, "history.complete": None}),
        ],
        no=[person(), like({CAUDA[0]: True}, OLD_CAUDA)],
        unknown=[(like({sign: None}), PERSON) for sign in CAUDA] + [(like({CAUDA[0]: UNCLEAR}), PERSON)],
    ),
    row(
        "R01s",
        "HOLD_CLEARANCE",
        yes=[like({sign: True}, OLD_CAUDA) for sign in CAUDA],
        no=[person(), like({CAUDA[0]: True, "symptoms.cauda_assessed": False})],
        unknown=[(like({CAUDA[0]: None}), PERSON), (like({CAUDA[0]: True, "symptoms.cauda_assessed": True}), PERSON)],
    ),
    row(
        "R02",
        "REFER_NOW",
        yes=[person(symptoms__leg_weakness="new"), person(symptoms__leg_weakness="progressing")],
        no=[person(), person(symptoms__leg_weakness="old_stable")],
        unknown=[(person(symptoms__leg_weakness=None), PERSON), (person(symptoms__leg_weakness=UNCLEAR), PERSON)],
    ),
    row(
        "R02s",
        "MODIFY",
        yes=[person(symptoms__leg_weakness="old_stable")],
        no=[person(), person(symptoms__leg_weakness="new")],
        unknown=[(person(symptoms__leg_weakness=None), PERSON)],
        binds={"min_rir": 3, "max_step": 0.05, "flags": ("stop_if_leg_signs",)},
    ),
    row(
        "R03a",
        "REFER_NOW",
        yes=[
            like(PAIN, {"symptoms.bruise_over_spine": True}),
            like(PAIN, {"symptoms.severe_trauma": True, "conditions.prolonged_steroids": True}),
            like(PAIN, {"symptoms.severe_trauma": True, "body.age": 65}),
            like(PAIN, {"conditions.prolonged_steroids": True, "body.age": 65}),
        ],
        no=[
            person(),
            person(symptoms__bruise_over_spine=True),
            like(PAIN),
            like(PAIN, {"body.age": 80}),
            like(PAIN, {"symptoms.severe_trauma": True, "body.age": 64}),
            like(PAIN, {"conditions.prolonged_steroids": True, "body.age": 64}),
        ],
        unknown=[
            (like(PAIN, {"symptoms.bruise_over_spine": None}), PERSON),
            (like(PAIN, {"symptoms.severe_trauma": True, "body.age": (64, 66)}), PERSON),
            (like(PAIN, {"symptoms.severe_trauma": True, "body.age": None}), PERSON),
        ],
    ),
    row(
        "R03b",
        "REFER_SOON",
        yes=[like(PAIN, {"symptoms.severe_trauma": True}), like(PAIN, {"conditions.prolonged_steroids": True})],
        no=[person(), like(PAIN), person(symptoms__severe_trauma=True), person(conditions__prolonged_steroids=True)],
        unknown=[
            (like(PAIN, {"symptoms.severe_trauma": None}), PERSON),
            (like(PAIN, {"conditions.prolonged_steroids": None}), PERSON),
        ],
    ),
    row(
        "R03c",
        "REFER_SOON",
        yes=[
            like(NEW_PAIN, {"conditions.osteoporosis": True}),
            like(NEW_PAIN, {"conditions.prolonged_steroids": True}),
            like(NEW_PAIN, {"body.age": 70}),
            person(symptoms__height_loss=True),
        ],
        no=[
            person(),
            like(NEW_PAIN),
            like(NEW_PAIN, {"body.age": 69}),
            like(PAIN, {"body.age": 80}),
            person(conditions__osteoporosis=True),
        ],
        unknown=[
            (like(NEW_PAIN, {"body.age": (60, 80)}), PERSON),
            (person(symptoms__height_loss=None), PERSON),
            (like(PAIN, {"conditions.osteoporosis": True, "symptoms.back_pain_new": None}), PERSON),
        ],
    ),
    row(
        "R04",
        "REFER_SOON",
        yes=[like(NEW_PAIN, {"conditions.cancer_history": True})],
        no=[
            person(),
            like(NEW_PAIN),
            person(conditions__cancer_history=True),
            like(PAIN, {"conditions.cancer_history": True}),
        ],
        unknown=[(like(NEW_PAIN, {"conditions.cancer_history": None}), PERSON)],
    ),
    row(
        "R05a",
        "REFER_NOW",
        yes=[
            like(NEW_PAIN, {"symptoms.fever": True}),
            like(NEW_PAIN, {"conditions.injected_drugs": True}),
            like(NEW_PAIN, {"conditions.bloodstream_infection": True}),
            like(NEW_PAIN, {"conditions.recent_spinal_procedure": True}),
        ],
        no=[like(NEW_PAIN), like(PAIN, {"symptoms.fever": True}), person(symptoms__fever=True)],
        unknown=[
            (like(NEW_PAIN, {"symptoms.fever": None}), PERSON),
            (like(PAIN, {"symptoms.fever": True, "symptoms.back_pain_new": UNCLEAR}), PERSON),
        ],
    ),
    row(
        "R05b",
        "REFER_SOON",
        yes=[
            like(NEW_PAIN, {"conditions.immune_suppression": True}),
            like(NEW_PAIN, {"conditions.recent_infection": True}),
        ],
        no=[like(NEW_PAIN), like(PAIN, {"conditions.recent_infection": True})],
        unknown=[(like(NEW_PAIN, {"conditions.recent_infection": None}), PERSON)],
    ),
    row(
        "R05c",
        "HOLD_CLEARANCE",
        yes=[person(symptoms__fever=True)],
        no=[person()],
        unknown=[(person(symptoms__fever=None), PERSON)],
    ),
    row(
        "R06a",
        "REFER_NOW",
        yes=[
            person(symptoms__pulsating_belly=True),
            person(symptoms__sudden_severe_pain=True, conditions__aortic_aneurysm=True),
        ],
        no=[person(), person(symptoms__sudden_severe_pain=True), person(conditions__aortic_aneurysm=True)],
        unknown=[
            (person(symptoms__pulsating_belly=None), PERSON),
            (person(symptoms__sudden_severe_pain=True, conditions__aortic_aneurysm=None), PERSON),
        ],
    ),
    row(
        "R06b",
        "HOLD_CLEARANCE",
        yes=[person(conditions__aortic_aneurysm=True)],
        no=[person()],
        unknown=[(person(conditions__aortic_aneurysm=None), PERSON)],
    ),
    row(
        "R06c",
        "REFER_SOON",
        yes=[like(SMOKER), like(SMOKER, {"body.age": 61})],
        no=[
            person(),
            like(SMOKER, {"body.age": 60}),
            like(SMOKER, {"conditions.ever_smoked": False}),
            like(SMOKER, {"symptoms.back_pain_fixed": False}),
        ],
        unknown=[
            (like(SMOKER, {"conditions.ever_smoked": None}), PERSON),
            (like(SMOKER, {"body.age": (18, 120)}), PERSON),
        ],
    ),
    row(
        "R06d",
        "REFER_SOON",
        yes=[person(symptoms__sudden_severe_pain=True)],
        no=[person()],
        unknown=[(person(symptoms__sudden_severe_pain=None), PERSON)],
    ),
    row(
        "R07",
        "REFER_NOW",
        yes=[
            *(like({sign: True}) for sign in CHEST),
            *(like({sign: True, "symptoms.chest_signs_assessed": False}) for sign in CHEST),
        ],
        no=[person(), *(like({sign: True, "symptoms.chest_signs_assessed": True}) for sign in CHEST)],
        unknown=[(like({sign: None}), PERSON) for sign in CHEST],
    ),
    row(
        "R07s",
        "HOLD_CLEARANCE",
        yes=[like({sign: True, "symptoms.chest_signs_assessed": True}) for sign in CHEST],
        no=[person(), person(symptoms__chest_pain=True, symptoms__chest_signs_assessed=False)],
        unknown=[(person(symptoms__chest_pain=None), PERSON), (person(symptoms__chest_pain=True), PERSON)],
    ),
    row(
        "R08",
        "HOLD_CLEARANCE",
        yes=[like({disease: True, "training.active": False}) for disease in DISEASES],
        no=[person(), person(training__active=False), person(conditions__heart_disease=True)],
        unknown=[
            (person(conditions__heart_disease=True, training__active=None), PERSON),
            (person(conditions__kidney_disease=None, training__active=False), PERSON),
        ],
    ),
    row(
        "R08b",
        "MODIFY",
        yes=[like({disease: True, "training.wants_vigorous": True}) for disease in DISEASES],
        no=[
            person(),
            person(training__wants_vigorous=True),
            person(conditions__heart_disease=True),
            person(conditions__heart_disease=True, training__active=False, training__wants_vigorous=True),
        ],
        unknown=[(person(conditions__heart_disease=True, training__wants_vigorous=None), PERSON)],
        binds={"min_rir": 4, "flags": ("light_effort",)},
    ),
    row(
        "R08c",
        "ALLOW",
        yes=[like({disease: True}) for disease in DISEASES],
        no=[
            person(),
            person(conditions__heart_disease=True, training__wants_vigorous=True),
            person(conditions__heart_disease=True, training__active=False),
        ],
        unknown=[(person(conditions__heart_disease=None), PERSON)],
        binds={"min_rir": 4, "flags": ("light_effort",)},
    ),
    row(
        "R09",
        "HOLD_CLEARANCE",
        yes=[
            person(conditions__blood_pressure="high_uncontrolled"),
            person(conditions__blood_pressure="180_110_or_more"),
        ],
        no=[person(), person(conditions__blood_pressure="high_controlled")],
        unknown=[(person(conditions__blood_pressure=None), PERSON)],
    ),
    row(
        "R10",
        "REFER_SOON",
        yes=[person(symptoms__groin_pain_weight_or_night=True)],
        no=[person()],
        unknown=[(person(symptoms__groin_pain_weight_or_night=None), PERSON)],
    ),
    row(
        "R10b",
        "REFER_NOW",
        yes=[person(symptoms__cannot_bear_weight=True)],
        no=[person()],
        unknown=[(person(symptoms__cannot_bear_weight=None), PERSON)],
    ),
    row(
        "R11",
        "HOLD_CLEARANCE",
        yes=[person(body__age=17), person(body__age=(16, 17.9))],
        no=[person(body__age=18), person(body__age=(18, 120))],
        unknown=[(person(body__age=None), PERSON), (person(body__age=(17, 19)), PERSON)],
    ),
    row(
        "R12",
        "REFER_SOON",
        yes=[person(symptoms__wound_discharge=True)],
        no=[person()],
        unknown=[(person(symptoms__wound_discharge=None), PERSON)],
    ),
    row(
        "X02",
        "MODIFY",
        yes=[person(training__heaved=True)],
        no=[person()],
        unknown=[(person(training__heaved=None), PERSON)],
        binds={"load_factor": 0.8, "flags": ("controlled_tempo", "no_heave", "film_next_sets")},
    ),
    row(
        "X03",
        "MODIFY",
        yes=[person(training__bar_bruise=True), person(training__bar_place="lower_abdomen")],
        no=[person()],
        unknown=[(person(training__bar_bruise=None), PERSON), (person(training__bar_place=None), PERSON)],
        binds={"flags": ("pad", "bar_at_hip_crease", "no_bar_on_abdomen")},
    ),
    row(
        "X04",
        "HOLD_CLEARANCE",
        yes=[person(history__complete=False)],
        no=[person()],
        unknown=[(person(history__complete=None), PERSON), (person(history__complete=UNCLEAR), PERSON)],
        hold=PERSON,
    ),
    row(
        "X05",
        "HOLD_CLEARANCE",
        yes=[person(entry("other", label="a rare thing")), person(entry("kneecap_transplant"))],
        no=[person(), person(entry("worn_joint"))],
        unknown=[(person(entry(None)), PERSON)],
    ),
    row(
        "X06",
        "HOLD_CLEARANCE",
        yes=[
            person(entry("hernia_repair", detail="through_the_back")),
            person(entry("other_fracture", detail="stress")),
        ],
        no=[person(entry("worn_joint")), person(entry("hip_replacement", approach=None)), person(entry("other"))],
        unknown=[(person(entry(None)), PERSON)],
    ),
    row(
        "X07",
        "HOLD_CLEARANCE",
        yes=[person(entry("spine_surgery", 100, cleared_days_since=200))],
        no=[
            person(entry("spine_surgery", 100)),
            person(entry("spine_surgery", 100, cleared_days_since=50)),
            person(entry("spine_surgery", 100, cleared_days_since=100)),
            person(entry("spine_surgery", None, cleared_days_since=50)),
        ],
        unknown=[],
    ),
    row(
        "X08",
        "HOLD_CLEARANCE",
        yes=[person(entry("spine_surgery", -1)), person(entry("spine_surgery", -10))],
        no=[person(entry("spine_surgery", 0)), person(entry("spine_surgery", None))],
        unknown=[],
    ),
)

__all__ = ["BOTH", "ROWS", "SURGEON"]
