"""The simulations behind the table, each done once, and what can be read from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from thrustworthy.formulary import lift_ids, read_lift_file
from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import lift_model
from thrustworthy.mechanics._result import Array
from thrustworthy.mechanics._samples import Samples, chunk_sizes, draw_samples, merge, refuse_unsolved
from thrustworthy.mechanics._tables import number
from thrustworthy.mechanics._validate._table import RunSpec, validation_runs


class NotYet(Exception):
    """A figure that the engine cannot give as it is; the message says what is missing."""


class Runs:
    """Simulates what is asked for, once, with one number of bodies and one seed; the same bodies in every run."""

    def __init__(self, samples: int, seed: int = 0, frames: int = 51) -> None:
        self.samples = samples
        self.seed = seed
        self.frames = frames
        self._done: dict[str, Samples | NotYet] = {}

    def spec(self, name: str) -> RunSpec:
        """What a run simulates."""
        return validation_runs()[name]

    def get(self, name: str) -> Samples:
        """The solved samples of a run. Raises NotYet where the lift is not there or cannot be simulated so."""
        if name not in self._done:
            self._done[name] = self._simulate(self.spec(name))
        done = self._done[name]
        if isinstance(done, NotYet):
            raise done
        return done

    def _simulate(self, spec: RunSpec) -> Samples | NotYet:
        if spec.lift not in lift_ids():
            return NotYet(f"the formulary has no lift {spec.lift}")
        if "simulation" not in read_lift_file(spec.lift):
            return NotYet(f"the lift {spec.lift} is not simulated")
        try:
            made = merge(
                [
                    draw_samples(
                        spec.lift,
                        spec.subject,
                        spec.load,
                        setup=spec.setup,
                        samples=size,
                        seed=self.seed,
                        frames=self.frames,
                        chunk=chunk,
                    )
                    for chunk, size in enumerate(chunk_sizes(self.samples))
                ]
            )
            refuse_unsolved(lift_model(spec.lift), made)
        except SimulationError as error:
            return NotYet(str(error))
        return made

    def series(self, name: str, output: str | Sequence[str]) -> Array:
        """One output over the lift, (samples, frames); several names are summed.

        ``force.<group>`` and ``activation.<group>`` are those of a muscle group of one (the working) side. Raises
        NotYet where the lift does not give it.
        """
        if not isinstance(output, str):
            parts = [self.series(name, one) for one in output]
            return np.asarray(np.sum(parts, axis=0), dtype=np.float64)
        samples = self.get(name)
        kind, _, group = output.rpartition(".")
        found = {"": samples.outputs, "force": samples.groups, "activation": samples.activations}[kind].get(group)
        if found is None:
            raise NotYet(f"{samples.lift} gives no {f'{kind} of ' if kind else ''}{group.replace('_', ' ')}")
        return found.values

    def unit(self, name: str, kind: str) -> float:
        """What a figure is divided by: the mass (kg), the body weight (N), or 1."""
        mass = self.spec(name).subject.mass
        if kind == "one":
            return 1.0
        assert mass is not None, "a run whose figures go by body mass states it"
        return mass if kind == "mass" else mass * number("engine", "gravity")

    def together(self, first: str, second: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows of two runs that are the same bodies: those that found a posture in both."""
        one, two = (self.get(name).place for name in (first, second))
        _, here, there = np.intersect1d(one, two, return_indices=True)
        return here, there
