"""What must hold of any answer to any of these people, written from the reference by hand; no rule and no data is read.

Each check looks at what the person wrote and at what came out, and gives the sentences that are broken.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.people.crowd import SYMPTOMS, Person
from tests.prescription.lifters import DEEP, ON_A_BENCH, OPENS, PATTERNS
from thrustworthy.prescription import Prescription
from thrustworthy.prescription.week import WeekPlan
from thrustworthy.screening import Screening, Verdict

KG_OF_A_BAR = 20.0
FRESH = {"2026-10-25", "2026-10-30"}
PASS = {
    "bridge_hold": lambda value: value >= 60, "bridge_pain": lambda value: value <= 2,
    "movement_control_fails": lambda value: value <= 1, "single_leg_squat_faults": lambda value: value <= 1,
    "sorensen_hold": lambda value: value >= 60, "hinge_pain": lambda value: value <= 5,
}  # fmt: skip
WAY = {"S1": (), "S2": ("S2",), "S3": ("S2", "S3"), "S6": ("S2", "S3")}
# Emergencies that one answer makes, whatever else is said.
ALONE = ("pulsating_belly", "bulge_stuck", "cannot_bear_weight")
CAUDA = ("saddle_numbness", "bladder_bowel_sexual_change", "both_legs_deficit")
CHEST = ("chest_pain", "fainting", "breathless_on_effort", "calf_swelling")


def emergency(one: Person) -> bool:
    """True where the reference sends to emergency care beyond doubt."""
    told = {name.partition(".")[2]: value for name, value in one.answers.items()}
    pregnant = told.get("now") is True and told.get("stop_sign") is True
    cauda = any(told.get(name) is True for name in CAUDA) and told.get("cauda_assessed") is not True
    chest = any(told.get(name) is True for name in CHEST) and told.get("chest_signs_assessed") is not True
    alone = any(told.get(name) is True for name in ALONE) or told.get("leg_weakness") in ("new", "progressing")
    bruised = told.get("back_pain") is True and told.get("bruise_over_spine") is True
    return pregnant or cauda or chest or alone or bruised


def broken_screening(one: Person, found: Screening) -> Iterator[str]:
    """An emergency that is not sent on; a verdict that carries load while something that holds it is not known."""
    strict, provisional = found.strict.verdict, found.provisional.verdict
    if emergency(one) and Verdict.REFER_NOW not in (strict, provisional):
        yield "an emergency is not sent on"
    if emergency(one) and (strict.carries_load or provisional.carries_load):
        yield "an emergency carries load"
    if strict.carries_load and any(f"symptoms.{name}" not in one.answers for name in SYMPTOMS[:6]):
        yield "a red flag nobody asked about is taken as no"
    if strict.carries_load and "body.age" not in one.answers:
        yield "an age nobody knows is taken as adult"
    uncleared = [item for item in one.items if item["kind"] in _OPERATED and item.get("cleared") is not True]
    if uncleared and (strict.carries_load or provisional.carries_load):
        yield "an operation that nobody cleared carries load"
    if one.answers.get("body.age", 40) < 18 and (strict.carries_load or provisional.carries_load):
        yield "a child carries load"
    if one.answers.get("conditions.blood_pressure") == "180_110_or_more" and provisional.carries_load:
        yield "a pressure of 180 over 110 carries load"


_OPERATED = {
    *("hip_replacement", "hip_resurfacing", "spine_surgery", "abdominoplasty"),
    *("shoulder_surgery", "caesarean", "knee_replacement"),
}


def left_out(one: Person) -> set[str]:
    """Lifts that may not come out: what a surgeon ruled out, and what a young hip implant's approach rules out."""
    out: set[str] = set()
    for item in one.items:
        for ban in item.get("bans", ()):
            pattern = ban.removesuffix("_heavy").removesuffix("_below_parallel")
            if ban == pattern:
                out |= PATTERNS.get(pattern, set())
        weeks = int(item["date"].split()[0]) if "date" in item else 0
        if item["kind"] == "hip_replacement" and 0 < weeks < 12:
            out |= DEEP if item.get("approach") == "posterior" else set()
            out |= ON_A_BENCH if item.get("approach") == "anterior" else set()
    return out


def broken_plan(one: Person, plan: Prescription | None) -> Iterator[str]:
    """A banned lift, a load above what is done now or above the bar, a gate passed without its tests."""
    if plan is None:
        return
    if plan.lift in left_out(one):
        yield f"{plan.lift} is ruled out"
    now = max((_kg(row) for row in one.training if row["lift"] == plan.lift), default=0.0)
    if plan.load.kg and plan.load.kg > max(now, KG_OF_A_BAR) + 1e-3:
        yield f"{plan.load.kg} kg is more than the {now} kg of now"
    if one.answers.get("pregnancy.now") and plan.load.kg:
        yield "a bar in pregnancy"
    if plan.admitted_by == "gates" and plan.stage in WAY:
        for stage in WAY[plan.stage]:
            for test in OPENS[stage]:
                if not _passed(one, test):
                    yield f"{plan.stage} without {test}"


def broken_week(one: Person, plan: WeekPlan) -> Iterator[str]:
    """A banned lift, too many minutes, a budget that is not kept, a load above what is done now or above the bar."""
    if plan.week is None or plan.wishes is None:
        return
    for day in plan.week.days:
        if "minutes" in one.goal and day.minutes > one.goal["minutes"] + 1e-6:
            yield "too many minutes"
        for entry in day.entries:
            lift, load = entry.option.lift, entry.option.load.kg
            now = max((_kg(row) for row in one.training if row["lift"] == lift), default=0.0)
            if lift in left_out(one):
                yield f"{lift} is ruled out"
            if load and load > max(now, KG_OF_A_BAR) + 1e-3:
                yield f"{load} kg is more than the {now} kg of now"
    for tissue, most in plan.wishes.budget.items():
        if plan.week.cost.get(tissue, 0.0) > most + 1e-6:
            yield "a budget is not kept"


def _kg(row: dict[str, object]) -> float:
    return float(str(row["load"]).split()[0]) if "load" in row else 0.0


def _passed(one: Person, test: str) -> bool:
    done = [row["value"] for row in one.tests if row["test"] == test and row["on"] in FRESH]
    return bool(done) and all(PASS.get(test, lambda value: value is True)(value) for value in done)
