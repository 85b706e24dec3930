"""One chunk of samples with everything that is shown of them, and chunks put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from thrustworthy.mechanics._able import Able, recruit_able
from thrustworthy.mechanics._dynamics import energy_error
from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._lift import LiftModel, check_setup, lift_model
from thrustworthy.mechanics._muscle_outputs import MuscleOutputs, MusclePeak, muscle_outputs
from thrustworthy.mechanics._outputs import Output, kinematics, series_outputs
from thrustworthy.mechanics._result import Array, Subject
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_samples, keep_solved
from thrustworthy.mechanics._strength import draw_strength
from thrustworthy.mechanics._tables import number


@dataclass(frozen=True)
class Samples:
    """The solved samples of one chunk, or of several put together.

    outputs: name -> series (solved, frames). groups, activations: the same by muscle group, one side; muscles: the peak
    of each single muscle. kinematics: name -> (unit, (solved,)). inputs: what was drawn, (solved,).
    technique: settings as used, (solved, 1). checks: name -> one figure a sample, (solved,): energy_error, friction,
    reserve (largest shortfall of the muscles as a share of what limb or trunk is asked), and 1 or 0 for tipping (the
    centre of pressure leaves the foot), pulls (a contact would have to pull), able (this body could do the lift before
    its strength was conditioned on it), weak (no strength was found with which it could), unbalanced (a frame without a
    solution of the recruitment).
    place: which of the drawn samples each solved one is, (solved,); the same place under the same seed is the same
    body, so that two simulations are compared body by body. drawn: how many samples were drawn, solved or not.
    sources: ids of the evidence behind the figures.
    """

    lift: str
    phase: Array
    outputs: Mapping[str, Output]
    groups: Mapping[str, Output]
    activations: Mapping[str, Output]
    muscles: Mapping[str, MusclePeak]
    kinematics: Mapping[str, tuple[str, Array]]
    inputs: Mapping[str, Array]
    technique: Mapping[str, Array]
    checks: Mapping[str, Array]
    place: NDArray[np.intp]
    drawn: int
    sources: frozenset[str]

    @property
    def solved(self) -> int:
        """How many samples found a posture."""
        return len(self.checks["energy_error"])


def chunk_sizes(samples: int) -> list[int]:
    """How many samples each chunk draws; chunk i of every study of any size is drawn the same way."""
    size = int(number("engine", "chunk"))
    whole, rest = divmod(samples, size)
    return [size] * whole + ([rest] if rest else [])


def draw_samples(
    lift: str,
    subject: Subject,
    load: float,
    *,
    setup: Mapping[str, float] | None = None,
    samples: int = 250,
    seed: int = 0,
    frames: int = 51,
    chunk: int = 0,
) -> Samples:
    """Simulate one chunk. Arguments as of ``simulate``; chunk: which of the study's chunks this is.

    Raises SimulationError for an unknown lift or key and for an impossible value. Samples that find no posture are
    left out and counted; whether there are too many of them is judged over the whole study (``refuse_unsolved``).
    """
    model = lift_model(lift)
    given = check_setup(model, setup or {})
    check_inputs(model, subject, load, samples, seed, frames)
    phase = np.linspace(0.0, 1.0, frames)
    draws = Draws(samples=samples, seed=seed, chunk=chunk)
    return samples_of(model, run_batch(model, subject, load, given, phase, draws), subject, load, draws)


def samples_of(model: LiftModel, whole: Batch, subject: Subject, load: float, draws: Draws) -> Samples:
    """Recruitment and all outputs of one batch; the samples without a posture are left out."""
    strength = draw_strength(whole.body, subject, draws)
    batch = keep_solved(whole)
    able = recruit_able(batch, keep_samples(strength, whole.solved))
    made = muscle_outputs(batch, able.strength, able.result, model.outputs)
    inputs = {name: values[whole.solved] for name, values in draws.varied.items()}
    return _samples(model, batch, able, made, load, inputs, draws, np.flatnonzero(whole.solved))


def _samples(
    model: LiftModel,
    batch: Batch,
    able: Able,
    made: MuscleOutputs,
    load: float,
    inputs: Mapping[str, Array],
    draws: Draws,
    place: NDArray[np.intp],
) -> Samples:
    outputs = series_outputs(batch.body, batch.motion, batch.dynamics, batch.muscles, model.outputs)
    return Samples(
        lift=model.lift,
        phase=np.linspace(0.0, 1.0, batch.time.shape[1]),
        outputs={**outputs, **made.loads},
        groups=made.groups,
        activations=made.activations,
        muscles=made.muscles,
        kinematics=kinematics(batch.motion),
        inputs=inputs,
        technique=batch.technique,
        checks=_checks(batch, load) | _strength_checks(able),
        place=place,
        drawn=draws.samples,
        sources=frozenset(draws.sources),
    )


def merge(parts: Sequence[Samples]) -> Samples:
    """Chunks of one study as one; the order of the parts is the order of the samples."""
    first = parts[0]
    if len(parts) == 1:
        return first

    def joined(name: str) -> dict[str, Array]:
        return {key: np.concatenate([getattr(part, name)[key] for part in parts]) for key in getattr(first, name)}

    def series(name: str) -> dict[str, Output]:
        return {
            key: replace(one, values=np.concatenate([getattr(part, name)[key].values for part in parts]))
            for key, one in getattr(first, name).items()
        }

    return Samples(
        lift=first.lift,
        phase=first.phase,
        outputs=series("outputs"),
        groups=series("groups"),
        activations=series("activations"),
        muscles={
            name: MusclePeak(
                np.concatenate([part.muscles[name].force for part in parts]),
                np.concatenate([part.muscles[name].frame for part in parts]),
            )
            for name in first.muscles
        },
        kinematics={
            name: (unit, np.concatenate([part.kinematics[name][1] for part in parts]))
            for name, (unit, _) in first.kinematics.items()
        },
        inputs=joined("inputs"),
        technique=joined("technique"),
        checks=joined("checks"),
        place=_places(parts),
        drawn=sum(part.drawn for part in parts),
        sources=frozenset().union(*(part.sources for part in parts)),
    )


def _places(parts: Sequence[Samples]) -> NDArray[np.intp]:
    """The places of all parts, each part's after those that the parts before it drew."""
    before = np.cumsum([0, *(part.drawn for part in parts[:-1])])
    return np.concatenate([start + part.place for start, part in zip(before, parts, strict=True)])


