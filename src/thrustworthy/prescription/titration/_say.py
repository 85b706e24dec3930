"""A decision in words and as plain values."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from thrustworthy.formulary import lift, stage
from thrustworthy.prescription.titration._model import Decision, NextAmount
from thrustworthy.prescription.titration._table import table, words


def title_of(decision: Decision) -> str:
    """``Barbell hip thrust, 2026-11-02: Stay where you are.``"""
    said = str(table()["decision"][decision.kind.value])
    return words("session", lift=lift(decision.session.lift).name, date=decision.session.date, decision=said)


def next_of(decision: Decision) -> tuple[str, ...]:
    """The next session's amount in sentences."""
    amount = decision.next
    if amount is None:
        return (words("next_none"),)
    load = words("next_parts", load=amount.load.text, parts=amount.load.parts) if amount.load.parts else None
    sentences = [
        words(
            "next",
            lift=amount.lift_name,
            load=load or amount.load.text,
            sets=_between("sets", amount.sets),
            reps=words("next_unknown_reps") if amount.reps is None else _between("reps", amount.reps),
            rir=amount.rir,
        )
    ]
    if amount.stages_back:
        sentences.append(words("stage_back", stage=amount.stage, title=stage(amount.stage).title))
    if amount.gate:
        sentences.append(words("next_gate"))
    return tuple(sentences)


def _between(name: str, pair: tuple[int, int]) -> str:
    low, high = pair
    return words(f"{name}_one" if low == high else name, low=low, high=high)


def reasons_of(decision: Decision) -> tuple[str, ...]:
    """Every reason with its rule, tag and sources; what cannot be told once for each question."""
    said: dict[str, None] = {}
    for one in decision.reasons:
        mark = "; ".join([one.tag, *filter(None, [", ".join(one.sources)])])
        line = f"{one.rule}: {one.sentence} [{mark}]" if one.outcome == "yes" else one.sentence
        said.setdefault(line, None)
    return tuple(said)


def to_plain(decision: Decision) -> dict[str, Any]:
    """The decision as JSON values."""
    return {
        "date": decision.session.date.isoformat(),
        "lift": decision.session.lift,
        "decision": decision.kind.value,
        "sentence": table()["decision"][decision.kind.value],
        "reasons": [
            {
                "rule": one.rule,
                "decision": one.decision.value,
                "outcome": one.outcome,
                "sentence": one.sentence,
                "change": one.change,
                "inputs": [{"name": used.name, "value": used.value, "origin": used.origin} for used in one.inputs],
                "tag": one.tag,
                "sources": list(one.sources),
            }
            for one in decision.reasons
        ],
        "next": None if decision.next is None else _amount(decision.next),
        "change": list(decision.change),
        "sources": list(decision.sources),
    }


def _amount(amount: NextAmount) -> dict[str, Any]:
    made = asdict(amount)
    return made | {"sets": list(amount.sets), "reps": None if amount.reps is None else list(amount.reps)}
