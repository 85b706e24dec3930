"""Twenty and more routines as people write them, and what must be read of each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from thrustworthy.prescription.routine import Entry, Routine

HERE = Path(__file__).with_name("routines")
EXPECTED: dict[str, Any] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
FILES = sorted(path.name for path in HERE.glob("*") if path.name != "expected.toml")


def text_of(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def told(routine: Routine) -> list[str]:
    """Every lift of every day in a line: day, lift, sets, repetitions, load, and what else was written."""
    return [" | ".join([day.name or "-", *_parts(one)]) for day in routine.days for one in day.entries]


def _parts(one: Entry) -> list[str]:
    reps = "/".join(map(str, one.each)) if one.each else _span(one.reps)
    load = "?" if one.load is None else f"{one.load:.4g}"
    more = [
        f"{name} {value}"
        for name, value in (
            ("percent", _span(one.percent)),
            ("rir", _span(one.rir)),
            ("rpe", _span(one.rpe)),
            ("tempo", one.tempo),
            ("rest", _span(one.rest)),
            ("seconds", _span(one.seconds)),
            ("group", one.group),
        )
        if value not in (None, "?")
    ]
    more += [name for name in ("amrap", "per_side", "warm_up", "asked", "supposed_unit") if getattr(one, name)]
    return [one.lift or f"({one.name})", _span(one.sets), reps, load, ", ".join(more)]


def _span(span: tuple[float, float] | None) -> str:
    if span is None:
        return "?"
    return f"{span[0]:g}" if span[0] == span[1] else f"{span[0]:g}-{span[1]:g}"
