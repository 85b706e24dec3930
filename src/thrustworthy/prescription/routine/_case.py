"""The routine that a case itself tells of: ``[[training.day]]``, ``[[training.lift]]`` and ``rep_waves``."""

from __future__ import annotations

from thrustworthy.case import Case, TrainedLift
from thrustworthy.prescription.routine._build import Reading
from thrustworthy.prescription.routine._cells import open_day
from thrustworthy.prescription.routine._dose import Dose
from thrustworthy.prescription.routine._entries import read_lifts
from thrustworthy.prescription.routine._headings import read_waves, says_restart
from thrustworthy.prescription.routine._model import Line, Routine
from thrustworthy.prescription.routine._tables import say


def routine_of(case: Case) -> Routine | None:
    """The routine of a case, a line for each of its days and one for its waves; None where it tells of no days."""
    if not case.training.day:
        return None
    now = Reading(case.units)
    trained = {one.lift: one for one in case.training.lift}
    lines = []
    for number, day in enumerate(case.training.day, start=1):
        open_day(day.day, now)
        for one in now.current:
            one.focus = one.focus or day.focus
        readings = []
        for name in day.lifts:
            told = read_lifts(name.replace("_", " "), now, number, listed=True, group=None)
            if told is not None:
                _amounts(now, trained.get(name))
                readings.append(told.reading)
        focus = say("day_focus", day=day.day, focus=day.focus) if day.focus else say("day", day=day.day)
        text = f"{focus}: {', '.join(day.lifts)}" if day.lifts else focus
        lines.append(Line(number, text, "entry" if readings else "day", say("several").join(readings) or focus))
    if case.training.rep_waves:
        text = ", ".join(case.training.rep_waves)
        wave = read_waves(f"weekly waves: {text}", now)
        kind = wave.kind if wave else "unread"
        lines.append(Line(len(lines) + 1, text, kind, wave.reading if wave else say("unread")))
        now.restart = now.restart or says_restart(case.training.note or "")
    days, waves = now.finish()
    return Routine(tuple(lines), days, waves, now.restart)


def _amounts(now: Reading, trained: TrainedLift | None) -> None:
    """What the case tells of a lift; a best is no working set."""
    if trained is None:
        return
    reps = None if trained.reps is None or trained.best else (trained.reps, trained.reps)
    now.more(
        Dose(
            sets=None if trained.sets is None else (trained.sets, trained.sets),
            reps=reps,
            rir=None if trained.rir is None else (trained.rir, trained.rir),
        )
    )
