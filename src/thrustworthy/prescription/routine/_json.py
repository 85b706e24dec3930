"""A review as plain JSON values; the keys are told in ``docs/review.md``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from thrustworthy.prescription._model import Said
from thrustworthy.prescription.routine._model import Day, Entry, Guess, Line, Routine
from thrustworthy.prescription.routine._outcome import Finding, MuscleWeek, Review, Spread, TissueWeek

_SECTIONS = ("order", "recovery", "waves", "sets", "missing", "limits", "unknown")


def review_json(review: Review) -> dict[str, Any]:
    """The review as ``thrustworthy review --json`` prints it, without what a surface adds."""
    screening = review.screening
    return {
        "case": review.case,
        "verdict": screening.strict.verdict.value,
        "provisional_verdict": screening.provisional.verdict.value,
        "provisional": review.provisional,
        "supposed_by_verdict": [one.sentence for one in screening.supposed] if review.provisional else [],
        "routine": {"from_case": review.from_case, **routine_json(review.routine)},
        "withheld": None if review.withheld is None else _said(review.withheld),
        "relative": review.relative,
        "muscles": [_muscle(one) for one in review.muscles],
        "tissues": [_tissue(one) for one in review.tissues],
        **{name: [_finding(one) for one in review.findings if one.about == name] for name in _SECTIONS},
        "changes": [
            {"text": one.text, "topic": one.topic, "finding": one.finding, "reason": _said(one.reason)}
            for one in review.changes
        ],
        "supposed": [_said(one) for one in review.supposed],
        "sources": list(review.sources),
    }


def routine_json(routine: Routine) -> dict[str, Any]:
    """What was read: how many lines, each line, days, waves."""
    return {
        "counts": {
            "lines": len(routine.lines),
            "parsed": len(routine.parsed),
            "asked": len(routine.asked),
            "unread": len(routine.unread),
        },
        "lines": [_line(one) for one in routine.lines],
        "days": [_day(one) for one in routine.days],
        "waves": [{"week": one.week, "reps": list(one.reps), "sets": one.sets} for one in routine.waves],
        "restart": routine.restart,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "text": line.text,
        "kind": line.kind,
        "reading": line.reading,
        "guess": _guess(line.guess),
    }


def _guess(guess: Guess | None) -> dict[str, Any] | None:
    return None if guess is None else asdict(guess)


def _day(day: Day) -> dict[str, Any]:
    return {
        "day": day.name,
        "weekday": day.weekday,
        "week": day.week,
        "focus": day.focus,
        "rest": day.rest,
        "lifts": [_entry(one) for one in day.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    told = {key: list(value) if isinstance(value, tuple) else value for key, value in vars(entry).items()}
    return told | {"counts": dict(entry.counts)}


def _muscle(one: MuscleWeek) -> dict[str, Any]:
    return {
        "muscle": one.muscle,
        "name": one.name,
        "sets": list(one.sets),
        "judged": one.judged,
        "tension": _spread(one.tension),
        "shares": dict(one.shares),
    }


def _tissue(one: TissueWeek) -> dict[str, Any]:
    return {
        "tissue": one.tissue,
        "name": one.name,
        "unit": one.unit,
        "cost": _spread(one.cost),
        "shares": dict(one.shares),
        "by_day": dict(one.by_day),
    }


def _spread(one: Spread | None) -> dict[str, float] | None:
    return None if one is None else dict(zip(("p05", "p50", "p95"), one, strict=True))


def _finding(one: Finding) -> dict[str, Any]:
    return {"id": one.id, "good": one.good, **_said(one.said)}


def _said(one: Said) -> dict[str, Any]:
    return {"text": one.text, "tag": one.tag, "sources": list(one.sources)}
