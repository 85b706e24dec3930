"""Thrustworthy: is this lift dangerous for this person, at this dose, and what comes next?

The public names, each loaded when it is first used::

    import thrustworthy as tw

    answer = tw.ask(tw.read_case("case.toml"))
    lift = tw.simulate("barbell_hip_thrust", tw.Subject(height=1.80, mass=84, sex="male"), load=120)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thrustworthy.answer import Answer, ask, letter_html, to_html, to_json, to_text
    from thrustworthy.case import Case, CaseError, facts_of, parse_case, read_case
    from thrustworthy.mechanics import Band, Simulation, SimulationError, Subject, simulate
    from thrustworthy.screening import Screening, Verdict, screen

__all__ = [
    "Answer",
    "Band",
    "Case",
    "CaseError",
    "Screening",
    "Simulation",
    "SimulationError",
    "Subject",
    "Verdict",
    "ask",
    "facts_of",
    "letter_html",
    "parse_case",
    "read_case",
    "screen",
    "simulate",
    "to_html",
    "to_json",
    "to_text",
]

_HOME = {
    "answer": ("Answer", "ask", "letter_html", "to_html", "to_json", "to_text"),
    "case": ("Case", "CaseError", "facts_of", "parse_case", "read_case"),
    "mechanics": ("Band", "Simulation", "SimulationError", "Subject", "simulate"),
    "screening": ("Screening", "Verdict", "screen"),
}


def __getattr__(name: str) -> Any:
    """Load a public name from its package on first use, so that importing this package loads nothing heavy."""
    for package, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"thrustworthy.{package}"), name)
    raise AttributeError(f"module 'thrustworthy' has no attribute {name!r}; the public names are {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
