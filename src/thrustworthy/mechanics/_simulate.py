"""The one entry: a lift, a subject and a load in, a Simulation out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from thrustworthy.mechanics._able import recruit_able
from thrustworthy.mechanics._figure import draw_figure
from thrustworthy.mechanics._lift import LiftModel, check_setup, lift_model
from thrustworthy.mechanics._muscle_model import muscle_model
from thrustworthy.mechanics._muscle_outputs import muscle_outputs
from thrustworthy.mechanics._notes import collect_notes
from thrustworthy.mechanics._result import Array, Figure, Simulation, Subject
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._samples import (
    Samples,
    check_inputs,
    chunk_sizes,
    draw_samples,
    merge,
    refuse_unsolved,
)
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_samples, keep_solved
from thrustworthy.mechanics._strength import draw_strength
from thrustworthy.mechanics._summary import band, muscle_peaks, summarise_peaks, summarise_series, variance_drivers
from thrustworthy.mechanics._tables import settings

MODEL_VERSION = "muscles 1"

Run = Callable[[LiftModel, Subject, float, Mapping[str, float], Array, Draws], Batch]


def simulate(
    lift: str,
    subject: Subject,
    load: float,
    *,
    setup: Mapping[str, float] | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
    muscles: bool = False,
) -> Simulation:
    """Simulate the concentric phase of a lift over many bodies and techniques.

    lift: id in the formulary. load: external mass held, kg. setup: technique values to hold fixed, by key (units in
    the mechanics settings file; what is not held is drawn from the lift's priors). samples: bodies drawn. seed: the
    same seed and NumPy give the same figures. frames: points of the phase 0 to 1. muscles: give the force of each
    single muscle, not of the groups alone.

    Raises SimulationError with one sentence for an unknown lift or key, an impossible value, or a set-up in which too
    many of the drawn bodies find no posture.
    """
    model = lift_model(lift)
    given = check_setup(model, setup or {})
    check_inputs(model, subject, load, samples, seed, frames)
    chunks = list(enumerate(chunk_sizes(samples)))

    def draw(chunk: int, size: int) -> Samples:
        return draw_samples(lift, subject, load, setup=given, samples=size, seed=seed, frames=frames, chunk=chunk)

    # The compiled loops leave Python's lock alone, so that chunks share the cores; their order stays.
    with ThreadPoolExecutor(min(len(chunks), os.cpu_count() or 1)) as pool:
        parts = list(pool.map(draw, *zip(*chunks, strict=True)))
    return summarise(merge(parts), subject, load, given, seed, muscles=muscles)


def summarise(
    samples: Samples,
    subject: Subject,
    load: float,
    given: Mapping[str, float],
    seed: int,
    *,
    muscles: bool = False,
    model: LiftModel | None = None,
    run: Run = run_batch,
) -> Simulation:
    """Bands, peaks, checks, drivers and notes of a whole study.

    model: of a motion that is no lift of the formulary. run: what makes the batch of its figure. Raises
    SimulationError where too few bodies solved.
    """
    model = model or lift_model(samples.lift)
    unsolved = refuse_unsolved(model, samples)
    return Simulation(
        lift=samples.lift,
        person=asdict(subject),
        load=float(load),
        setup=_shown_setup(samples.technique, given),
        samples=samples.drawn,
        seed=seed,
        engine=_engine(),
        phase=samples.phase,
        series=summarise_series(samples.outputs),
        peaks=summarise_peaks(samples.outputs, samples.phase),
        muscle_series=summarise_series(samples.groups),
        muscle_force=summarise_peaks(samples.groups, samples.phase)
        | (muscle_peaks(samples.muscles, samples.phase) if muscles else {}),
        muscle_activation=summarise_peaks(samples.activations, samples.phase),
        kinematics={name: band(values, unit) for name, (unit, values) in samples.kinematics.items()},
        feasible={"probability": float(samples.checks["able"].mean())},
        checks=_checks(samples, unsolved),
        drivers=variance_drivers(samples.outputs, samples.inputs),
        notes=collect_notes(model, subject, samples, unsolved),
        sources=tuple(sorted(samples.sources)),
        figure=_figure(model, subject, load, given, samples, seed, run),
    )


def _shown_setup(technique: Mapping[str, Array], given: Mapping[str, float]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for key, values in sorted(technique.items()):
        shown[key] = {**band(values, settings()[key].unit).to_json(), "given": key in given}
    return shown


def _checks(samples: Samples, unsolved: int) -> dict[str, float | None]:
    """The figures that say whether the answer hangs together.

    energy_error: the worst sample's. friction: median of the coefficient the feet need. tipping: share of samples whose
    centre of pressure leaves the foot. reserve: median of the largest share of a joint's moment that the muscles could
    not give. weak: share of samples in which that stays too large. unsolved: samples without a posture.
    """
    return {
        "energy_error": float(samples.checks["energy_error"].max()),
        "friction": float(np.median(samples.checks["friction"])),
        "tipping": float(samples.checks["tipping"].mean()),
        "reserve": float(np.median(samples.checks["reserve"])),
        "weak": float(samples.checks["weak"].mean()),
        "unsolved": float(unsolved),
    }


def _figure(
    model: LiftModel,
    subject: Subject,
    load: float,
    setup: Mapping[str, float],
    samples: Samples,
    seed: int,
    run: Run,
) -> Figure:
    """The body of central parameters; where that one finds no posture, the solved sample nearest the median."""
    phase = samples.phase
    draws = Draws(samples=1, seed=seed, central=True)
    central = run(model, subject, load, setup, phase, draws)
    if central.solved[0]:
        return _drawn(model, subject, central, draws, phase, load, 0)
    draws = Draws(samples=min(samples.drawn, chunk_sizes(samples.drawn)[0]), seed=seed)
    whole = run(model, subject, load, setup, phase, draws)
    batch = keep_solved(whole)
    peaks = batch.dynamics.moment["hip"].max(axis=1)
    return _drawn(model, subject, whole, draws, phase, load, int(np.argmin(abs(peaks - np.median(peaks)))))


def _drawn(
    model: LiftModel, subject: Subject, whole: Batch, draws: Draws, phase: Array, load: float, sample: int
) -> Figure:
    """The figure of one solved sample, with the forces of its muscles."""
    one = np.zeros(whole.solved.shape, dtype=np.bool_)
    one[np.flatnonzero(whole.solved)[sample]] = True
    strength = keep_samples(draw_strength(whole.body, subject, draws), one)
    batch = keep_samples(whole, one)
    able = recruit_able(batch, strength, keep=True)
    made = muscle_outputs(batch, able.strength, able.result, model.outputs)
    forces = dict(zip(muscle_model().names, able.result.forces[0, :, 0].T, strict=True))
    loads = {name: output.values[0] for name, output in made.loads.items()}
    return draw_figure(batch, phase, load, 0, forces, None, loads)


def _engine() -> dict[str, str]:
    try:
        own = version("thrustworthy")
    except PackageNotFoundError:
        own = "not installed"
    return {"thrustworthy": own, "numpy": np.__version__, "model": MODEL_VERSION}
