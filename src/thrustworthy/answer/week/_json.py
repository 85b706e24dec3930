"""The week's plan as plain JSON values; the keys are told in ``docs/plan.md``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from thrustworthy.answer._json import rounded
from thrustworthy.answer.week._answer import PlanAnswer
from thrustworthy.prescription import Said
from thrustworthy.prescription.week import BlockWeek, Entry, Week, Wishes


def plan_json(answer: PlanAnswer) -> dict[str, Any]:
    """The plan as ``thrustworthy plan --json`` prints it."""
    plan, screening = answer.plan, answer.screening
    made: dict[str, Any] = rounded(
        {
            "case": answer.case.name,
            "asked_on": answer.asked_on.isoformat(),
            "verdict": screening.strict.verdict.value,
            "provisional_verdict": screening.provisional.verdict.value,
            "provisional": answer.provisional,
            "supposed": [one.sentence for one in screening.supposed] if answer.provisional else [],
            "aim": plan.aim,
            "wishes": _wishes(plan.wishes),
            "week": _week(plan.week),
            "spine": _spine(answer),
            "scheme": None if plan.scheme is None else {"title": plan.scheme_title, **_said(plan.scheme)},
            "block": [_block(one) for one in plan.block],
            "pace": None if plan.pace is None else {**asdict(plan.pace), "said": _said(plan.pace.said)},
            "notes": [_said(one) for one in plan.notes],
            "withheld": None if plan.withheld is None else _said(plan.withheld),
            "clash": None if plan.clash is None else {**_said(plan.clash.text), "wishes": list(plan.clash.wishes)},
            "sources": list(answer.sources),
            "intended_use": answer.intended_use,
        }
    )
    return made


def _spine(answer: PlanAnswer) -> dict[str, Any] | None:
    if answer.spine is None:
        return None
    low, middle, high = answer.spine
    return {"unit": "kN*reps", "p05": low, "p50": middle, "p95": high}


def _said(one: Said) -> dict[str, Any]:
    return {"text": one.text, "tag": one.tag, "sources": list(one.sources)}


def _wishes(wishes: Wishes | None) -> dict[str, Any] | None:
    if wishes is None:
        return None
    keys = ("days", "minutes", "asked", "budget", "firm")
    return {key: _plain(getattr(wishes, key)) for key in keys}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else dict(value) if hasattr(value, "items") else value


def _week(week: Week | None) -> dict[str, Any] | None:
    if week is None:
        return None
    days = [
        {"day": day.name, "minutes": day.minutes, "lifts": [_entry(entry) for entry in day.entries]}
        for day in week.days
    ]
    return {"days": days, "sets_for_muscle": dict(week.counted), "cost": dict(week.cost)}


def _entry(entry: Entry) -> dict[str, Any]:
    one = entry.option
    return {
        "lift": one.lift,
        "name": one.name,
        "pattern": one.pattern,
        "stage": one.stage,
        "sets": entry.sets,
        "reps": list(one.reps),
        "rir": one.rir,
        "rest_s": one.rest,
        "load": asdict(one.load),
        "sets_for_muscle": dict(one.counts),
        "cost_of_set": dict(one.cost),
    }


def _block(week: BlockWeek) -> dict[str, Any]:
    targets = [{**asdict(one), "reps": list(one.reps)} for one in week.targets]
    return {"week": week.number, "targets": targets}
