"""What the limits of this person leave: lifts left out, loads, effort and stages above them."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.formulary import Lift, lift, stage_number
from thrustworthy.prescription._allowed import is_banned, may_come_out
from thrustworthy.prescription._loading import mass_text
from thrustworthy.prescription._tables import dose
from thrustworthy.prescription.routine._order import Found
from thrustworthy.prescription.routine._outcome import Work
from thrustworthy.prescription.routine._rows import finding, listed, name_of, word
from thrustworthy.screening import Outcome, Reason


def limits(works: tuple[Work, ...], outcome: Outcome, units: str) -> Iterator[Found]:
    """Everything of the routine that goes beyond a limit, each lift once."""
    constraints = outcome.constraints
    mine = {one.entry.lift: lift(one.entry.lift) for one in works if one.entry.lift}
    out = {name for name, one in mine.items() if not may_come_out(one, constraints)}
    for name in sorted(out):
        why, sources = _why(mine[name], outcome)
        instead = _instead(mine[name], outcome)
        yield finding("banned", "limits", False, sources, lift=mine[name].name, why=why, instead=instead)
    cap = constraints.max_stage
    for name, one in mine.items():
        if name not in out and cap is not None and stage_number(one.stage) > stage_number(cap):
            instead = _instead(one, outcome)
            yield finding("over_stage", "limits", False, lift=one.name, stage=one.stage, most=cap, instead=instead)
    if constraints.load_factor < 1:
        yield finding("over_trained", "limits", False, share=f"{100 * constraints.load_factor:.0f}")
    seen: set[tuple[str, str]] = set()
    for work in works:
        for found in _amounts(work, outcome, units):
            key = (found[0].id, work.entry.lift or work.entry.name)
            if key not in seen:
                seen.add(key)
                yield found


def _amounts(work: Work, outcome: Outcome, units: str) -> Iterator[Found]:
    constraints, entry = outcome.constraints, work.entry
    name = name_of(entry.lift) if entry.lift else entry.name
    if constraints.max_load is not None and work.load is not None and work.load > constraints.max_load:
        most = mass_text(constraints.max_load, units)
        yield finding("over_load", "limits", False, lift=name, load=mass_text(work.load, units), most=most)
    reserve = reserve_of(work)
    least = constraints.min_rir
    if least is not None and reserve is not None and reserve < least:
        yield finding("over_effort", "limits", False, lift=name, rir=f"{reserve:g}", least=least)
    elif reserve == 0 or (entry.amrap and reserve is None):
        yield finding("failure", "limits", False, lift=name, least=dose()["trained"]["rir"])


def reserve_of(work: Work) -> float | None:
    """Repetitions in reserve as written, the fewest; None where nobody said."""
    if work.entry.rir is not None:
        return float(work.entry.rir[0])
    return None if work.entry.rpe is None else 10.0 - work.entry.rpe[1]


def _why(one: Lift, outcome: Outcome) -> tuple[str, tuple[str, ...]]:
    """The sentences and sources of the rules that leave the lift out."""
    found: list[Reason] = [
        reason
        for reason in outcome.reasons
        if reason.outcome == "yes" and (is_banned(one, reason.constraints) or not may_come_out(one, reason.constraints))
    ]
    text = " ".join(dict.fromkeys(reason.sentence for reason in found))
    return text, tuple(dict.fromkeys(source for reason in found for source in reason.sources))


def _instead(one: Lift, outcome: Outcome) -> str:
    cap = outcome.constraints.max_stage
    near = [lift(name) for name in dict.fromkeys((*one.easier, *one.without))]
    open_ones = [
        other.name
        for other in near
        if may_come_out(other, outcome.constraints) and (cap is None or stage_number(other.stage) <= stage_number(cap))
    ]
    return word("instead", lifts=listed(open_ones, "or")) if open_ones else ""
