"""What was read of a line, in words."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.prescription._loading import mass_text
from thrustworthy.prescription.routine._dose import Dose
from thrustworthy.prescription.routine._match import lift_words
from thrustworthy.prescription.routine._model import Entry
from thrustworthy.prescription.routine._tables import say


def ends(name: str, span: tuple[float, float] | None) -> str:
    """``8 repetitions`` or ``8 to 10 repetitions``; empty for nothing."""
    if span is None:
        return ""
    low, high = (f"{one:g}" for one in span)
    return say(name if low == high else f"{name}_range", low=low, high=high)


def amount(dose: Dose | Entry, units: str = "kg") -> str:
    """Everything said of how much, one after another."""
    return ", ".join(part for part in _parts(dose, units) if part)


def _parts(dose: Dose | Entry, units: str) -> Iterator[str]:
    sets = say("sets_one") if dose.sets == (1, 1) else ends("sets", dose.sets)
    reps = _reps(dose, bare=bool(sets))
    yield say("of", sets=sets, reps=reps) if sets and reps else sets or reps
    if dose.seconds:
        yield ends("seconds", dose.seconds)
    if dose.load is not None:
        text = say("no_load") if dose.load == 0 else mass_text(dose.load, units)
        yield say("bare_load", load=text) if dose.supposed_unit else text
    if dose.of_body:
        yield say("of_body", times=f"{dose.of_body:g}")
    yield ends("percent", dose.percent)
    yield ends("rir", dose.rir)
    yield ends("rpe", dose.rpe)
    if dose.tempo:
        yield say("tempo", tempo=dose.tempo)
    yield ends("rest", dose.rest)
    if dose.per_side:
        yield say("per_side")


def _reps(dose: Dose | Entry, *, bare: bool) -> str:
    if dose.each:
        return ", ".join(map(str, dose.each))
    if dose.amrap and not dose.reps:
        return say("amrap")
    return ends("reps_bare" if bare else "reps", dose.reps)


def entry_words(entry: Entry, units: str = "kg") -> str:
    """A lift and how much of it."""
    name = lift_words(entry.lift) if entry.lift else say("outside", lift=entry.name)
    what = amount(entry, units)
    said = say("entry", lift=name, what=f": {what}" if what else "")
    return say("warm_up", what=said) if entry.warm_up else said
