"""From a case to its answer: screening, plan, simulated loads, and the sentences beside them."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

from thrustworthy.answer._constraints import constraint_remarks
from thrustworthy.answer._loads import Progress, scenario_rows, simulate_rows, wanted_rows
from thrustworthy.answer._model import Answer, LoadRow, Remark
from thrustworthy.answer._remarks import remarks_about
from thrustworthy.answer._texts import text
from thrustworthy.case import Case, facts_of
from thrustworthy.prescription import Plan, notes_about, prescribe
from thrustworthy.screening import Screening, Verdict, screen

_ENGINE = ("thrustworthy", "numpy")


def ask(case: Case, *, samples: int = 500, seed: int = 0, progress: Progress | None = None) -> Answer:
    """Answer one case.

    samples, seed: size and seed of the simulated bodies; the same seed, lock and Python minor give the same figures.
    progress: called with (rows done, rows in all) while loads are simulated.
    A referral carries no loads: nothing is simulated for it.
    """
    facts = facts_of(case)
    screening = screen(facts)
    strict = prescribe(case, facts, screening.strict)
    provisional = prescribe(case, facts, screening.provisional, suppose=True)
    banned = tuple(sorted({*strict.banned, *provisional.banned}))
    loads: tuple[LoadRow, ...] = ()
    if not _refers(screening):
        plans = (strict.prescription, provisional.prescription)
        rows = wanted_rows(case, plans, banned)
        loads = simulate_rows(rows, case.body, samples=samples, seed=seed, progress=progress)
        if case.scenario is not None:
            loads += simulate_rows(scenario_rows(case), case.scenario.body, samples=samples, seed=seed)
    remarks = remarks_about("evidence", case, facts) + remarks_about("home_kit", case, facts)
    if strict.prescription is None and provisional.prescription is None and not _refers(screening):
        # A plan carries these itself; a held case may read them too, as none of them carries a load.
        remarks += tuple(Remark(note.text, note.tag, note.sources) for note in notes_about(case))
    constraints = constraint_remarks(screening.provisional)
    unknown = remarks_about("unknown", case, facts)
    return Answer(
        case=case,
        asked_on=case.asked_on,
        screening=screening,
        stage=strict.stage or provisional.stage,
        prescription=strict.prescription,
        provisional_prescription=provisional.prescription,
        banned=banned,
        constraints=constraints,
        loads=loads,
        remarks=remarks,
        unknown=unknown,
        sources=_sources(screening, (strict, provisional), loads, remarks + constraints + unknown),
        intended_use=text("intended_use"),
        engine=_engine(),
        rules=screening.rules_version,
    )


def _refers(screening: Screening) -> bool:
    return any(o.verdict in (Verdict.REFER_NOW, Verdict.REFER_SOON) for o in (screening.strict, screening.provisional))


def _engine() -> Mapping[str, str]:
    return {**{name: version(name) for name in _ENGINE}, "python": ".".join(platform.python_version_tuple()[:2])}


def _sources(
    screening: Screening, plans: tuple[Plan, ...], loads: tuple[LoadRow, ...], remarks: tuple[Remark, ...]
) -> tuple[str, ...]:
    """Every source id that something in the answer stands on, sorted."""
    fired = [r for o in (screening.strict, screening.provisional) for r in o.reasons if r.outcome == "yes"]
    found = {s for reason in fired for s in reason.sources}
    found |= {s for plan in plans for s in plan.sources()}
    found |= {s for row in loads if row.simulation is not None for s in row.simulation.sources}
    found |= {s for remark in remarks for s in remark.sources}
    return tuple(sorted(found))
