"""The answer as plain JSON values: the keys of ``docs/answer.md``, stable from the first release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from enum import Enum
from typing import Any

from thrustworthy.answer._model import Answer, LoadRow, Remark
from thrustworthy.answer._paths import key_path
from thrustworthy.prescription import Prescription
from thrustworthy.screening import Question, Reason, Supposition

_DIGITS = 6


def to_json(answer: Answer) -> dict[str, Any]:
    """The answer as ``thrustworthy ask --json`` prints it. Floats are rounded to six significant digits."""
    strict, provisional = answer.screening.strict, answer.screening.provisional
    made = {
        "case": answer.case.name,
        "asked_on": answer.asked_on.isoformat(),
        "question": answer.case.question,
        "verdict": strict.verdict.value,
        "hold_kind": strict.hold_kind,
        "provisional_verdict": provisional.verdict.value,
        "provisional_hold_kind": provisional.hold_kind,
        "supposed": [_supposed(one) for one in answer.screening.supposed],
        "questions": [_question(one) for one in answer.screening.questions],
        "reasons": [_reason(one) for one in strict.reasons],
        "provisional_reasons": [_reason(one) for one in provisional.reasons],
        "stage": answer.stage,
        "prescription": _plan(answer.prescription),
        "provisional_prescription": _plan(answer.provisional_prescription),
        "banned": list(answer.banned),
        "constraints": [_remark(one) for one in answer.constraints],
        "loads": [_load(row) for row in answer.loads],
        "remarks": [_remark(one) for one in answer.remarks],
        "unknown": [_remark(one) for one in answer.unknown],
        "scenario": None if answer.case.scenario is None else answer.case.scenario.who,
        "sources": list(answer.sources),
        "intended_use": answer.intended_use,
        "engine": dict(answer.engine),
        "rules": answer.rules,
    }
    plain: dict[str, Any] = rounded(made)
    return plain


def rounded(value: Any) -> Any:
    """The same value with every float at six significant digits, so that equal runs print equal bytes."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(inner) for inner in value]
    return value


def _supposed(one: Supposition) -> dict[str, Any]:
    return {"input": key_path(one.input, one.item), "value": one.value, "sentence": one.sentence}


def _question(one: Question) -> dict[str, Any]:
    return {"input": key_path(one.input, one.item), "ask": one.ask, "asked_of": one.asked_of, "rules": list(one.rules)}


def _reason(one: Reason) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "verdict": one.verdict.value,
        "outcome": one.outcome,
        "sentence": one.sentence,
        "inputs": [
            {"name": key_path(used.name, one.item), "value": used.value, "origin": used.origin} for used in one.inputs
        ],
        "threshold": one.threshold,
        "tag": one.tag,
        "sources": list(one.sources),
    }


def _remark(one: Remark) -> dict[str, Any]:
    return {"text": one.text, "tag": one.tag, "sources": list(one.sources)}


def _load(row: LoadRow) -> dict[str, Any]:
    simulated = row.simulation.to_json() if row.simulation is not None else None
    return {
        "lift": row.lift,
        "name": row.lift_name,
        "load": row.load,
        "yours": row.yours,
        "role": row.role,
        "note": row.note,
        "peaks": _outputs(simulated["peaks"]) if simulated else None,
        "muscle_force": simulated["peaks"]["muscle_force"] if simulated else None,
        "kinematics": simulated["kinematics"] if simulated else None,
        "samples": simulated["samples"] if simulated else None,
        "seed": simulated["seed"] if simulated else None,
        "notes": simulated["notes"] if simulated else [],
        "sources": simulated["sources"] if simulated else [],
    }


def _outputs(peaks: dict[str, Any]) -> dict[str, Any]:
    """The peaks of joints and forces; those of muscles stand beside them."""
    return {name: peak for name, peak in peaks.items() if not name.startswith("muscle_")}


def _plan(plan: Prescription | None) -> dict[str, Any] | None:
    return None if plan is None else _plain(plan)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(inner) for key, inner in asdict(value).items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
