"""The week in figures: fractional sets and tension of each muscle, and what each tissue bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from thrustworthy.formulary import lift
from thrustworthy.prescription.routine._outcome import LiftLoads, MuscleWeek, Physics, Spread, TissueWeek, Work
from thrustworthy.prescription.routine._rows import rows
from thrustworthy.prescription.week import counts_of, muscle_word
from thrustworthy.prescription.week._tables import week


def counts(work: Work) -> Mapping[str, float]:
    """What one set of this lift counts for, by muscle."""
    return counts_of(lift(work.entry.lift)) if work.entry.lift else dict(work.entry.counts)


def muscle_sets(works: Iterable[Work], weeks: int) -> dict[str, tuple[float, float]]:
    """Fractional sets a week of each muscle, fewest and most."""
    total: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in works:
        for muscle, share in counts(one).items():
            total[muscle][0] += share * one.sets_span[0] / weeks
            total[muscle][1] += share * one.sets_span[1] / weeks
    return {muscle: (low, high) for muscle, (low, high) in total.items()}


def most_sets() -> float:
    """Sets of a muscle beyond which each adds little: those of the plan for size."""
    return float(week()["aim"]["size"]["most"])


def judged(sets: tuple[float, float]) -> str:
    """Fractional sets against the number that goes with size, in words."""
    row = rows()["sets"]
    low, high = sets
    if high <= 0:
        name = "none"
    elif low > most_sets():
        name = "much"
    elif low >= row["size"]:
        name = "above"
    else:
        name = "below" if high < row["size"] else "around"
    return str(row["word"][name]).format(most=f"{most_sets():g}")


class Loads:
    """What the works of a week come to: each lift's session, with the load that is compared where none is told."""

    def __init__(self, works: tuple[Work, ...], weeks: int, physics: Physics) -> None:
        simulated = [one for one in works if _simulated(one)]
        self.relative = compared(simulated)
        self._parts: list[tuple[Work, LiftLoads]] = []
        compare = float(rows()["supposed"]["load"])
        for one in simulated:
            if one.load is None and not self.relative:
                continue
            load = compare if one.load is None else one.load
            made = physics.session(one.entry.lift or "", load, one.sets / weeks, one.reps)
            if made is not None:
                self._parts.append((one, made))

    @property
    def sources(self) -> tuple[str, ...]:
        """What the figures were computed from."""
        return tuple(sorted({source for _, made in self._parts for source in made.sources}))

    def tissues(self) -> tuple[TissueWeek, ...]:
        """Every tissue that a simulated lift loads."""
        found = []
        for name, row in rows()["tissue"].items():
            parts = [(one, made.cost[name]) for one, made in self._parts if name in made.cost]
            if parts:
                by_lift = _shares((one.entry.lift or "", cost[1]) for one, cost in parts)
                by_day = _shares((one.day, cost[1]) for one, cost in parts)
                total = None if self.relative else _sum(cost for _, cost in parts)
                found.append(TissueWeek(name, row["name"], row["unit"], total, by_lift, by_day))
        return tuple(found)

    def muscles(self, sets: Mapping[str, tuple[float, float]]) -> tuple[MuscleWeek, ...]:
        """Every muscle that counts or is simulated, the one with most sets first."""
        found = []
        for muscle in dict.fromkeys((*sets, *rows()["sets"]["judged"])):
            parts = [(one, made.stimulus[muscle]) for one, made in self._parts if muscle in made.stimulus]
            shares = _shares((one.entry.lift or "", tension[1]) for one, tension in parts)
            total = None if self.relative or not parts else _sum(tension for _, tension in parts)
            mine = sets.get(muscle, (0.0, 0.0))
            found.append(MuscleWeek(muscle, muscle_word(muscle), mine, judged(mine), total, shares))
        return tuple(sorted(found, key=lambda one: -one.sets[1]))


def compared(works: Iterable[Work]) -> bool:
    """True where a load is missing and none is told, so that lifts can only be compared."""
    told = [one.load for one in works if _simulated(one)]
    return None in told and not any(told)


def _simulated(one: Work) -> bool:
    return one.entry.lift is not None and lift(one.entry.lift).simulated


def _sum(parts: Iterable[Spread]) -> Spread:
    """All sets are one person's: their lows go together, and their highs."""
    columns = list(zip(*parts, strict=True))
    low, middle, high = (float(sum(column)) for column in columns)
    return low, middle, high


def _shares(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for name, amount in parts:
        total[name] += amount
    whole = sum(total.values())
    return {name: amount / whole for name, amount in total.items()} if whole > 0 else {}
