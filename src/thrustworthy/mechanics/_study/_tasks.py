"""One chunk of one simulation as a task that any core, process or machine can do, and what it hands back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._lift import check_setup, lift_model
from thrustworthy.mechanics._result import Array, Subject
from thrustworthy.mechanics._samples import Samples, check_inputs, chunk_sizes, draw_samples

STRENGTH = "strength"
"""The limit that is no output: what the body's own muscles can lift."""


@dataclass(frozen=True)
class Condition:
    """What is simulated: a lift, a body, a load in kg, and the technique values held fixed."""

    lift: str
    subject: Subject
    load: float
    setup: Mapping[str, float] = field(default_factory=dict)

    def check(self, samples: int, seed: int, frames: int) -> None:
        """Raises SimulationError with one sentence naming the first thing that cannot be."""
        model = lift_model(self.lift)
        check_setup(model, self.setup)
        check_inputs(model, self.subject, self.load, samples, seed, frames)


@dataclass(frozen=True)
class Task:
    """Chunk ``chunk`` of a simulation. The figures depend on nothing else, so any worker gives the same."""

    condition: Condition
    samples: int
    seed: int
    frames: int
    chunk: int

    def draw(self) -> Samples:
        """Simulate the chunk."""
        one = self.condition
        return draw_samples(
            one.lift,
            one.subject,
            one.load,
            setup=one.setup,
            samples=self.samples,
            seed=self.seed,
            frames=self.frames,
            chunk=self.chunk,
        )


def tasks_of(condition: Condition, samples: int, seed: int, frames: int) -> list[Task]:
    """All chunks of one simulation, in the order of the samples."""
    return [Task(condition, size, seed, frames, chunk) for chunk, size in enumerate(chunk_sizes(samples))]


@dataclass(frozen=True)
class Peaks:
    """What comparisons need of a simulation: each solved sample's largest value of every output.

    highest: output or muscle group -> (solved,). units: by the same names.
    mains: names of the main outputs. inputs, checks, place, drawn: as of ``Samples``.
    """

    lift: str
    highest: Mapping[str, Array]
    units: Mapping[str, str]
    mains: tuple[str, ...]
    inputs: Mapping[str, Array]
    checks: Mapping[str, Array]
    place: NDArray[np.intp]
    drawn: int

    @property
    def solved(self) -> int:
        """How many samples found a posture."""
        return len(self.place)


def draw_whole(task: Task) -> Samples:
    """The whole chunk: every output at every frame."""
    return task.draw()


def draw_peaks(task: Task) -> Peaks:
    """The peaks of the chunk alone: a small part of what was computed."""
    return peaks_of(task.draw())


def peaks_of(samples: Samples) -> Peaks:
    """Each sample's peaks."""
    outputs = {**samples.outputs, **samples.groups}
    return Peaks(
        lift=samples.lift,
        highest={name: one.values.max(axis=1) for name, one in outputs.items()},
        units={name: one.unit for name, one in outputs.items()},
        mains=tuple(name for name, one in samples.outputs.items() if one.main),
        inputs=samples.inputs,
        checks=samples.checks,
        place=samples.place,
        drawn=samples.drawn,
    )


def merge_peaks(parts: Sequence[Peaks]) -> Peaks:
    """Chunks of one simulation as one; the order of the parts is the order of the samples."""
    first = parts[0]

    def joined(name: str) -> dict[str, Array]:
        return {key: np.concatenate([getattr(part, name)[key] for part in parts]) for key in getattr(first, name)}

    before = np.cumsum([0, *(part.drawn for part in parts[:-1])])
    return Peaks(
        lift=first.lift,
        highest=joined("highest"),
        units=first.units,
        mains=first.mains,
        inputs=joined("inputs"),
        checks=joined("checks"),
        place=np.concatenate([start + part.place for start, part in zip(before, parts, strict=True)]),
        drawn=sum(part.drawn for part in parts),
    )
