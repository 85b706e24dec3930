"""Random people as case files, from a seed: anybody, well or ill, with surgeons, bans, pregnancies, tests and training.

Knows what a case may say, and nothing of what any rule makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

ASKED_ON = "2026-11-01"
YES_NO = (True, False)
SYMPTOMS = (
    "saddle_numbness", "bladder_bowel_sexual_change", "both_legs_deficit", "chest_pain", "fainting",
    "breathless_on_effort", "calf_swelling", "fever", "wound_discharge", "pulsating_belly", "sudden_severe_pain",
    "cannot_bear_weight", "bulge_stuck", "bulge", "back_pain", "severe_trauma", "bruise_over_spine", "height_loss",
    "leg_pain", "extension_pain", "sacroiliac_pain", "muscle_numbness", "hurt_by_loaded_lift",
    "groin_pain_weight_or_night", "new_groin_or_thigh_pain", "new_limp_or_clunk", "hip_dislocation_feeling",
    "hip_front_pain",
)  # fmt: skip
CONDITIONS = (
    "heart_disease", "kidney_disease", "metabolic_disease", "cancer_history", "osteoporosis", "prolonged_steroids",
    "immune_suppression", "recent_infection", "bloodstream_infection", "injected_drugs", "recent_spinal_procedure",
    "aortic_aneurysm",
)  # fmt: skip
LIFTS = (
    "barbell_hip_thrust", "floor_glute_bridge", "barbell_glute_bridge", "back_squat", "deadlift", "romanian_deadlift",
    "single_leg_hip_thrust", "lunge", "step_up", "cable_kickback", "roll_out", "ball_hip_thrust", "leg_press",
)  # fmt: skip
SURGERY = {
    "hip_replacement": ("posterior", "anterior", "lateral", None),
    "hip_resurfacing": (None,),
    "spine_surgery": (None,),
    "abdominoplasty": (None,),
    "breast_surgery": (None,),
    "shoulder_surgery": (None,),
    "caesarean": (None,),
    "knee_replacement": (None,),
}
FINDINGS = ("disc", "back_injury", "hip_impingement", "worn_joint", "vertebral_fracture", "unrepaired_hernia")
BANS = ("squat_heavy", "squat", "lunge", "bend", "thrust", "leg_press", "overhead", "impact")
TESTS = {
    "bridge_clean_sets": YES_NO, "bridge_hold": (20, 59, 60, 130), "bridge_pain": (0, 2, 3, 7),
    "raised_clean_sets": YES_NO, "movement_control_fails": (0, 1, 2, 5), "hip_extension_neutral": YES_NO,
    "hip_flexion_no_pinch": YES_NO, "bodyweight_squat_clean": YES_NO, "waiters_bow_clean": YES_NO,
    "single_leg_squat_faults": (0, 1, 2), "lunge_clean": YES_NO, "sorensen_hold": (30, 59, 60, 150),
    "hinge_pain": (0, 5, 6),
}  # fmt: skip


@dataclass
class Person:
    """What is written in one case, and the file itself."""

    answers: dict[str, Any] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    training: list[dict[str, Any]] = field(default_factory=list)
    tests: list[dict[str, Any]] = field(default_factory=list)
    goal: dict[str, Any] = field(default_factory=dict)
    text: str = ""


def crowd(count: int, seed: int = 0) -> Iterator[Person]:
    """``count`` people; the same seed gives the same ones."""
    for number in range(count):
        yield person(np.random.default_rng([seed, number]))


def person(rng: np.random.Generator) -> Person:
    """One of them: about half answer nearly everything, and most of what is asked is answered no.

    A third are well, have answered all, and train: those whom plans, bans and gates are about.
    """
    made = Person()
    well = bool(rng.random() < 0.35)
    thorough = well or rng.random() < 0.5
    ill = 0.0 if well else rng.choice([0.0, 0.01, 0.1])
    for section, names in (("symptoms", SYMPTOMS), ("conditions", CONDITIONS)):
        for name in names:
            if well or rng.random() < (0.995 if thorough else 0.4):
                made.answers[f"{section}.{name}"] = bool(rng.random() < ill)
    _more_answers(made, rng, thorough, ill)
    made.items = _history(rng, well)
    made.training = _training(rng, well)
    made.tests = _tests(rng, well)
    made.goal = _goal(rng)
    made.text = _written(made, True if well else bool(rng.random() < 0.8) if thorough else None)
    return made


def _some(rng: np.random.Generator, chance: float) -> bool:
    return bool(rng.random() < chance)


def _pick(rng: np.random.Generator, choices: Any) -> Any:
    return choices[int(rng.integers(len(choices)))]


def _more_answers(made: Person, rng: np.random.Generator, thorough: bool, ill: float) -> None:
    told = 0.97 if thorough else 0.4
    if _some(rng, told):
        made.answers["symptoms.leg_weakness"] = (
            _pick(rng, ("new", "progressing", "old_stable")) if _some(rng, ill) else "none"
        )
    if _some(rng, told):
        usual = "not_high" if not _some(rng, 2 * ill) else _pick(rng, ("high_uncontrolled", "180_110_or_more"))
        made.answers["conditions.blood_pressure"] = usual
    if _some(rng, told):
        made.answers["body.age"] = int(rng.integers(14 if ill else 18, 90))
    if _some(rng, told):
        made.answers["body.sex"] = _pick(rng, ("male", "female"))
    if made.answers.get("symptoms.back_pain"):
        for name, value in (("back_pain_new", _pick(rng, YES_NO)), ("back_pain_level", int(rng.integers(0, 11)))):
            if _some(rng, told):
                made.answers[f"symptoms.{name}"] = value
    if thorough and not ill:
        made.answers |= {"training.heaved": False, "training.bar_place": "hip_crease", "training.bar_bruise": False}
    for name in ("cauda_assessed", "cauda_worsening", "chest_signs_assessed"):
        if _some(rng, 0.3):
            made.answers[f"symptoms.{name}"] = _pick(rng, YES_NO)
    if made.answers.get("body.sex") == "female" and _some(rng, told):
        made.answers["pregnancy.now"] = _some(rng, 0.15)
        if made.answers["pregnancy.now"]:
            for name, value in (("weeks", int(rng.integers(4, 41))), ("stop_sign", _some(rng, 0.1))):
                if _some(rng, 0.8):
                    made.answers[f"pregnancy.{name}"] = value
            for name in ("absolute_item", "relative_item"):
                if _some(rng, 0.8):
                    made.answers[f"pregnancy.{name}"] = _some(rng, 0.1)
        made.answers["birth.recent"] = _some(rng, 0.1)


def _history(rng: np.random.Generator, well: bool) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for _ in range(int(rng.choice([0, 0, 0, 1, 1, 2]))):
        if _some(rng, 0.3):
            items.append({"kind": _pick(rng, FINDINGS)})
            continue
        kind = _pick(rng, list(SURGERY))
        item: dict[str, Any] = {"kind": kind}
        approach = _pick(rng, SURGERY[kind])
        if approach:
            item["approach"] = approach
        if well or _some(rng, 0.9):
            item["date"] = f"{int(rng.integers(1, 120 if well else 40))} weeks ago"
        if well or _some(rng, 0.7):
            item["cleared"] = well or _some(rng, 0.7)
        if well or _some(rng, 0.6):
            item["bans"] = [_pick(rng, BANS)] if _some(rng, 0.7) else []
        if well or _some(rng, 0.5):
            item |= {"symptom_free": True, "surveillance_last_year": True}
        items.append(item)
    return items


def _training(rng: np.random.Generator, well: bool) -> list[dict[str, Any]]:
    found = []
    told = 1.0 if well else 0.85
    for lift in rng.choice(LIFTS, size=int(rng.integers(0, 4)), replace=False):
        entry: dict[str, Any] = {"lift": str(lift)}
        for key, value in (
            ("load", f"{int(rng.integers(5, 220))} kg"),
            ("reps", int(rng.integers(1, 20))),
            ("sets", int(rng.integers(1, 6))),
            ("for_time", f"{int(rng.choice([12, 60] if well else [3, 12, 60]))} weeks"),
            ("days_per_week", int(rng.integers(1, 4))),
            ("pain_during", 0 if well else int(rng.choice([0, 0, 0, 2, 3, 6]))),
            ("pain_next_morning", 0 if well else int(rng.choice([0, 0, 0, 2, 3]))),
        ):
            if _some(rng, told):
                entry[key] = value
        found.append(entry)
    return found


def _tests(rng: np.random.Generator, well: bool) -> list[dict[str, Any]]:
    if _some(rng, 0.4):
        return []
    good = well or _some(rng, 0.6)
    passing = {"bridge_hold": 130, "bridge_pain": 0, "movement_control_fails": 0, "single_leg_squat_faults": 0}
    passing |= {"sorensen_hold": 150, "hinge_pain": 0}
    found = []
    for name, values in TESTS.items():
        if not _some(rng, 0.93 if good else 0.6):
            continue
        value = passing.get(name, True) if good and _some(rng, 0.95) else _pick(rng, values)
        found.append({"test": name, "value": value, "on": _pick(rng, ("2026-10-25", "2026-10-30", "2026-09-01"))})
    return found


def _goal(rng: np.random.Generator) -> dict[str, Any]:
    goal: dict[str, Any] = {}
    for key, value in (
        ("aim", _pick(rng, ("pain", "strength", "size", "sport", "work", "maintain", "general"))),
        ("lift", _pick(rng, LIFTS)),
        ("days", int(rng.integers(1, 7))),
        ("minutes", int(rng.integers(10, 100))),
    ):
        if _some(rng, 0.6):
            goal[key] = value
    return goal


def _line(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{key} = {str(value).lower()}"
    if isinstance(value, str):
        return f"{key} = {value}" if key == "on" else f'{key} = "{value}"'
    if isinstance(value, list):
        return f"{key} = [{', '.join(f'{one!r}'.replace(chr(39), chr(34)) for one in value)}]"
    return f"{key} = {value}"


def _written(made: Person, complete: bool | None) -> str:
    lines = ['name = "somebody"', f"asked_on = {ASKED_ON}"]
    sections: dict[str, dict[str, Any]] = {}
    for name, value in made.answers.items():
        section, _, key = name.partition(".")
        sections.setdefault(section, {})[key] = value
    sections["goal"] = made.goal
    sections["training"] = {"new_condition_since": False} | sections.get("training", {})
    if complete is not None:
        sections["history"] = {"complete": complete}
    for section, rows in sections.items():
        lines += [f"[{section}]", *(_line(key, value) for key, value in rows.items())]
    for item in made.items:
        rows = {key: value for key, value in item.items() if key != "cleared"}
        lines += ["[[history.item]]", *(_line(key, value) for key, value in rows.items())]
        if "cleared" in item:
            lines += ["[history.item.clearance]", f"given = {str(item['cleared']).lower()}"]
            if item["cleared"]:
                lines += ['by = "the surgeon"', 'on = "1 week ago"', 'allows = ["training"]']
    for name, rows_of in (("training.lift", made.training), ("test", made.tests)):
        for row in rows_of:
            lines += [f"[[{name}]]", *(_line(key, value) for key, value in row.items())]
    return "\n".join(lines) + "\n"
