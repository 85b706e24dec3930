"""The answers of the example cases, computed once for all tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from thrustworthy.answer import Answer, ask, to_json
from thrustworthy.case import parse_case, read_case

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "cases").glob("*.toml"))
SAMPLES = 20
HEAD = 'name = "case"\nasked_on = 2026-11-01\n'
MADE_UP = {
    "emergency": HEAD + "[symptoms]\nsaddle_numbness = true\n",
    "soon": HEAD + "[symptoms]\nsaddle_numbness = false\ngroin_pain_weight_or_night = true\n",
}


@cache
def answer(name: str) -> Answer:
    """The answer to a case of the folder, or to one of those made up here."""
    if name in MADE_UP:
        return ask(parse_case(MADE_UP[name], where=name), samples=SAMPLES)
    return ask(read_case(ROOT / "cases" / f"{name}.toml"), samples=SAMPLES)


@cache
def answer_json(name: str) -> dict[str, Any]:
    """The same as JSON."""
    return to_json(answer(name))
