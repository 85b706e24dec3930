"""Figures of a week from the simulation: each lift and load is simulated once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thrustworthy.case import Body
from thrustworthy.formulary import lift, lift_ids
from thrustworthy.prescription.routine._outcome import LiftLoads, Progress, Spread
from thrustworthy.prescription.routine._rows import rows

if TYPE_CHECKING:
    from thrustworthy.mechanics import Band, Simulation

_KILO = 1000.0
# Peaks settle long before curves do.
_FRAMES = 15


class Simulated:
    """What lifts load for one body. samples, seed: simulated bodies; progress: gets (lifts done, so far asked)."""

    def __init__(self, body: Body, *, samples: int, seed: int, progress: Progress | None = None) -> None:
        self._body, self._samples, self._seed, self._progress = body, samples, seed, progress
        self._found: dict[tuple[str, float], Simulation | None] = {}

    def session(self, lift: str, load: float, sets: float, reps: float) -> LiftLoads | None:
        """See ``Physics``."""
        made = self._of(lift, load)
        if made is None:
            return None
        times = sets * reps / _KILO
        groups = rows()["stimulus"]["groups"]
        stimulus = {name: _times(made.muscle_force[name].band, times) for name in groups if name in made.muscle_force}
        outputs = {name: row["output"] for name, row in rows()["tissue"].items()}
        cost = {name: _times(made.peaks[out].band, times) for name, out in outputs.items() if out in made.peaks}
        return LiftLoads(stimulus, cost, made.sources)

    def peak(self, lift: str, load: float, tissue: str) -> Spread | None:
        """See ``Physics``."""
        made = self._of(lift, load)
        output = rows()["tissue"][tissue]["output"]
        return None if made is None or output not in made.peaks else _times(made.peaks[output].band, 1 / _KILO)

    def _of(self, name: str, load: float) -> Simulation | None:
        key = (name, round(load, 3))
        if key not in self._found:
            self._found[key] = self._simulate(name, load)
            if self._progress is not None:
                self._progress(len(self._found), len(self._found) + 1)
        return self._found[key]

    def _simulate(self, name: str, load: float) -> Simulation | None:
        from thrustworthy.mechanics import SimulationError, Subject, simulate

        if name not in lift_ids() or not lift(name).simulated:
            return None
        body = self._body
        subject = Subject(
            height=body.height.metres if body.height else None,
            mass=body.mass.kg if body.mass else None,
            sex=body.sex,
            age=body.age.middle if body.age else None,
        )
        try:
            return simulate(name, subject, load, samples=self._samples, seed=self._seed, frames=_FRAMES)
        except SimulationError:
            return None


def _times(band: Band, factor: float) -> Spread:
    return float(band.p05) * factor, float(band.p50) * factor, float(band.p95) * factor
