"""The CarePlan: a draft proposal with the plan's figures as words, each with its tag and sources."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.answer._loads import lift_name
from thrustworthy.answer._model import Answer
from thrustworthy.answer._text import verdict_words
from thrustworthy.answer.fhir._about import carries_load, first_outcome, refers
from thrustworthy.answer.fhir._person import GOAL, PATIENT
from thrustworthy.answer.fhir._sentences import notes, verdict_extension
from thrustworthy.answer.fhir._shapes import (
    Json,
    complex_extension,
    concept,
    extension,
    part,
    quantity,
    reference,
    say,
    sourced,
    statement,
)
from thrustworthy.answer.fhir._sources import engine, rules_canonical
from thrustworthy.prescription import Gate, Load, Prescription, Said

PLAN = "plan"
_ONE = ("sets", "reps", "effort", "frequency", "rest", "next_step")
_MANY = {
    "setup": "setup",
    "stop_rules": "stop-rule",
    "due": "due",
    "without": "without",
    "alongside": "alongside",
    "notes": "note",
}


def care_plan(answer: Answer, has_goal: bool) -> Json:
    """The plan as a draft proposal. Without a load unless the strict verdict allows one; a referral has no activity."""
    label, _ = verdict_words(first_outcome(answer), "verdict")
    made: Json = {
        "resourceType": "CarePlan",
        "extension": list(_extensions(answer)),
        "instantiatesCanonical": [rules_canonical(answer.rules)],
        "status": "draft",
        "intent": "proposal",
        "category": [{"text": say("category.plan")}],
        "title": say("plan_title", verdict=label),
        "description": answer.intended_use,
        "subject": reference(PATIENT),
        "created": answer.asked_on.isoformat(),
        "author": engine(answer.engine["thrustworthy"]),
        "note": notes(answer),
    }
    if has_goal:
        made["goal"] = [reference(GOAL)]
    activities = [] if refers(answer) else list(_activities(answer, has_goal))
    return {**made, "activity": activities} if activities else made


def _extensions(answer: Answer) -> Iterator[Json]:
    yield verdict_extension("verdict", answer.screening.strict, "verdict")
    yield verdict_extension("provisional-verdict", answer.screening.provisional, "provisional")
    if answer.stage and carries_load(answer):
        yield extension("stage", valueCode=answer.stage)


def _activities(answer: Answer, has_goal: bool) -> Iterator[Json]:
    if answer.prescription is not None and carries_load(answer):
        yield {"detail": _lift(answer.prescription, has_goal)}
    for lift in answer.banned:
        yield {
            "detail": {
                "code": concept("lift", lift, lift_name(lift)),
                "status": "not-started",
                "doNotPerform": True,
                "description": say("left_out", lift=lift_name(lift)),
            }
        }


def _lift(plan: Prescription, has_goal: bool) -> Json:
    texts = {name: getattr(plan, name).text.rstrip(".") for name in _ONE}
    load = ", ".join(one for one in (plan.load.text, plan.load.parts) if one)
    made: Json = {
        "extension": list(_figures(plan)),
        "code": concept("lift", plan.lift, plan.lift_name),
        "status": "not-started",
        "doNotPerform": False,
        "scheduledString": plan.frequency.text,
        "description": say("plan_line", load=load, **texts),
    }
    return {**made, "goal": [reference(GOAL)]} if has_goal else made


def _figures(plan: Prescription) -> Iterator[Json]:
    yield complex_extension("load", _load(plan.load))
    yield complex_extension(
        "ladder",
        [
            part("stage", valueCode=plan.stage),
            part("title", valueString=plan.stage_title),
            part("admitted-by", valueString=plan.admitted_by),
        ],
    )
    for name in _ONE:
        yield _said(name.replace("_", "-"), getattr(plan, name))
    for name, role in _MANY.items():
        yield from (_said(role, one) for one in getattr(plan, name))
    for warm in plan.warm_up:
        yield complex_extension("warm-up-set", [*_load(warm.load), part("reps", valueInteger=warm.reps)])
    yield complex_extension("next-gate", _gate(plan.next_gate))


def _said(role: str, said: Said) -> Json:
    return statement(role, said.text, said.tag, said.sources)


def _load(load: Load) -> list[Json]:
    parts = [part("text", valueString=load.text), part("known", valueBoolean=load.known)]
    if load.parts:
        parts.append(part("parts", valueString=load.parts))
    if load.kg is not None:
        parts.append(part("mass", valueQuantity=quantity(load.kg, "kg")))
    return parts


def _gate(gate: Gate) -> Iterator[Json]:
    yield part("stage", valueCode=gate.stage)
    yield part("title", valueString=gate.title)
    for item in gate.items:
        met = [] if item.met is None else [part("met", valueBoolean=item.met)]
        said = [part("id", valueCode=item.id), part("text", valueString=item.text), *sourced(item.tag, item.sources)]
        yield {"url": "item", "extension": [*said, *met]}
    for due in gate.due:
        yield part("due", valueString=due)
