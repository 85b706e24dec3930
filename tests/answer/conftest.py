"""Answers to render: real cases, screened and simulated with few samples, and a plan made by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from thrustworthy.answer import Answer, Remark
from thrustworthy.answer._constraints import constraint_remarks
from thrustworthy.answer._loads import scenario_rows, simulate_rows, wanted_rows
from thrustworthy.answer._remarks import remarks_about
from thrustworthy.case import facts_of, parse_case
from thrustworthy.mechanics import Simulation, Subject, simulate
from thrustworthy.prescription._model import Gate, GateItem, Load, Prescription, Said, WarmUpSet
from thrustworthy.screening import Verdict, screen

MakeAnswer = Callable[..., Answer]

HEAD = """
format = 1
name = "fixture"
title = "A lifter with a question"
asked_on = 2024-05-01
question = "May I go on?"
[body]
sex = "male"
age = 40
height = "1.80 m"
mass = "84 kg"
[goal]
lift = "barbell_hip_thrust"
[[training.lift]]
lift = "barbell_hip_thrust"
load = "100 kg"
"""
OPEN = HEAD
EMERGENCY = HEAD + "[symptoms]\nsaddle_numbness = true\n"
SOON = HEAD + "[symptoms]\nsaddle_numbness = false\ngroin_pain_weight_or_night = true\n"
CLEARANCE = HEAD + '[[history.item]]\nkind = "hip_replacement"\nside = "left"\ndate = "2 months ago"\n'
SEVERAL = (
    CLEARANCE
    + '[[history.item]]\nkind = "hernia_repair"\nlabel = "major hernia repair"\ndate = "2 months ago"\n'
    + '[[history.item]]\nkind = "abdominoplasty"\ndate = "2024-03"\n'
)
SCENARIO = HEAD + (
    '[scenario]\nwho = "a friend of 50"\nquestion = "And for him?"\n'
    '[[scenario.training.lift]]\nlift = "back_squat"\nload = "60 kg"\n'
)
HOSTILE = """
format = 1
name = "hostile"
title = "<script>alert('t')</script> \\"quoted\\" & <b>bold</b> \\u0007\\u202e\\u0085 {{ 7 * 7 }} {name}"
asked_on = 2024-05-01
question = "</title></style><img src=x onerror=alert(1)> %s {0}"
[goal]
lift = "barbell_hip_thrust"
words = "' onmouseover='alert(2) {% raw %}"
[training]
note = "{long}"
[[history.item]]
kind = "other"
label = "<script>alert('l')</script>{long}"
note = "<svg onload=alert(3)> {long}"
[[history.item]]
kind = "hip_replacement"
""".replace("{long}", "W" * 400)


def said(text: str, tag: str = "DESIGN", *sources: str) -> Said:
    """A sentence of a plan."""
    return Said(text, tag, sources)


def hand_made_plan() -> Prescription:
    """A plan with every part filled in."""
    return Prescription(
        lift="barbell_hip_thrust",
        lift_name="Barbell hip thrust",
        stage="S3",
        stage_title="loaded, on two legs",
        admitted_by="reported training",
        setup=(said("Bench 40 cm high."), said("Shins upright at the top.", "SECOND", "kennedy_2022")),
        load=Load(100.0, "100 kg (220 lb)", "bar 20 kg, each side 40 kg"),
        sets=said("3 sets of the plan"),
        reps=said("8 to 10 repetitions of the plan"),
        effort=said("3 left in reserve", "READ", "androulakis_korakakis_2020"),
        frequency=said("twice a week"),
        rest=said("2 to 3 minutes"),
        warm_up=(WarmUpSet(Load(60.0, "60 kg (132 lb)", "bar 20 kg, each side 20 kg"), 6),),
        stop_rules=(said("Pain above 3 of 10."),),
        next_step=said("Add 5 kg (11 lb) when all repetitions come twice."),
        next_gate=Gate(
            "S4",
            "single-leg work",
            (
                GateItem("bridges", "Ten single-leg bridges a side", None, "DESIGN", ()),
                GateItem("hold", "Bridge held 60 s", True, "READ", ("schellenberg_2007",)),
            ),
            ("bridge hold",),
        ),
        due=(said("Film ten floor bridges."),),
        without=(said("Without a bench: the floor bridge."),),
        alongside=(said("Squat and hinge at body weight."),),
    )


@cache
def build(text: str, strict: Verdict | None = None, with_plan: bool = False) -> Answer:
    """The answer to a case, as ``ask`` puts it together, with few samples. strict: replace both verdicts."""
    case = parse_case(text, "fixture")
    facts = facts_of(case)
    screening = screen(facts)
    if strict is not None:
        screening = _forced(screening, strict)
    plan = hand_made_plan() if with_plan else None
    loads = ()
    if max(screening.strict.verdict.severity, screening.provisional.verdict.severity) < Verdict.REFER_SOON.severity:
        rows = wanted_rows(case, (plan,))
        loads = simulate_rows(rows, case.body, samples=16, seed=1)
        if case.scenario is not None:
            loads += simulate_rows(scenario_rows(case), case.scenario.body, samples=16, seed=1)
    remarks = remarks_about("evidence", case, facts)
    constraints = constraint_remarks(screening.provisional)
    unknown = remarks_about("unknown", case, facts)
    cited = {s for one in (*remarks, *constraints, *unknown) for s in one.sources}
    cited |= {s for outcome in (screening.strict, screening.provisional) for r in outcome.reasons for s in r.sources}
    cited |= {s for row in loads if row.simulation for s in row.simulation.sources}
    return Answer(
        case=case,
        asked_on=case.asked_on,
        screening=screening,
        stage="S3" if plan else None,
        prescription=plan if screening.strict.verdict.carries_load else None,
        provisional_prescription=plan,
        banned=("good_morning",),
        constraints=constraints,
        loads=loads,
        remarks=(*remarks, Remark("A remark for the page.", "READ", ("otsuka_2021",))),
        unknown=unknown,
        sources=tuple(sorted(cited)),
        intended_use="It informs people who decide (said once).",
        engine={"thrustworthy": "0.1.0", "numpy": "2"},
        rules=screening.rules_version,
    )


def _forced(screening: object, verdict: Verdict) -> object:
    """The same screening with another verdict, to see what a page does with it."""
    from dataclasses import replace

    def turned(outcome: object) -> object:
        return replace(outcome, verdict=verdict, hold_kind=None)

    return replace(screening, strict=turned(screening.strict), provisional=turned(screening.provisional))


@pytest.fixture(scope="session")
def answer_of() -> MakeAnswer:
    """A function from the text of a case to its answer; the same text gives the same value."""
    return build


@cache
def simulated(lift: str, load: float) -> Simulation:
    """One lift of a man of 1.80 m and 84 kg, with few samples."""
    return simulate(lift, Subject(1.80, 84.0, "male"), load, samples=16, frames=21, seed=1)


@pytest.fixture(scope="session")
def lift_of() -> Callable[[str, float], Simulation]:
    """A function from lift and load to a simulation."""
    return simulated
