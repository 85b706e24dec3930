"""Which lifts are simulated for an answer, and at which loads: the asked one, the trained ones, those beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._model import LoadRow
from thrustworthy.case import Body, Case, Training
from thrustworthy.evidence import read_toml
from thrustworthy.formulary import lift, lift_ids
from thrustworthy.prescription import Prescription

if TYPE_CHECKING:
    from thrustworthy.mechanics import Subject

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Wanted:
    """One row to simulate."""

    lift: str
    load: float
    yours: bool
    role: str
    label: str = ""
    setup: Mapping[str, float] = field(default_factory=dict)


@cache
def choices() -> Mapping[str, Any]:
    """The comparisons of ``data/comparisons.toml``."""
    return read_toml("thrustworthy.answer", "data/comparisons.toml")


def lift_name(name: str) -> str:
    """The lift's name for a reader; a lift outside the formulary keeps the words it came with."""
    return lift(name).name if name in lift_ids() else name


def is_simulated(name: str) -> bool:
    """True when the formulary's file of this lift carries a simulation."""
    return name in lift_ids() and lift(name).simulated


def trained_loads(training: Training) -> dict[str, float | None]:
    """Lift to the heaviest load trained, kg (None: load not stated), in the order of the case."""
    loads: dict[str, float | None] = {}
    for entry in training.lift:
        held = None if entry.load is None else entry.load.kg
        known = loads.get(entry.lift)
        loads[entry.lift] = held if known is None else max(known, held or 0.0)
    return loads


def asked_lift(case: Case) -> str:
    """The lift the question is about: named as the goal, else the first trained, else the hip thrust."""
    if case.goal.lift:
        return case.goal.lift
    trained = list(trained_loads(case.training))
    return trained[0] if trained else str(choices()["asked_when_nothing_is_named"])


def wanted_rows(case: Case, plans: tuple[Prescription | None, ...], banned: tuple[str, ...] = ()) -> list[Wanted]:
    """Rows to simulate for the person of the case, without repeats, the lift asked about first.

    banned: lifts that are left out for this person; one that stands there to compare says so.
    """
    table = choices()
    asked = asked_lift(case)
    trained = trained_loads(case.training)
    stated = [load for load in (trained.get(asked), case.goal.load.kg if case.goal.load else None) if load is not None]
    planned = [p.load.kg for p in plans if p is not None and p.lift == asked and p.load.kg is not None]
    rows = [Wanted(asked, load, True, "asked") for load in dict.fromkeys(stated + planned)]
    if not rows:
        loads = table["loads_when_none_stated"] if is_simulated(asked) else table["loads_when_none_stated"][:1]
        rows = [Wanted(asked, load, False, "asked") for load in loads]
    rows += [
        Wanted(lift, load, True, "trained") for lift, load in trained.items() if lift != asked and load is not None
    ]
    rows += [
        Wanted(p.lift, p.load.kg, True, "plan")
        for p in plans
        if p is not None and p.lift != asked and p.load.kg is not None
    ]
    beside_load = max(stated) if stated else float(table["beside_load_when_none_stated"])
    beside = [lift for lift in table["beside"] if lift != asked]
    if asked in table["beside"] or not is_simulated(asked):
        beside = [*table["beside_when_asked_about_other"], *beside]
    notes = dict.fromkeys(banned, table["left_out"])
    rows += [Wanted(lift, beside_load, False, "beside", notes.get(lift, "")) for lift in beside]
    if any(entry.heaved is True for entry in case.training.lift):
        rows += [
            Wanted(asked, beside_load, bool(stated), "tempo", variant["label"], variant["setup"])
            for variant in table["tempo"]
        ]
    return list(_without_repeats(rows))


def _without_repeats(rows: list[Wanted]) -> Iterator[Wanted]:
    seen: set[tuple[str, float, str]] = set()
    for row in rows:
        key = (row.lift, round(row.load, 3), row.label)
        if key not in seen:
            seen.add(key)
            yield row


def scenario_rows(case: Case) -> list[Wanted]:
    """Rows for the other person of the scenario, where a lift and its load are known."""
    if case.scenario is None:
        return []
    trained = trained_loads(case.scenario.training)
    return [Wanted(lift, load, False, "scenario") for lift, load in trained.items() if load is not None]


def _why_not(name: str) -> str | None:
    """Why the formulary says that a lift cannot be simulated."""
    return lift(name).not_simulated if name in lift_ids() else None


def subject_of(body: Body) -> Subject:
    """The body to simulate; what the case does not say is drawn from the population."""
    from thrustworthy.mechanics import Subject

    return Subject(
        height=body.height.metres if body.height else None,
        mass=body.mass.kg if body.mass else None,
        sex=body.sex,
        age=body.age.middle if body.age else None,
    )


def simulate_rows(
    rows: list[Wanted], body: Body, *, samples: int, seed: int, progress: Progress | None = None
) -> tuple[LoadRow, ...]:
    """Simulate each row for this body. A row that cannot be simulated stays, with the reason in its note."""
    from thrustworthy.mechanics import SimulationError, simulate

    subject = subject_of(body)
    made = []
    for done, row in enumerate(rows):
        if progress is not None:
            progress(done, len(rows))
        simulation, note = None, row.label
        try:
            simulation = simulate(row.lift, subject, row.load, setup=row.setup, samples=samples, seed=seed)
        except SimulationError as error:
            note = _why_not(row.lift) or str(error)
        made.append(LoadRow(row.lift, lift_name(row.lift), row.load, row.yours, row.role, simulation, note))
    if progress is not None:
        progress(len(rows), len(rows))
    return tuple(made)
