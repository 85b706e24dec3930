"""The answer: one frozen value that text, JSON, HTML and the letter are rendered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from thrustworthy.case import Case
from thrustworthy.prescription import Prescription
from thrustworthy.screening import Screening

if TYPE_CHECKING:
    from thrustworthy.mechanics import Simulation


@dataclass(frozen=True)
class LoadRow:
    """One simulated lift at one load. ``yours``: this lift at this load is in the case or the plan.

    simulation is None with a ``note`` when the lift cannot be simulated. role: ``asked`` (the lift in question),
    ``beside`` (the same person's squat, deadlift, bridge), ``tempo`` (the same load heaved), ``scenario``.
    """

    lift: str
    lift_name: str
    load: float
    yours: bool
    role: str
    simulation: Simulation | None
    note: str = ""


@dataclass(frozen=True)
class Remark:
    """A sentence of the answer with its way to the source."""

    text: str
    tag: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Verdict, reasons, plan, comparison and what is not known. See ``docs/answer.md`` for the JSON it becomes."""

    case: Case
    asked_on: date
    screening: Screening
    stage: str | None
    prescription: Prescription | None
    provisional_prescription: Prescription | None
    banned: tuple[str, ...]
    constraints: tuple[Remark, ...]
    loads: tuple[LoadRow, ...]
    remarks: tuple[Remark, ...]
    unknown: tuple[Remark, ...]
    sources: tuple[str, ...]
    intended_use: str
    engine: Mapping[str, str]
    rules: str
