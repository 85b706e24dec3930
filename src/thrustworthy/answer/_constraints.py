"""What the fired rules demand, as sentences, each with the tag and sources of the rule that demands it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from thrustworthy.answer._loads import lift_name
from thrustworthy.answer._model import Remark
from thrustworthy.evidence import read_toml
from thrustworthy.screening import Constraints, Outcome, Reason, flags

_LB_PER_KG = 1 / 0.45359237


@cache
def _sentences() -> Mapping[str, str]:
    return read_toml("thrustworthy.answer", "data/constraints.toml")


def _filled(name: str, value: Any) -> str:
    if name == "load_factor" and value == 0:
        return _sentences()["no_load"]
    names = ", ".join(lift_name(v) for v in value) if isinstance(value, tuple) else ""
    number = float(value) if isinstance(value, (int, float)) else 0.0
    return _sentences()[name].format(
        value=f"{number:g}" if isinstance(value, (int, float)) else value,
        percent=f"{100 * number:.0f}",
        names=names,
        kg=f"{number:g} kg",
        lb=f"{number * _LB_PER_KG:.0f} lb",
    )


def _of_reason(reason: Reason) -> Iterator[Remark]:
    neutral = Constraints()
    for field in fields(Constraints):
        value = getattr(reason.constraints, field.name)
        if value == getattr(neutral, field.name):
            continue
        if field.name == "flags":
            for flag in value:
                row = flags()[flag]
                yield Remark(row.sentence, row.tag, row.sources)
        else:
            yield Remark(_filled(field.name, value), reason.tag, reason.sources)


def constraint_remarks(outcome: Outcome) -> tuple[Remark, ...]:
    """Every demand of the fired rules once, in the order of the reasons (most severe first)."""
    found: dict[str, Remark] = {}
    for reason in outcome.reasons:
        if reason.outcome == "yes":
            for remark in _of_reason(reason):
                found.setdefault(remark.text, remark)
    return tuple(found.values())
