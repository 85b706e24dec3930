"""``thrustworthy fhir``: an answer, or the rule set, in the shapes of FHIR R4."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from thrustworthy.cli._files import Fault, print_json, write_whole
from thrustworthy.cli._progress import progress
from thrustworthy.cli._screen import examples


@click.command(
    "fhir",
    short_help="Export the answer to a CASE, or the rules, as FHIR R4.",
    epilog=examples(
        "thrustworthy fhir me.toml --out me.json",
        "thrustworthy fhir --rules --out rules.json",
    ),
)
@click.argument("case", required=False, type=click.Path(path_type=Path))
@click.option("--rules", is_flag=True, help="Export the rule set instead, as a PlanDefinition.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of printing.")
@click.option("--samples", default=500, show_default=True, type=click.IntRange(20, 20000), help="Simulated bodies.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Seed of the simulated bodies.")
def fhir_command(case: Path | None, rules: bool, out: Path | None, samples: int, seed: int) -> None:
    """Export the answer to a CASE as a FHIR R4 Bundle, or the rules as a PlanDefinition.

    The person goes along without name, and loads only where the strict verdict allows a plan.
    """
    if rules == (case is not None):
        raise Fault("Name one case file, or --rules for the rule set: one of the two.")
    if case is not None and out is not None and out.resolve() == case.resolve():
        raise Fault(f"{out} is what is read: name another file to write.")
    _installed()
    made = _rules() if case is None else _answer(case, samples, seed)
    if out is None:
        print_json(made)
    else:
        write_whole(out, json.dumps(made, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _installed() -> None:
    """Say at once, before anything is computed, that the library is missing."""
    from thrustworthy.answer.fhir import FhirMissing, require_library

    try:
        require_library()
    except FhirMissing as error:
        raise Fault(str(error)) from None


def _rules() -> dict[str, Any]:
    from thrustworthy.answer.fhir import rules_to_fhir

    return rules_to_fhir()


def _answer(path: Path, samples: int, seed: int) -> dict[str, Any]:
    from thrustworthy.answer import ask
    from thrustworthy.answer.fhir import to_fhir
    from thrustworthy.case import CaseError, read_case

    try:
        case = read_case(path)
    except CaseError as error:
        raise Fault(f"{error}") from None
    with progress("Simulating") as step:
        return to_fhir(ask(case, samples=samples, seed=seed, progress=step))
