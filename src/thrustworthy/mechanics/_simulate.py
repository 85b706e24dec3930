"""The one entry: a lift, a subject and a load in, a Simulation out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from thrustworthy.mechanics._dynamics import energy_error
from thrustworthy.mechanics._errors import SimulationError
from thrustworthy.mechanics._figure import draw_figure
from thrustworthy.mechanics._lift import LiftModel, check_setup, lift_model
from thrustworthy.mechanics._notes import collect_notes
from thrustworthy.mechanics._outputs import kinematics, series_outputs
from thrustworthy.mechanics._result import Array, Figure, Simulation, Subject
from thrustworthy.mechanics._run import Batch, run_batch
from thrustworthy.mechanics._sampling import Draws
from thrustworthy.mechanics._select import keep_solved
from thrustworthy.mechanics._summary import band, summarise_peaks, summarise_series, variance_drivers
from thrustworthy.mechanics._tables import number, settings

MODEL_VERSION = "equivalent extensor 1"


def simulate(
    lift: str,
    subject: Subject,
    load: float,
    *,
    setup: Mapping[str, float] | None = None,
    samples: int = 500,
    seed: int = 0,
    frames: int = 51,
) -> Simulation:
    """Simulate the concentric phase of a lift over many bodies and techniques.

    lift: id in the formulary. load: external mass held, kg. setup: technique values to hold fixed, by key (units in
    the mechanics settings file; what is not held is drawn from the lift's priors). samples: bodies drawn. seed: the
    same seed and NumPy give the same figures. frames: points of the phase 0 to 1.

    Raises SimulationError with one sentence for an unknown lift or key, an impossible value, or a set-up in which too
    many of the drawn bodies find no posture.
    """
    model = lift_model(lift)
    given = check_setup(model, setup or {})
    _check_inputs(model, subject, load, samples, seed, frames)
    phase = np.linspace(0.0, 1.0, frames)
    draws = Draws(samples=samples, seed=seed)
    whole = run_batch(model, subject, load, given, phase, draws)
    unsolved = _unsolved(model, whole)
    batch = keep_solved(whole)
    outputs = series_outputs(batch.body, batch.motion, batch.dynamics, batch.muscles, model.outputs)
    inputs = {name: values[whole.solved] for name, values in draws.varied.items()}
    return Simulation(
        lift=lift,
        person=asdict(subject),
        load=float(load),
        setup=_shown_setup(batch.technique, given),
        samples=samples,
        seed=seed,
        engine=_engine(),
        phase=phase,
        series=summarise_series(outputs),
        peaks=summarise_peaks(outputs, phase),
        kinematics={name: band(values, unit) for name, (unit, values) in kinematics(batch.motion).items()},
        feasible={"probability": None},
        checks=_checks(batch, load, unsolved),
        drivers=variance_drivers(outputs, inputs),
        notes=collect_notes(model, subject, batch, unsolved, samples),
        sources=tuple(sorted(draws.sources)),
        figure=_figure(model, subject, load, given, phase, seed, batch),
    )


def _check_inputs(model: LiftModel, subject: Subject, load: float, samples: int, seed: int, frames: int) -> None:
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


def _unsolved(model: LiftModel, batch: Batch) -> int:
    """How many samples found no posture. Raises SimulationError above the stated share."""
    missing = int((~batch.solved).sum())
    share = missing / len(batch.solved)
    if share > number("engine", "unsolved_share"):
        raise SimulationError(
            f"{model.lift}: {share:.0%} of the drawn bodies find no posture with these settings; "
            f"change {', '.join(model.settable[:4])} or leave them out."
        )
    return missing


def _shown_setup(technique: Mapping[str, Array], given: Mapping[str, float]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for key, values in sorted(technique.items()):
        shown[key] = {**band(values, settings()[key].unit).to_json(), "given": key in given}
    return shown


def _checks(batch: Batch, load: float, unsolved: int) -> dict[str, float | None]:
    """The figures that say whether the answer hangs together.

    energy_error: the worst sample's. friction: median of the coefficient the feet need. tipping: share of samples whose
    centre of pressure leaves the foot. unsolved: samples without a posture.
    """
    error = energy_error(batch.body, batch.motion, batch.dynamics, load, batch.time)
    across, up = batch.dynamics.ground
    with np.errstate(divide="ignore"):
        friction = np.where(up > 0, abs(across) / up, np.inf).max(axis=1)
    place = batch.dynamics.pressure / batch.body.foot
    leaves = ((place < 0) | (place > 1)).any(axis=1)
    return {
        "energy_error": float(error.max()),
        "friction": float(np.median(friction)),
        "tipping": float(leaves.mean()),
        "reserve": None,
        "unsolved": float(unsolved),
    }


def _figure(
    model: LiftModel,
    subject: Subject,
    load: float,
    setup: Mapping[str, float],
    phase: Array,
    seed: int,
    batch: Batch,
) -> Figure:
    """The body of central parameters; where that one finds no posture, the solved sample nearest the median."""
    central = run_batch(model, subject, load, setup, phase, Draws(samples=1, seed=seed, central=True))
    if central.solved[0]:
        return draw_figure(central, phase, load)
    peaks = batch.dynamics.moment["hip"].max(axis=1)
    return draw_figure(batch, phase, load, int(np.argmin(abs(peaks - np.median(peaks)))))


def _engine() -> dict[str, str]:
    try:
        own = version("thrustworthy")
    except PackageNotFoundError:
        own = "not installed"
    return {"thrustworthy": own, "numpy": np.__version__, "model": MODEL_VERSION}
