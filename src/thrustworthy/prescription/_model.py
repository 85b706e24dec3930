"""What comes out of the prescription: the plan for one lift, each figure with its tag and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True)
class Said:
    """A figure or sentence of the plan with its way to the source. ``text`` is what the user reads."""

    text: str
    tag: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Load:
    """An external load that this person can load. kg: total; parts: how it is made up, in words; 0 is body weight.

    ``known`` is False when the case does not say how heavy the approved or trained load is: ``kg`` is then None and
    nothing heavier than the present load is meant.
    """

    kg: float | None
    text: str
    parts: str
    known: bool = True


@dataclass(frozen=True)
class WarmUpSet:
    """One warm-up set."""

    load: Load
    reps: int


@dataclass(frozen=True)
class GateItem:
    """One condition of a gate: what is asked, and whether it is met (None: not known, which keeps the gate shut)."""

    id: str
    text: str
    met: bool | None
    tag: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """What opens the next stage (or the next step in load)."""

    stage: str
    title: str
    items: tuple[GateItem, ...]
    due: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prescription:
    """A plan for one lift at one stage.

    admitted_by: ``gates``, ``reported training`` or ``clearance``. due: unmet tests listed as due within two weeks.
    next_step: the next step in repetitions or load (load steps only where the smallest plate allows).
    next_gate: what opens the next stage; the notes name the other ways on from here (standing lifts, one leg).
    without: what to do without bench or bar. alongside: standing patterns and the rest of the programme.
    """

    lift: str
    lift_name: str
    stage: str
    stage_title: str
    admitted_by: str
    setup: tuple[Said, ...]
    load: Load
    sets: Said
    reps: Said
    effort: Said
    frequency: Said
    rest: Said
    warm_up: tuple[WarmUpSet, ...]
    stop_rules: tuple[Said, ...]
    next_step: Said
    next_gate: Gate
    due: tuple[Said, ...] = ()
    without: tuple[Said, ...] = ()
    alongside: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What the prescription came to. stage: where the person stands (None: nothing may be loaded yet).

    banned: ids of every lift that is left out. withheld: why there is no prescription, where there is none.
    """

    stage: str | None
    prescription: Prescription | None
    banned: tuple[str, ...] = ()
    withheld: Said | None = None

    def sources(self) -> tuple[str, ...]:
        """Every source that a figure or sentence of the plan stands on, sorted."""
        return tuple(sorted(set(_sources(self.prescription)) | set(_sources(self.withheld))))


def _sources(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _sources(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from getattr(value, "sources", ())
        for field in fields(value):
            yield from _sources(getattr(value, field.name)) if field.name != "sources" else ()
