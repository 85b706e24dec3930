"""Every lift of the week with its amounts filled in: as written, by the case, by the waves, or supposed and said."""

from __future__ import annotations

from collections.abc import Iterator

from thrustworthy.case import Case, TrainedLift
from thrustworthy.formulary import lift
from thrustworthy.prescription._loading import mass_text
from thrustworthy.prescription._model import Said
from thrustworthy.prescription.routine._model import Day, Entry, Routine
from thrustworthy.prescription.routine._outcome import Work
from thrustworthy.prescription.routine._rows import listed, name_of, rows, supposed, word


def work_of(routine: Routine, case: Case) -> tuple[Work, ...]:
    """The lifts that count, in order; warm-ups and what has to be asked for do not."""
    trained = {one.lift: one for one in case.training.lift}
    return tuple(
        _work(entry, day_name(day), routine, case, trained.get(entry.lift or ""))
        for day in routine.days
        for entry in day.entries
        if not entry.warm_up and not entry.asked
    )


def day_name(day: Day) -> str:
    """What the day is called, with its week where several are written."""
    name = day.name or word("day")
    return name if day.week is None else word("day_of_week", day=name, week=day.week)


def weeks_of(routine: Routine) -> int:
    """How many weeks are written out."""
    return max(1, len({day.week for day in routine.days if day.entries}))


def _work(entry: Entry, day: str, routine: Routine, case: Case, trained: TrainedLift | None) -> Work:
    row = rows()["supposed"]
    missing = set()
    sets = entry.sets or (trained and trained.sets and (trained.sets, trained.sets)) or None
    if sets is None:
        sets = (row["sets"], row["sets"])
        missing.add("sets")
    reps = _reps(entry)
    if reps is None and routine.waves and entry.seconds is None:
        reps = sum(sum(wave.reps) / 2 for wave in routine.waves) / len(routine.waves)
        missing.add("waves")
    if reps is None and trained is not None and trained.reps is not None and not trained.best:
        reps = float(trained.reps)
    if reps is None:
        reps = float(row["reps"])
        missing.add("reps")
    load, from_case = _load(entry, case, trained)
    if from_case:
        missing.add("case_load")
    if load is None:
        missing.add("percent" if entry.percent else "load")
    return Work(entry, day, sum(sets) / 2, (float(sets[0]), float(sets[1])), reps, load, frozenset(missing))


def _reps(entry: Entry) -> float | None:
    if entry.each:
        return sum(entry.each) / len(entry.each)
    return None if entry.reps is None else sum(entry.reps) / 2


def _load(entry: Entry, case: Case, trained: TrainedLift | None) -> tuple[float | None, bool]:
    """The load in kg, and whether it is the case's."""
    if entry.load is not None:
        return entry.load, False
    if entry.of_body and case.body.mass is not None:
        return entry.of_body * case.body.mass.kg, False
    if entry.lift is not None and lift(entry.lift).load == "none":
        return 0.0, False
    if entry.percent is None and trained is not None and trained.load is not None:
        return trained.load.kg, True
    return None, False


def what_was_supposed(works: tuple[Work, ...], routine: Routine, units: str) -> Iterator[Said]:
    """A sentence for everything that nobody said."""
    row = rows()["supposed"]
    missing = {name for one in works for name in one.supposed}
    if "sets" in missing:
        yield supposed("text_sets", sets=row["sets"])
    if "waves" in missing:
        yield supposed("text_waves")
    if "reps" in missing:
        yield supposed("text_reps", reps=row["reps"])
    if "percent" in missing:
        yield supposed("text_percent")
    if "case_load" in missing:
        yield supposed("text_case_load")
    if weeks_of(routine) > 1:
        yield supposed("text_weeks", weeks=weeks_of(routine))
    unloaded = [one.entry.lift for one in works if one.load is None and one.entry.lift]
    simulated = [name for name in unloaded if name and lift(name).simulated]
    if simulated:
        names = listed(name_of(name) for name in simulated)
        told = any(one.load for one in works if one.entry.lift and lift(one.entry.lift).simulated)
        load = mass_text(row["load"], units)
        yield supposed("text_left_out" if told else "text_load", lifts=names, load=load)