def _checks(batch: Batch, load: float) -> dict[str, Array]:
    error = energy_error(batch.body, batch.motion, batch.dynamics, load, batch.time)
    friction = _friction(*batch.dynamics.ground)
    place = batch.dynamics.pressure / batch.body.foot
    pulls = batch.dynamics.ground[1] < 0
    if batch.dynamics.ground_other is not None:
        friction = np.maximum(friction, _friction(*batch.dynamics.ground_other))
        pulls = pulls | (batch.dynamics.ground_other[1] < 0)
    if batch.dynamics.bench is not None:
        pulls = pulls | (batch.dynamics.bench[1] < 0)
    return {
        "energy_error": error,
        "friction": friction.max(axis=1),
        "tipping": ((place < 0) | (place > 1)).any(axis=1).astype(np.float64),
        "pulls": pulls.any(axis=1).astype(np.float64),
    }


def _friction(across: Array, up: Array) -> Array:
    """The friction coefficient a foot needs in every frame: 0 where it carries nothing, no end where it would pull."""
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(up > 0, abs(across) / up, np.inf)
    return np.where((up == 0) & (across == 0), 0.0, needed)


def _strength_checks(able: Able) -> dict[str, Array]:
    return {
        "reserve": able.result.deficit,
        "able": able.first,
        "weak": 1.0 - able.last,
        "unbalanced": (able.result.failed > 0).astype(np.float64),
    }


class Counted(Protocol):
    """Anything that knows how many samples were drawn for it and how many of them found a posture."""

    @property
    def drawn(self) -> int:
        """Samples drawn."""

    @property
    def solved(self) -> int:
        """Samples with a posture."""


def refuse_unsolved(model: LiftModel, samples: Counted) -> int:
    """How many samples found no posture. Raises SimulationError above the stated share."""
    missing = samples.drawn - samples.solved
    share = missing / samples.drawn
    if share > number("engine", "unsolved_share") or not samples.solved:
        raise SimulationError(
            f"{model.lift}: {share:.0%} of the drawn bodies find no posture with these settings; "
            f"change {', '.join(model.settable[:4])} or leave them out."
        )
    return missing


def check_inputs(model: LiftModel, subject: Subject, load: float, samples: int, seed: int, frames: int) -> None:
    """Raises SimulationError with one sentence naming the first impossible value and its mend."""
    limits = (("height", subject.height, "m"), ("mass", subject.mass, "kg"), ("age", subject.age, "years"))
    for key, value, unit in limits:
        low, high = (number("engine", f"{key}.{end}") for end in ("lowest", "highest"))
        if value is not None and not _within(value, low, high):
            raise SimulationError(f"{key} is {value!r}; give it in {unit}, from {low:g} to {high:g}.")
    if subject.sex not in (None, "male", "female"):
        raise SimulationError(f"sex is {subject.sex!r}; give 'male', 'female' or nothing.")
    highest = number("engine", "load.highest")
    if not _within(load, 0.0, highest):
        raise SimulationError(f"load is {load!r}; give the mass held in kg, from 0 to {highest:g}.")
    if model.load_place == "none" and load > 0:
        raise SimulationError(f"{model.lift} is done at body weight; set load to 0 or choose a lift with a bar.")
    for key, count, least in (("samples", samples, 1), ("seed", seed, 0), ("frames", frames, 3)):
        if count < least:
            raise SimulationError(f"{key} is {count!r}; give a whole number of at least {least}.")


def _within(value: object, low: float, high: float) -> bool:
    """True for a number in the range; NaN and anything that is no number are not."""
    return isinstance(value, int | float) and low <= value <= high
