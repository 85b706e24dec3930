"""The oracle: what every rule must say of people described by hand, written from the reference table, reading no rule.

A person is the benign base below with a few answers changed. ``None`` takes an answer away, ``UNCLEAR`` hints, a
number or a pair (low, high) is an interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thrustworthy.case import UNCLEAR, Facts, Interval

Answers = Mapping[str, Any]


def _of(section: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{section}.{name}" for name in names)


NOT_THERE = (
    *_of(
        "symptoms",
        "saddle_numbness",
        "bladder_bowel_sexual_change",
        "both_legs_deficit",
        "chest_pain",
        "fainting",
        "breathless_on_effort",
        "calf_swelling",
        "fever",
        "wound_discharge",
        "pulsating_belly",
        "sudden_severe_pain",
        "cannot_bear_weight",
        "bulge_stuck",
        "bulge",
        "back_pain",
        "severe_trauma",
        "bruise_over_spine",
        "height_loss",
        "leg_pain",
        "extension_pain",
        "sacroiliac_pain",
        "muscle_numbness",
        "hurt_by_loaded_lift",
        "groin_pain_weight_or_night",
        "new_groin_or_thigh_pain",
        "new_limp_or_clunk",
        "hip_dislocation_feeling",
        "hip_front_pain",
    ),
    *_of(
        "conditions",
        "heart_disease",
        "kidney_disease",
        "metabolic_disease",
        "cancer_history",
        "osteoporosis",
        "prolonged_steroids",
        "immune_suppression",
        "recent_infection",
        "bloodstream_infection",
        "injected_drugs",
        "recent_spinal_procedure",
        "aortic_aneurysm",
        "ever_smoked",
    ),
    "pregnancy.now",
    "birth.recent",
    "training.wants_vigorous",
    "training.heaved",
    "training.bar_bruise",
)

BASE: dict[str, Any] = {
    **dict.fromkeys(NOT_THERE, False),
    "body.age": 40,
    "body.sex": "male",
    "history.complete": True,
    "symptoms.leg_weakness": "none",
    "conditions.blood_pressure": "not_high",
    "training.active": True,
    "training.bar_place": "hip_crease",
    "equipment.professional": True,
}
"""A man of 40 with nothing the matter, every question answered that applies to him."""

PAIN: dict[str, Any] = {
    "symptoms.back_pain": True,
    "symptoms.back_pain_new": False,
    "symptoms.back_pain_level": 3,
    "symptoms.back_pain_worse": False,
    "symptoms.back_pain_rest_night": False,
    "symptoms.back_pain_fixed": False,
}
"""Mild old back pain, every question about it answered."""

NEW_PAIN = {**PAIN, "symptoms.back_pain_new": True}
WOMAN: dict[str, Any] = {"body.sex": "female", "body.age": 30}
PREGNANT: dict[str, Any] = {
    **WOMAN,
    "pregnancy.now": True,
    "pregnancy.weeks": 12,
    "pregnancy.absolute_item": False,
    "pregnancy.relative_item": False,
    "pregnancy.stop_sign": False,
}
BIRTH: dict[str, Any] = {
    **WOMAN,
    "birth.recent": True,
    "birth.date": 100,
    "birth.kind": "vaginal",
    "birth.healed": True,
    "birth.bleeding_rising": False,
    "birth.leak_heaviness_doming": False,
}

ENTRY: dict[str, Any] = {
    "cleared": True,
    "allows": ("training",),
    "bans": (),
    "healed": True,
    "symptom_free": True,
    "trained_since": True,
    "surveillance_last_year": True,
    "in_sling": False,
}
"""An entry of the history with nothing against it, but for kind and date."""

SURGEON, PERSON, BOTH = "clearance", "questions", "both"
POST_OP = {"pain_cap": 2, "max_step": 0.05, "no_reported_training": True}


def entry(kind: str | None, days: Any = 1000, **changes: Any) -> dict[str, Any]:
    """One entry of the history."""
    return {**ENTRY, "kind": kind, "days_since": days, **changes}


@dataclass(frozen=True)
class Person:
    """Changes to the base, entries of the history, and what binds where it differs from the row's."""

    answers: Answers
    items: tuple[Answers, ...] = ()
    binds: Answers | None = None


def person(*items: Answers, **answers: Any) -> Person:
    """A person by changed answers (``symptoms__fever=True``) and entries."""
    return Person({name.replace("__", "."): value for name, value in answers.items()}, items)


def like(*groups: Answers, items: tuple[Answers, ...] = ()) -> Person:
    """A person by groups of answers, later ones winning."""
    return Person({name: value for group in groups for name, value in group.items()}, items)


@dataclass(frozen=True)
class Expected:
    """One rule: verdict when it fires, people of whom it says yes, no and cannot tell (with the hold that follows).

    binds: every constraint of the rule that differs from none, exactly. bound: the same where an entry adds its own.
    """

    rule: str
    verdict: str
    yes: tuple[Person, ...]
    no: tuple[Person, ...]
    unknown: tuple[tuple[Person, str], ...]
    binds: Mapping[str, Any]
    hold: str = SURGEON


def row(
    rule: str,
    verdict: str,
    *,
    yes: list[Person],
    no: list[Person],
    unknown: list[tuple[Person, str]],
    binds: Mapping[str, Any] | None = None,
    hold: str = SURGEON,
) -> Expected:
    """Write one row of the oracle."""
    return Expected(rule, verdict, tuple(yes), tuple(no), tuple(unknown), binds or {}, hold)


def _value(answer: Any) -> Any:
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return Interval(float(answer), float(answer))
    if isinstance(answer, tuple) and len(answer) == 2 and all(isinstance(end, (int, float)) for end in answer):
        return Interval(float(answer[0]), float(answer[1]))
    return answer


def _kept(answers: Answers) -> dict[str, Any]:
    return {name: _value(answer) for name, answer in answers.items() if answer is not None}


def facts(who: Person) -> Facts:
    """The person as the screening takes them."""
    return Facts(_kept({**BASE, **who.answers}), tuple(_kept(item) for item in who.items))


__all__ = [
    "BASE",
    "BIRTH",
    "BOTH",
    "ENTRY",
    "NEW_PAIN",
    "PAIN",
    "PERSON",
    "POST_OP",
    "PREGNANT",
    "SURGEON",
    "UNCLEAR",
    "WOMAN",
    "Expected",
    "Person",
    "entry",
    "facts",
    "like",
    "person",
    "row",
]
