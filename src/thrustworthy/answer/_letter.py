"""The letter: one page for the surgeon or doctor, made for every hold that only their word can lift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from thrustworthy.answer._figure import Pose, draw_poses
from thrustworthy.answer._figure_words import lift_words
from thrustworthy.answer._letter_asks import Shared, sections, shared_answers
from thrustworthy.answer._letter_facts import Facts, facts_for
from thrustworthy.answer._letter_fit import density
from thrustworthy.answer._loads import Wanted, asked_lift, simulate_rows
from thrustworthy.answer._numbers import Spread, mass_words, spread_words
from thrustworthy.answer._page import fill, render
from thrustworthy.answer._refs import Refs
from thrustworthy.answer._report_loads import peak_spread
from thrustworthy.evidence import read_toml
from thrustworthy.screening import Screening, Verdict

if TYPE_CHECKING:
    from thrustworthy.answer._model import Answer, LoadRow
    from thrustworthy.mechanics import Band, Simulation

_STYLES = ("tokens.css", "figures.css", "letter.css")
_BRIDGE = "floor_glute_bridge"
_SAMPLES, _MOST_OWN, _MOST_OTHERS = 500, 2, 1
_COLUMNS = (
    ("hip_flexion", "row_hip_bent"),
    ("hip_contact_force", "row_hip_contact"),
    ("hip_moment", "row_hip_moment"),
    ("l5s1_compression", "row_spine"),
)


@cache
def letter_texts() -> Mapping[str, Any]:
    """The words of the letter."""
    return read_toml("thrustworthy.answer", "data/texts_letter.toml")


@dataclass(frozen=True)
class LoadLine:
    """One row of the letter's table: the lift, whose load it is, and each figure with its band."""

    label: str
    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """The drawn lift and its figures."""

    title: str
    poses: tuple[Pose, ...]
    range: str
    columns: tuple[str, ...]
    lines: tuple[LoadLine, ...]
    missing: tuple[str, ...]
    basis: str


def holds_for_clearance(screening: Screening) -> bool:
    """True when a hold waits for a surgeon's or doctor's word, strictly or for the time being."""
    both = (screening.strict, screening.provisional)
    return all(one.verdict.severity <= Verdict.HOLD_CLEARANCE.severity for one in both) and any(
        one.hold_kind in ("clearance", "both") for one in both
    )


def letter_html(answer: Answer) -> str:
    """The letter as one self-contained page that fits one sheet of A4 or Letter.

    Raises ValueError when the answer has no hold for clearance: then nobody has to be asked.
    """
    if not holds_for_clearance(answer.screening):
        raise ValueError("There is no hold for clearance in this answer, so there is no letter to write.")
    asked = sections(answer, letter_texts())
    shared: Shared = shared_answers(asked, answer.screening)
    facts: Facts = facts_for(answer, letter_texts())
    shown = _shown(answer)
    context: dict[str, Any] = {
        "say": fill(letter_texts()),
        "texts": letter_texts(),
        "answer": answer,
        "case": answer.case,
        "facts": facts,
        "sections": asked,
        "shared": shared,
        "shown": shown,
        "density": density(asked, facts, [line.label for line in shown.lines], shown.missing),
    }
    return render("letter.html", _STYLES, context)


def _rows(answer: Answer) -> list[tuple[LoadRow, str]]:
    """The rows of the table: the bridge and the lift without weight, then the loads asked about (or one to compare)."""
    lift = asked_lift(answer.case)
    known = [row for row in answer.loads if row.role == "asked" and row.lift == lift]
    own = [row for row in known if row.yours and row.load > 0]
    others = [row for row in known if row.load > 0]
    loaded = [(row, "asked_row") for row in own[:_MOST_OWN]] or [(row, "beside_row") for row in others[:_MOST_OTHERS]]
    there = {(row.lift, row.load): row for row in answer.loads if not row.note}
    settings = next((row.simulation for row in answer.loads if row.simulation is not None), None)
    samples, seed = (settings.samples, settings.seed) if settings is not None else (_SAMPLES, 0)
    made = []
    for wanted in dict.fromkeys([(_BRIDGE, 0.0), (lift, 0.0)]):
        row = there.get(wanted)
        if row is None:
            (row,) = simulate_rows([Wanted(*wanted, False, "beside")], answer.case.body, samples=samples, seed=seed)
        made.append((row, "beside_row"))
    return [*made, *loaded]


def _shown(answer: Answer) -> Shown:
    say = fill(letter_texts())
    rows = _rows(answer)
    done = [(row, kind, row.simulation) for row, kind in rows if row.simulation is not None]
    missing = dict.fromkeys(
        say("letter.not_simulated", lift=row.lift_name, note=row.note) for row, _ in rows if row.simulation is None
    )
    if not done:
        return Shown("", (), "", (), (), tuple(missing), "")
    row, simulation = _drawn([(row, simulation) for row, _, simulation in done], answer)
    sources = {source for _, _, one in done for source in one.sources}
    named = ", ".join(ref.label for ref in Refs(sorted(sources)).all())
    return Shown(
        title=say("letter.lift", lift=f"{row.lift_name}, {_load(answer, row.load)}"),
        poses=draw_poses(
            simulation, ids="letter-lift", lift_name=row.lift_name, poses=("bottom", "lockout"), figures=False
        ),
        range=_range(simulation),
        columns=tuple(say(f"letter.{name}") for _, name in _COLUMNS),
        lines=tuple(_line(answer, row, kind, simulation) for row, kind, simulation in done),
        missing=tuple(missing),
        basis=say("letter.basis", samples=simulation.samples, sources=named),
    )


def _drawn(done: Sequence[tuple[LoadRow, Simulation]], answer: Answer) -> tuple[LoadRow, Simulation]:
    """The row that is drawn: the lift asked about, with its load where there is one."""
    own = [pair for pair in done if pair[0].lift == asked_lift(answer.case)]
    return max(own, key=lambda pair: pair[0].load) if own else done[0]


def _line(answer: Answer, row: LoadRow, kind: str, simulation: Simulation) -> LoadLine:
    say = fill(letter_texts())
    cells = tuple(_cell(simulation, output) for output, _ in _COLUMNS)
    name = lift_words(row.lift_name, simulation)
    return LoadLine(f"{name}, {_load(answer, row.load)}", say(f"letter.{kind}"), cells)


def _cell(simulation: Simulation, output: str) -> str:
    return spread_words(peak_spread(simulation.peaks[output])) if output in simulation.peaks else ""


def _range(simulation: Simulation) -> str:
    say = fill(letter_texts())
    names = {"start": "hip_start", "end": "hip_end", "knee_start": "knee_start", "knee_end": "knee_end"}
    if any(name not in simulation.kinematics for name in names.values()):
        return ""
    return say("letter.range", **{key: _degrees(simulation.kinematics[name]) for key, name in names.items()})


def _degrees(band: Band) -> str:
    return spread_words(Spread(float(band.p05), float(band.p50), float(band.p95), band.unit))


def _load(answer: Answer, kg: float) -> str:
    return mass_words(kg, answer.case.units) if kg else fill(_report_words())("loads.body_weight")


@cache
def _report_words() -> Mapping[str, Any]:
    return read_toml("thrustworthy.answer", "data/texts_report.toml")
